// A density: its logarithm and its score, once in WGSL (shaders/targets/) and once here in float64.
// A Target is immutable; moving a slider makes another one.

import type { Vector2 } from '../math/spectrum';

export type { Vector2 } from '../math/spectrum';

/** An axis-parallel rectangle of data space. */
export interface Box {
  readonly minX: number;
  readonly maxX: number;
  readonly minY: number;
  readonly maxY: number;
}

/** One component N(mean, covariance) of weight `weight`; covariance is [[xx, xy], [xy, yy]] stored as [xx, xy, yy]. */
export interface Component {
  readonly weight: number;
  readonly mean: Vector2;
  readonly covariance: readonly [number, number, number];
}

/** What moves particles: a slope everywhere, which need not be that of any density, as of a network. */
export interface ScoreField {
  /**
   * WESL modules as text: always `target` (imported by kernels as package::target), which declares
   * `fn score(x: vec2f) -> vec2f`. A `Density` also declares `fn logDensity(x: vec2f) -> f32` and both at once as
   * `fn logDensityAndScore(x: vec2f) -> vec3f`; and, where `smoothable`, a `Target` declares
   * `fn smoothedScore(x: vec2f, variance: f32) -> vec2f` and `fn smoothedLogDensity(x: vec2f, variance: f32) -> f32`,
   * the same of p * N(0, variance I). Constants of the target are compiled in, from the module `targetConstants` where there is one.
   * All modules may import package::lib::…; identifiers in paths are camelCase of the file stem.
   */
  readonly modules: Readonly<Record<string, string>>;
  /** Data that the WGSL binds as `var<storage, read>` under the same name (e.g. `centres`), uploaded once by whoever runs the target. */
  readonly arrays: Readonly<Record<string, Float32Array<ArrayBuffer>>>;
  /** ∇ log p(x), or what stands for it. */
  score(x: number, y: number): Vector2;
}

/** What accepts and rejects, and what is compared with a law: heights, too. */
export interface Density extends ScoreField {
  /** log p(x), normalised so that the density integrates to `mass` where it is a `Target`. */
  logDensity(x: number, y: number): number;
}

/** A density of which everything is known in closed form. */
export interface Target extends Density {
  readonly id: string;
  readonly label: string;
  /** Whether the convolution with a Gaussian is closed form. */
  readonly smoothable: boolean;
  /** log of (p * N(0, variance I)) and its gradient; throws RangeError where not smoothable. */
  smoothedLogDensity(x: number, y: number, variance: number): number;
  smoothedScore(x: number, y: number, variance: number): Vector2;
  /** ∇² log p(x) as [xx, xy, yy], in closed form. */
  hessian(x: number, y: number): readonly [number, number, number];
  /** The integral of exp(logDensity) over the plane, 1 for all of ours. */
  readonly mass: number;
  /** A box that holds all but about 1e-3 of the mass: the first view. */
  readonly domain: Box;
  /** Local maxima of the density, found in float64 (Newton from sensible starts), at most 64. */
  readonly modes: readonly Vector2[];
  /** Exact draws: two or more uniforms in (0,1) from `uniform()` each time it is called. */
  sample(uniform: () => number): Vector2;
  /** The density depends on the distance from the origin alone. */
  readonly radial?: true;
  /** The components when the density is a Gaussian mixture (gaussian: one), else undefined. */
  readonly components?: readonly Component[];
  /**
   * The points [n, 2] and the bandwidth of a kernel density too large to be listed as components. Its score comes from the
   * engine of src/score; there are no `modules`.
   */
  readonly kernels?: { readonly points: Float32Array<ArrayBuffer>; readonly sigma: number };
  /** Largest h² with ∇² log p ⪰ −I/h² everywhere (kernel densities and mixtures; MATHS 3.1), else undefined. */
  readonly curvatureFloor?: number;
}
