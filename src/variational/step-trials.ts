// What V4, V5, V10, V12 and V13 say, measured: inner, outer and natural steps. MATHS.md 1.3, 1.4.
import { fixedPoint, sweepOnce } from '../math/mixture-information';
import { climbLogits } from '../math/mixture-posterior';
import { bounded, provided, silence, vanishing, type Reading } from '../math/reading';
import { mean } from '../math/statistics';
import { length } from '../math/vectors';
import { mixtureBound, mixtureNaturalStep, mixtureSweep, unpackMixture } from './mixture';
import { withStarts } from './mixture-ensemble';
import {
  boundsAt,
  countOf,
  fineness,
  jointOf,
  localStep,
  modelOf,
  nearness,
  normalised,
  randomShares,
  type Trial,
} from './trial';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

const INNER = [0, 1, 2, 4, 8, 16];

/** The least that the total rises by with more inner steps, and from the most of them to the exact one. V4. */
export async function innerRises(trial: Trial): Promise<Reading[]> {
  const { backend, x, theta, components, dimension } = trial;
  const points = countOf(trial);
  const shape = { components, dimension, method: 'inner' } as const;
  const bounds: number[] = [];
  for (const innerSteps of INNER) {
    const { bound, evidence } = await withStarts(backend, x, theta, { ...shape, innerSteps }, (one) => one.measure());
    bounds.push(points * bound[0], ...(innerSteps === INNER.at(-1) ? [points * evidence[0]] : []));
  }
  const rises = bounds.slice(1).map((bound, i) => bound - bounds[i]);
  const rounding = jointOf(trial).reduce((total, joint) => total + nearness(trial, joint), 0);
  return [bounded(Math.min(...rises), 0, rounding, Math.max(bounds[bounds.length - 1] - bounds[0], 1e-3 * points))];
}

const SWEEPS = 4;

/** The least change of the total over halves of sweeps. V5. */
export async function halfSteps(trial: Trial): Promise<Reading[]> {
  const { backend, x, floor } = trial;
  let model = modelOf(trial);
  // A variance below the floor was put there by a floor that was lower.
  model = { ...model, s2: Float64Array.from(model.s2, (s) => Math.max(s, floor)) };
  let { logp, posterior } = await boundsAt(trial);
  const changes: number[] = [];
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    model = { x, ...(await mixtureSweep(backend, { ...model, floor })) };
    const { elbo, ...next } = await mixtureBound(backend, { ...model, r: posterior });
    changes.push(sum(elbo) - sum(logp), sum(next.logp) - sum(elbo));
    ({ logp, posterior } = next);
  }
  // 5·10⁻⁶ of the total of the sizes in float32 (MATHS.md V5).
  const sizes = sum(logp.map((term) => 1 + Math.abs(term)));
  return [bounded(Math.min(...changes), 0, 5e-6 * fineness(trial) * sizes, Math.abs(sum(logp)) + 1)];
}

const TIMES = 4;
const RHO = 0.25;

/** Errors of the logits after natural steps, less what they should be. V10. */
export async function logitErrors(trial: Trial): Promise<Reading[]> {
  const { components } = trial;
  const r = randomShares(trial);
  let now = r;
  for (let t = 0; t < TIMES; t++) now = await localStep(trial, now, RHO);
  const readings = jointOf(trial).flatMap((joint, i) => {
    const last = (i + 1) * components - 1;
    const rows = Array.from({ length: components - 1 }, (_, k) => i * components + k);
    return rows.flatMap((row, k): Reading[] => {
      if (!(now[row] > 1e-6 && now[last] > 1e-6)) return [];
      const exact = joint[k] - joint[components - 1];
      const predicted = (1 - RHO) ** TIMES * (Math.log(r[row] / r[last]) - exact);
      const tolerance = 1e-4 * fineness(trial) * (1 + Math.abs(exact)) + TIMES * nearness(trial, joint);
      return [vanishing(Math.abs(Math.log(now[row] / now[last]) - exact - predicted), tolerance, 0.1)];
    });
  });
  return readings.length > 0 ? readings : [silence('every datum belongs to one component alone')];
}

/** A natural step of length 1 on all data beside the exact outer one; and its derivative at length 0 beside I⁻¹∇. V12. */
export async function globalSteps(trial: Trial): Promise<Reading[]> {
  const { backend, theta, x, floor, dimension, components } = trial;
  const model = modelOf(trial);
  const { posterior } = await boundsAt(trial);
  const r = normalised(posterior, components);
  const step = await mixtureNaturalStep(backend, { ...model, r, rho: 1, floor });
  const exact = unpackMixture(sweepOnce(theta, x, { components, dimension }, floor), components);
  const unit = 1e-4 * fineness(trial) + Math.max(...jointOf(trial).map((joint) => nearness(trial, joint)));
  const axes = Array.from({ length: dimension }, (_, j) => j);
  const readings = [...exact.pi].flatMap((weight, k): Reading[] => {
    // What moves a component by many of its deviations has its digits in units of the way.
    if (!(weight > 1e-4)) return [];
    const at = (mu: ArrayLike<number>, j: number): number => mu[k * dimension + j];
    const moved = length(axes.map((j) => at(exact.mu, j) - at(model.mu, j)));
    const width = Math.sqrt(exact.s2[k]);
    const tolerance = unit * (1 + (moved * moved + model.s2[k]) / exact.s2[k]);
    return [
      vanishing(Math.abs(step.globalPi[k] - weight), unit, 1),
      ...axes.map((j) => vanishing(Math.abs(at(step.globalMu, j) - at(exact.mu, j)) / width, tolerance, 1)),
      vanishing(Math.abs(step.globalS2[k] / exact.s2[k] - 1), tolerance, 1),
    ];
  });
  if (readings.length === 0) return [silence('no component has weight')];
  const slopes = await firstMoves(trial, r);
  const flaw = 'a short step does not go along the inverse Fisher matrix times the gradient';
  return provided(
    readings,
    slopes.every(({ measured, predicted, rounding }) => Math.abs(measured.value - predicted) <= rounding),
    flaw,
  );
}

/** Short natural steps. */
const SHORT = [2 ** -5, 2 ** -6] as const;

/** dμ/dρ and ds/dρ at ρ = 0, in units of the component, from two short steps; beside Σ r (x − μ)/(N π) and Σ r (|x − μ|²/D − s)/(N π). */
async function firstMoves(trial: Trial, r: Float64Array): Promise<Reading[]> {
  const { backend, x, dimension: D, components: K } = trial;
  const [model, count] = [modelOf(trial), countOf(trial)];
  const steps = await Promise.all(SHORT.map((rho) => mixtureNaturalStep(backend, { ...model, r, rho, floor: 1e-30 })));
  return Array.from({ length: K }, (_, k) => k).flatMap((k): Reading[] => {
    const [weight, s] = [model.pi[k], model.s2[k]];
    let [mass, square] = [0, 0];
    const pull = new Float64Array(D);
    for (let i = 0; i < count; i++) {
      const share = r[i * K + k] / count;
      mass += share;
      for (let j = 0; j < D; j++) {
        const away = x[i * D + j] - model.mu[k * D + j];
        pull[j] += share * away;
        square += share * away * away;
      }
    }
    // A step of length ρ divides by π + ρ δ: what two of them leave of the derivative is known.
    const far = Math.max(1, Math.abs(mass - weight) / weight);
    if (!(far * SHORT[0] < 0.25 && weight > 1e-3)) return [];
    const width = Math.sqrt(s);
    const size = length(pull) / (weight * width) + (square + s * mass) / (weight * s);
    const places = 1 + Math.max(...Float64Array.from(model.mu, Math.abs)) / width;
    const tolerance =
      2 * SHORT[0] ** 2 * (size * far * far + size * size * far) +
      (fineness(trial) * (1e-5 * size + 2 ** -22 * places)) / SHORT[1];
    const slope = (at: (step: (typeof steps)[number]) => number, from: number, unit: number): number => {
      const [one, half] = steps.map((step, i) => (at(step) - from) / (SHORT[i] * unit));
      return 2 * half - one;
    };
    const along = (value: number, predicted: number): Reading => ({
      measured: { value, standardError: 0 },
      predicted,
      rounding: tolerance,
    });
    return [
      ...[...pull].map((push, j) =>
        along(
          slope((step) => step.globalMu[k * D + j], model.mu[k * D + j], width),
          push / (weight * width),
        ),
      ),
      along(
        slope((step) => step.globalS2[k], s, s),
        (square / D - s * mass) / (weight * s),
      ),
    ];
  });
}

/** `evidence` of the start beside that of where sweeps lead from it. V13. */
export function arrival(trial: Trial, evidence: number): Reading[] {
  const { theta, x, dimension, components, floor } = trial;
  const found = fixedPoint(theta, x, { components, dimension }, floor, 500);
  const shares = new Float64Array(components);
  const terms = jointOf({ ...trial, theta: found.theta }).map((joint) => climbLogits(joint, joint.slice(), shares, 0));
  return [vanishing(evidence - mean(terms), 2e-3, 1)];
}
