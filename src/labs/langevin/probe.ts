// Small experiments beside the run, with the very kernel that moves the chains: where does the noise-free map send
// these points? The measured spectrum and the stability claims come from here.
import type { Backend } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import { float32 } from '../../math/rounding';
import type { Vector2 } from '../../targets/target';
import { ChainSet } from './chain-set';
import type { PointDensity } from './point-density';
import { ScoredStepper } from './scored-stepper';
import type { Settings } from './settings';

/** Five points a mode for central differences, 64 modes at most. */
const CAPACITY = 320;

export class Probe {
  readonly #backend: Backend;
  readonly #chains: ChainSet;
  readonly #density: PointDensity | undefined;

  constructor(backend: Backend, scope: Scope, density?: PointDensity) {
    this.#backend = backend;
    this.#density = density;
    this.#chains = new ChainSet(backend, scope, 'probe', CAPACITY);
  }

  /** Positions after `steps` noise-free ULA steps of size `step` from `points`, on the device: at most 320 where the target has a kernel. */
  async ascend(settings: Settings, step: number, points: readonly Vector2[], steps: number): Promise<Vector2[]> {
    const ascent = { target: settings.target, method: 'ula', step, noise: 0 } as const;
    if (this.#density) return this.#ascendScored(this.#density, ascent, points, steps);
    if (points.length > CAPACITY) throw new RangeError(`points has ${points.length} entries; at most ${CAPACITY}`);
    await this.#chains.configure(ascent);
    this.#backend.write(this.#chains.positions, points.flat());
    this.#chains.dispatch(0, points.length, 0, steps, 0);
    const moved = await this.#backend.read(this.#chains.positions, 0, 2 * points.length);
    await this.#chains.verifyProgress();
    return points.map((_, i) => [Number(moved[2 * i]), Number(moved[2 * i + 1])]);
  }

  async #ascendScored(
    density: PointDensity,
    settings: Settings,
    points: readonly Vector2[],
    steps: number,
  ): Promise<Vector2[]> {
    const scope = new Scope(this.#backend);
    try {
      const chains = new ChainSet(this.#backend, scope, 'probe', points.length, density);
      await chains.configure(settings);
      this.#backend.write(chains.positions, points.flat());
      await new ScoredStepper(this.#backend).advance([chains], 0, 0, steps, () => undefined);
      const moved = await this.#backend.read(chains.positions);
      await chains.verifyProgress();
      return points.map((_, i) => [Number(moved[2 * i]), Number(moved[2 * i + 1])]);
    } finally {
      scope.dispose();
    }
  }
}

/** Columns of a Jacobian. */
export interface JacobianColumns {
  readonly x: Vector2;
  readonly y: Vector2;
}

/** Jacobians of one noise-free step at the given points by central differences. */
export async function measureJacobians(
  probe: Probe,
  settings: Settings,
  at: readonly Vector2[],
): Promise<JacobianColumns[]> {
  const points = at.flatMap((place) => differencePoints(settings, place).points);
  const moved = await probe.ascend(settings, settings.step, points, 1);
  return at.map((_, i) => jacobianOf(points.slice(4 * i, 4 * i + 4), moved.slice(4 * i, 4 * i + 4)));
}

/** East, west, north and south of a place, as float32 holds them. */
export function differencePoints(settings: Settings, [x, y]: Vector2): { points: Vector2[]; halfWidth: number } {
  const h = halfWidthAt(settings, x, y);
  const points = [
    [x + h, y],
    [x - h, y],
    [x, y + h],
    [x, y - h],
  ].map(([a = 0, b = 0]): Vector2 => [Math.fround(a), Math.fround(b)]);
  return { points, halfWidth: h };
}

/** The Jacobian from such four points and where they went. */
export function jacobianOf(points: readonly Vector2[], moved: readonly Vector2[]): JacobianColumns {
  const [[e], [w], [, n], [, s]] = points as [Vector2, Vector2, Vector2, Vector2];
  const [east, west, north, south] = moved as [Vector2, Vector2, Vector2, Vector2];
  return {
    x: [(east[0] - west[0]) / (e - w), (east[1] - west[1]) / (e - w)],
    y: [(north[0] - south[0]) / (n - s), (north[1] - south[1]) / (n - s)],
  };
}

/**
 * Balances truncation, about h²λ, against the rounding of places, u|x|/h: 0.02 of the local width 1/√|λ|max, more where the place is far out
 * for its width.
 */
function halfWidthAt({ target }: Settings, x: number, y: number): number {
  const [xx, xy, yy] = target.hessian(x, y);
  const largest = Math.max(Math.hypot((xx - yy) / 2, xy) + Math.abs(xx + yy) / 2, 1e-12);
  return Math.max(0.02 / Math.sqrt(largest), Math.cbrt(float32.place(Math.hypot(x, y)) / largest));
}
