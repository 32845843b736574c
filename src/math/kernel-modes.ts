// Modes of a kernel density: one found on the host, or those that particles at rest have reached. MATHS.md 3.1, 3.3.
import { leadingAxes, weigh, type Weighting } from './kernel-weights';
import type { Axis } from './leading-eigenvectors';
import type { Spot } from './mean-shift-slopes';
import { float32 } from './rounding';
import { dot, length, minus, plus, row, rowsOf, squareTo } from './vectors';

const STARTS = 12;
const ITERATIONS = 400;

/** The densest mode that the mean shift reaches from a dozen points, in float64, a shift at a time; undefined where none is reached. */
export function* findMode(
  points: Float32Array,
  dimension: number,
  sigma: number,
): Generator<undefined, Spot | undefined> {
  const count = points.length / dimension;
  let best: { spot: Spot; height: number } | undefined;
  for (let k = 0; k < Math.min(STARTS, count); k++) {
    const start = Math.floor((k * count) / Math.min(STARTS, count));
    const place = yield* climb(points, row(points, dimension, start), sigma);
    if (!place) continue;
    const weighting = weigh(points, place, sigma);
    if (best && weighting.logDensity <= best.height) continue;
    const axes = leadingAxes(points, weighting, Math.min(2, dimension));
    if (isMaximum(axes, sigma)) best = { spot: { place, axes }, height: weighting.logDensity };
  }
  return best?.spot;
}

/** Whether a place of rest is a mode: at a saddle, or where the density still rises along a ridge, Cov_w passes σ². */
function isMaximum(axes: readonly Axis[], sigma: number): boolean {
  return axes.every(({ value }) => value < sigma ** 2);
}

/** Mean shifts, every third one drawn out along its own direction as far as a geometric series would go. */
function* climb(
  points: Float32Array,
  start: Float64Array,
  sigma: number,
): Generator<undefined, Float64Array | undefined> {
  let place = start;
  let last = Infinity;
  for (let i = 0; i < ITERATIONS; i++) {
    const { mean } = weigh(points, place, sigma);
    yield;
    const step = minus(mean, place);
    const size = length(step);
    if (size < 1e-9 * sigma) return mean;
    const ratio = size / last;
    const reach = i % 3 === 2 && ratio < 1 ? Math.min(1 / (1 - ratio), 50) : 1;
    place = plus(place, step, reach);
    last = reach > 1 ? Infinity : size;
  }
  return undefined;
}

/** In σ: modes nearer to one another are one, and a particle farther from its mode than this has not reached it. */
const APART = 1 / 4;
/** In σ: what is known of a place is known of places as near as this. */
const KNOWN = 1 / 64;
/** Coordinates of points looked at in one go, below a tenth of a second. */
const HOST_NUMBERS = 4e6;

export interface Modes {
  /** Distinct ones, with up to two leading axes of Cov_w at each. */
  readonly spots: readonly Spot[];
  /** Places of rest that are none: saddles, and ridges along which particles still creep. */
  readonly passing: number;
  /** Places that there was no time to look at yet. */
  readonly untried: number;
}

/** Tells the modes among places of rest, a bounded number at a time, and remembers what it told. */
export class ModeBook {
  readonly #points: Float32Array;
  #sigma = Number.NaN;
  #known: { readonly place: Float64Array; readonly mode: Spot | undefined }[] = [];

  /** Row-major [n, d]. */
  constructor(points: Float32Array) {
    this.#points = points;
  }

  judge(places: readonly Float64Array[], sigma: number): Modes {
    if (sigma !== this.#sigma) this.#known = [];
    this.#sigma = sigma;
    let affordable = Math.max(1, Math.floor(HOST_NUMBERS / this.#points.length));
    let untried = 0;
    const judged = places.flatMap((place) => {
      let found = this.#known.find((one) => isNear(one.place, place, KNOWN * sigma));
      if (!found && affordable-- > 0) this.#known.push((found = { place, mode: this.#modeNear(place) }));
      if (!found) untried++;
      return found ? [found] : [];
    });
    const spots: Spot[] = [];
    for (const { mode } of judged)
      if (mode && !spots.some((other) => isNear(other.place, mode.place, APART * sigma))) spots.push(mode);
    return { spots, passing: judged.filter(({ mode }) => !mode).length, untried };
  }

  /** Where Newton's step from here ends, if that is a mode and near. */
  #modeNear(place: Float64Array): Spot | undefined {
    const sigma = this.#sigma;
    const weighting = weigh(this.#points, place, sigma);
    const axes = leadingAxes(this.#points, weighting, Math.min(2, place.length));
    const ahead = newtonStep(place, weighting, axes, sigma);
    if (!isMaximum(axes, sigma) || !(length(ahead) < APART * sigma)) return undefined;
    const mode = plus(place, ahead);
    return { place: mode, axes: leadingAxes(this.#points, weigh(this.#points, mode, sigma), axes.length) };
  }
}

/** (I − m′)⁻¹ (m(x) − x), with the leading eigenvalues of m′ = Cov_w/σ² and 0 for all others. */
function newtonStep(place: Float64Array, { mean }: Weighting, axes: readonly Axis[], sigma: number): Float64Array {
  const step = minus(mean, place);
  return axes.reduce((ahead, { value, direction }) => {
    const slope = value / sigma ** 2;
    return plus(ahead, direction, dot(step, direction) * (slope / (1 - slope)));
  }, step);
}

/** A particle rests once its step is below this share of σ, or below what its place is rounded by if that is no more than the second. */
const RESTING = { step: 2e-3, rounded: 1 / 4 } as const;

export interface Rest {
  /** Distinct ones, in order. */
  readonly places: readonly Float64Array[];
  /** Of all particles. */
  readonly share: number;
  /** Mean step of all particles in σ. */
  readonly meanStep: number;
}

/** Which particles have come to rest: places and scores row-major [n, d]. */
export function atRest(places: ArrayLike<number>, score: ArrayLike<number>, dimension: number, sigma: number): Rest {
  const count = places.length / dimension;
  const found: Float64Array[] = [];
  let [resting, steps] = [0, 0];
  for (const [i, place] of rowsOf(places, dimension).entries()) {
    const step = sigma * length(row(score, dimension, i));
    steps += step / count;
    const rounding = (2 * float32.place(length(place))) / sigma;
    if (!(step < Math.max(RESTING.step, Math.min(RESTING.rounded, rounding)))) continue;
    resting++;
    if (!found.some((other) => isNear(other, place, APART * sigma))) found.push(place);
  }
  return { places: found, share: resting / count, meanStep: steps };
}

function isNear(one: Float64Array, other: Float64Array, apart: number): boolean {
  return squareTo(one, 0, other) < apart * apart;
}
