// What V14 to V16 say, measured: encoders, gradients of single data averaged, and the Fisher matrix of shares. MATHS.md 1.4, 1.5.
import { normalise } from '../math/mixture-posterior';
import { uniformSource } from '../math/random';
import { computed, provided, silence, vanishing, type Reading } from '../math/reading';
import { mean } from '../math/statistics';
import { row } from '../math/vectors';
import { encoderBound, exactEncoder } from './encoder';
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

/** The gap per datum of the encoder that holds the posterior; and of one at 0 its gap beside Σ KL. V14. */
export async function encoderGaps(trial: Trial): Promise<Reading[]> {
  const { backend, x, dimension, components } = trial;
  const phi = exactEncoder(modelOf(trial));
  if (!phi.every((slope) => Math.abs(slope) < 1e8)) return [silence('the exact slopes are too steep for float32')];
  const model = { ...modelOf(trial), kind: 'quadratic' } as const;
  const exact = await encoderBound(backend, { ...model, phi });
  const even = await encoderBound(backend, { ...model, phi: phi.map(() => 0) });
  const count = countOf(trial);
  const joint = jointOf(trial);
  const unit = backend.kind === 'webgpu' ? 2 ** -23 : 2 ** -50;
  const gaps = mean(joint.map((logs) => nearness(trial, logs)));
  // Rounded logits lose the square of their error.
  const sizes = joint.map((_, i) => sizeOfLogits(phi, row(x, dimension, i), components - 1));
  const logits = mean(sizes.map((size) => Math.min(1 + size * unit, (8 * size * unit) ** 2)));
  const shares = new Float64Array(components);
  const missing = joint.reduce((sum, logs) => sum + normalise(logs, shares), -even.total);
  const isSum = Math.abs(missing - even.amortisationGap) <= 2 * count * gaps + 1e-6 * Math.abs(missing);
  const reading = vanishing(exact.amortisationGap / count, gaps + logits, 0.01 + even.amortisationGap / count);
  return provided([reading], isSum, 'with φ = 0 the gap is not the sum of the divergences');
}

function sizeOfLogits(phi: readonly number[], x: Float64Array, width: number): number {
  const features = [1, ...x, x.reduce((sum, value) => sum + value * value, 0)];
  const sizes = Array.from({ length: width }, (_, k) =>
    features.reduce((sum, feature, f) => sum + Math.abs(feature * phi[f * width + k]), 0),
  );
  return Math.max(0, ...sizes);
}

const LOCALS = 32;
/** Natural steps of length ¼ leave 0.75⁶⁰ = 3·10⁻⁸ of an error. */
const LOCAL_STEPS = 60;

/** The gap per datum where gradients of single data are averaged, and where each datum has its own, from random q. V15. */
export async function averagedGap(trial: Trial): Promise<Reading[]> {
  const some = { ...trial, x: trial.x.subarray(0, LOCALS * trial.dimension) };
  const { components } = some;
  let own = randomShares(some);
  for (let step = 0; step < LOCAL_STEPS; step++) own = await localStep(some, own, 0.25);
  const [together, alone] = [await gapOfAverage(some), mean((await boundsAt(some, own)).klPost)];
  const joint = jointOf(some);
  const shares = new Float64Array(components);
  const average = shares.map((_, k) => mean(joint.map((logs) => logs[k])));
  // Common shares can be no better than softmax of the mean of a, at which averaging stops.
  const predicted = mean(joint.map((logs) => normalise(logs, shares))) - normalise(average, shares);
  if (!(predicted > 1e-2))
    return [silence('all data have nearly the same posterior here, and averaging costs nothing')];
  const largest = Math.max(...joint.flatMap((logs) => Array.from(logs, Math.abs)));
  const rounding = 4 * mean(joint.map((logs) => nearness(some, logs))) + (1e-5 * fineness(some) * largest) ** 2;
  const readings = [computed(together, predicted, rounding)];
  return provided(readings, alone < 1e-3 * together, 'the gradients of each datum’s own leave as much');
}

/** Per datum, as a run that averages has it once its common shares have moved by a whole step. */
function gapOfAverage({ backend, x, theta, components, dimension, floor }: Trial): Promise<number> {
  const way = { components, dimension, method: 'stochastic', mistake: 'averagedLocalGradients' } as const;
  return withStarts(backend, x, theta, way, async (ensemble) => {
    await ensemble.once({ rho: 0, rate: 0, floor });
    const { bound, evidence } = await ensemble.measure();
    return evidence[0] - bound[0];
  });
}

const DRAWS = 40_000;

/** The covariance of ∇ log q less diag r − r rᵀ, entry by entry. V16. */
export function fisherErrors({ components, seed }: Trial): Reading[] {
  const uniform = uniformSource(seed, 0xf15e);
  const r = normalised(
    Float64Array.from({ length: components }, () => 0.2 + uniform()),
    components,
  );
  const counts = new Float64Array(components);
  for (let draw = 0; draw < DRAWS; draw++) {
    let [left, k] = [uniform(), 0];
    while (k < components - 1 && left >= r[k]) left -= r[k++];
    counts[k]++;
  }
  const pairs = Array.from({ length: components }, (_, k) => Array.from({ length: k + 1 }, (__, l) => [k, l])).flat();
  return pairs.map(([k, l]) => {
    // E (e_k − r_k)(e_l − r_l) from the counts, of which each is known.
    const [p, q] = [counts[k] / DRAWS, counts[l] / DRAWS];
    const covariance = (k === l ? p : 0) - p * r[l] - q * r[k] + r[k] * r[l];
    const predicted = (k === l ? r[k] : 0) - r[k] * r[l];
    const tolerance = 5 * Math.sqrt((r[k] * (1 - r[k]) + r[l] * (1 - r[l])) / DRAWS) + 25 / DRAWS;
    return vanishing(Math.abs(covariance - predicted), tolerance, 0.2);
  });
}
