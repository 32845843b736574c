// The law of annealed chains along the line of the means, step by step. Across the line the density is one Gaussian, so that what happens
// along it happens by itself: p'(y) = ∫ p(x) N(y; x + γ s(x), 2γτ²) dx at every step. MATHS.md 3.1, claim L10.
//
// The trapezoidal rule at three quarters of a deviation of the noise, as it is seen from x, is exact to about 10⁻⁷: p is itself a sum of Gaussians. The last step is a sum
// of error functions.
import { logNormalDensity, normalCdf } from '../math/special';
import { levelAt, type AnnealingPlan } from '../math/annealing';
import { lineScore, type MeansLine } from './mixture-line';
import { startShareBeyond, type Start } from '../math/start-law';

/** Nodes of a grid with a mass on each. */
interface Masses {
  readonly low: number;
  readonly spacing: number;
  readonly masses: Float64Array;
}

/** In deviations of the noise: the spacing, that of the integral (as seen from x), that of the start, and where the tail is cut. */
const SPACING = 0.4;
const QUADRATURE = 0.75;
const START_SPACING = 0.125;
const REACH = 6.5;
/** Deviations of the law that a grid holds on either side. */
const HELD = 7;
/** Nodes that interpolate. */
const STENCIL = 8;
/** Masses below are passed over: between far modes that is most of the line. */
const NEGLIGIBLE = 1e-14;
/** Products that a step may cost, and those of one call; the next goes on from there. */
const MOST_PRODUCTS = 1e7;
const CALL_PRODUCTS = 1e7;
/** The last level is at rest when a share changes by less than this in so many steps. */
const AT_REST = { change: 1e-9, steps: 64 } as const;

/** One level: the smoothed line, its step, the deviation of its noise. */
interface Level {
  readonly line: MeansLine;
  readonly step: number;
  readonly deviation: number;
}

/** Follows one run. The levels must be stable and the noise factor τ > 0. */
export class LineLaw {
  readonly #line: MeansLine;
  readonly #start: Start;
  readonly #plan: AnnealingPlan;
  readonly #levels: readonly Level[];
  #law: Masses | undefined;
  /** Of a step at the level of `#at`, from its grid onto itself. */
  #along: Transition | undefined;
  #at = -1;
  #done = 0;
  #atRest = false;

  constructor(line: MeansLine, start: Start, plan: AnnealingPlan, noise: number) {
    this.#line = line;
    this.#start = start;
    this.#plan = plan;
    this.#levels = Array.from(plan.sigmas, (sigma, l): Level => {
      const step = plan.steps[l] ?? 0;
      const smoothed = { ...line, variance: line.variance + sigma * sigma };
      return { line: smoothed, step, deviation: noise * Math.sqrt(2 * step) };
    });
    const [first] = this.#levels;
    this.#law = startMasses(line, start, (START_SPACING * first.deviation) / steepness(first));
  }

  /**
   * P(direction · x > threshold) after `steps` steps, of which there must be no fewer than in the last call. Undefined where the grid is too
   * fine to have followed them yet.
   */
  shareAt(steps: number, threshold: number): number | undefined {
    if (steps === 0) return startShareBeyond(this.#start, this.#line.direction, threshold);
    // The very last step is taken by `shareAfter`.
    const isThere = this.#follow(steps - 1, threshold);
    const level = this.#levels[levelAt(this.#plan, steps - 1)];
    return isThere && this.#law && level ? shareAfter(this.#law, level, threshold) : undefined;
  }

  #follow(steps: number, threshold: number): boolean {
    let budget = CALL_PRODUCTS;
    let share = Number.NaN;
    while (this.#law && this.#done < steps && !this.#atRest) {
      const at = levelAt(this.#plan, this.#done);
      const level = this.#levels[at];
      if (!level || budget < 0) return false;
      if (at === this.#at) budget -= this.#step(level);
      else if (!this.#enter(at, level)) return false;
      if (at < this.#levels.length - 1 || this.#done % AT_REST.steps !== 0) continue;
      const now = shareAfter(this.#law, level, threshold);
      this.#atRest = Math.abs(now - share) < AT_REST.change;
      share = now;
    }
    return this.#law !== undefined;
  }

  /** Takes the first step of a level, onto its own grid. */
  #enter(at: number, level: Level): boolean {
    const law = this.#law as Masses;
    const grid = gridOf(law, level);
    if (!grid) return false;
    this.#law = moved(law, transition(law, level, grid), grid);
    this.#along = transition(this.#law, level, grid);
    this.#at = at;
    this.#done++;
    return true;
  }

  /** The products that it cost. */
  #step(level: Level): number {
    const law = this.#law as Masses;
    this.#law = moved(law, (this.#along ??= transition(law, level, law)), law);
    this.#done++;
    return law.masses.length * bandOf(level, law.spacing);
  }
}

/** Nodes that each node gives to. */
function bandOf({ deviation }: Level, spacing: number): number {
  return Math.ceil((2 * REACH * deviation) / spacing);
}

/** The largest slope of x + γ s(x), between two modes: by it the Gaussian is narrower in x than it is in y. */
function steepness({ line: { positions, variance }, step }: Level): number {
  const half = (Math.max(...positions) - Math.min(...positions)) / 2;
  return Math.max(1, 1 + (step * ((half * half) / variance - 1)) / variance);
}

function gridOf(before: Masses, level: Level): Masses | undefined {
  const { low, high } = held(before, level);
  const spacing = SPACING * level.deviation;
  const nodes = Math.ceil((high - low) / spacing) + 1;
  const grid = (): Masses => ({ low, spacing, masses: new Float64Array(nodes) });
  return nodes * bandOf(level, spacing) < MOST_PRODUCTS ? grid() : undefined;
}

/** A normal start at nodes as any smooth density, a square one by the masses of cells that end where it ends. */
function startMasses({ direction }: MeansLine, start: Start, spacing: number): Masses | undefined {
  const { kind, scale } = start;
  const middle = direction[0] * start.x + direction[1] * start.y;
  if (kind === 'point') return { low: middle, spacing: 0, masses: Float64Array.of(1) };
  const half = scale * (kind === 'normal' ? HELD : Math.SQRT2);
  const count = Math.ceil((2 * half) / (kind === 'normal' ? Math.min(spacing, SPACING * scale) : spacing));
  if (count > MOST_PRODUCTS) return undefined;
  const width = (2 * half) / count;
  const beyond = (i: number): number => startShareBeyond(start, direction, middle - half + i * width);
  const density = (i: number): number => Math.exp(logNormalDensity((i + 0.5) * width - half, scale * scale));
  const masses = Float64Array.from({ length: count }, (_, i) =>
    kind === 'normal' ? width * density(i) : beyond(i) - beyond(i + 1),
  );
  return { low: middle - half + width / 2, spacing: width, masses };
}

/** Where the law can get to at this level: it is around the means, or on its way there. */
function held({ low, spacing, masses }: Masses, { line, step, deviation }: Level): { low: number; high: number } {
  const [least, most] = [Math.min(...line.positions), Math.max(...line.positions)];
  const ratio = step / line.variance;
  const middle = (least + most) / 2;
  // Beyond γ = σ² a step goes to the other side, and farther than the means are.
  const span = (Math.max(1, ratio / (2 - ratio)) * (most - least)) / 2;
  const settled = HELD * deviation * Math.sqrt(1 / (ratio * (2 - ratio)));
  const occupied = [...masses.keys()].filter((i) => masses[i] > NEGLIGIBLE);
  const ends = [occupied[0] ?? 0, occupied.at(-1) ?? 0].map((i) => Math.abs(low + i * spacing - middle));
  const half = Math.max(
    span + settled,
    ...ends,
    ...ends.map((end) => Math.abs(1 - ratio) * end + span + REACH * deviation),
  );
  return { low: middle - half, high: middle + half };
}

/** To whom each node gives, and how much of its mass. */
interface Transition {
  readonly firsts: readonly number[];
  readonly shares: readonly Float64Array[];
}

/** Between the nodes the law is interpolated as finely as the step is steep, so that the nodes need not be. */
function transition(from: Masses, level: Level, to: Masses): Transition {
  const parts = Math.max(1, Math.ceil((from.spacing * steepness(level)) / (QUADRATURE * level.deviation)));
  const count = from.masses.length;
  const given = Array.from({ length: count * parts }, (_, i) =>
    gaussianShares(from.low + (i / parts) * from.spacing, level, to),
  );
  const stencils = Array.from({ length: parts }, (_, part) => lagrange(part / parts));
  const [firsts, shares]: [number[], Float64Array[]] = [[], []];
  for (let node = 0; node < count; node++) {
    const start = Math.max(0, (node - STENCIL / 2) * parts);
    const near = given.slice(start, (node + STENCIL / 2) * parts);
    const first = near.reduce((least, { first: begin }) => Math.min(least, begin), to.masses.length);
    const end = near.reduce((most, { first: begin, shares: row }) => Math.max(most, begin + row.length), first);
    const row = new Float64Array(end - first);
    near.forEach(({ first: begin, shares: gives }, i) => {
      const at = start + i;
      const weight = (stencils[at % parts]?.[node - Math.floor(at / parts) + STENCIL / 2 - 1] ?? 0) / parts;
      if (weight !== 0) for (let k = 0; k < gives.length; k++) row[begin - first + k] += weight * gives[k];
    });
    firsts.push(first);
    shares.push(row);
  }
  return { firsts, shares };
}

/** Where one step from `place` goes to. */
function gaussianShares(
  place: number,
  { line, step, deviation }: Level,
  to: Masses,
): { first: number; shares: Float64Array } {
  const factor = to.spacing / (deviation * Math.sqrt(2 * Math.PI));
  const image = place + step * lineScore(line, place);
  const first = Math.max(0, Math.ceil((image - REACH * deviation - to.low) / to.spacing));
  const end = Math.min(to.masses.length, Math.floor((image + REACH * deviation - to.low) / to.spacing) + 1);
  const shares = Float64Array.from({ length: Math.max(0, end - first) }, (_, k) => {
    const offset = (to.low + (first + k) * to.spacing - image) / deviation;
    return factor * Math.exp(-0.5 * offset * offset);
  });
  return { first, shares };
}

/** Lagrange's weights of the eight nodes around a place between the two in the middle. */
function lagrange(place: number): number[] {
  const nodes = Array.from({ length: STENCIL }, (_, k) => k - STENCIL / 2 + 1);
  return nodes.map((node) =>
    nodes.reduce((product, other) => (other === node ? product : (product * (place - other)) / (node - other)), 1),
  );
}

function moved({ masses }: Masses, { firsts, shares }: Transition, to: Masses): Masses {
  const result = new Float64Array(to.masses.length);
  for (let i = 0; i < masses.length; i++) {
    const mass = masses[i];
    if (Math.abs(mass) < NEGLIGIBLE) continue;
    const first = firsts[i];
    const row = shares[i];
    for (let k = 0; k < row.length; k++) result[first + k] += mass * row[k];
  }
  return { ...to, masses: result };
}

/** P(direction · x > threshold) after one more step of the level. */
function shareAfter({ low, spacing, masses }: Masses, { line, step, deviation }: Level, threshold: number): number {
  return masses.reduce((sum, mass, i) => {
    const place = low + i * spacing;
    return Math.abs(mass) < NEGLIGIBLE
      ? sum
      : sum + mass * normalCdf((place + step * lineScore(line, place) - threshold) / deviation);
  }, 0);
}
