// What V7, V11 and V17 say, measured: the family of q, its coordinates, and a gradient from draws, in PCA. MATHS.md 1.3 to 1.5.
import {
  formOf,
  inverseOf,
  meanFieldGap,
  meanFieldOf,
  PcaModel,
  determinantOf,
  type Symmetric,
} from '../math/pca-posterior';
import { normalSource } from '../math/random';
import { computed, provided, silence, vanishing, type Reading } from '../math/reading';
import { meanOf } from '../math/statistics';
import { length, row } from '../math/vectors';
import { pcaBound, unpackPca, type PcaArguments } from './pca';
import { countOf, fineness, type Trial } from './trial';

type Pair = readonly [number, number];

/** As arguments, with two latents: the second has no loadings where there is one. */
function argumentsOf({ x, theta, dimension }: Trial): PcaArguments {
  return { x, ...unpackPca(theta, dimension, 2) };
}

/** What a diagonal S costs each datum, less what it should. V7. */
export async function meanFieldGaps(trial: Trial): Promise<Reading[]> {
  const { backend, theta, x, dimension } = trial;
  const model = new PcaModel(theta);
  const means = Array.from({ length: countOf(trial) }, (_, i) => model.mean(x, i * dimension));
  const [a, , c] = model.precision;
  const [v, , w] = meanFieldOf(model.precision);
  const q = { m: means.flat(), S: means.flatMap(() => [v, 0, 0, w]) };
  const { klPost } = await pcaBound(backend, { ...argumentsOf(trial), ...q });
  const predicted = meanFieldGap(model.precision);
  // A latent's mean, rounded, is off by its size; so steep a posterior feels that in its square. Determinants lose a · c over themselves.
  const unit = backend.kind === 'webgpu' ? 2 ** -24 : 2 ** -53;
  const condition = (a * c) / determinantOf(model.precision);
  return means.map(([m0, m1], i) => {
    const off = 8 * unit * condition * (Math.abs(m0) + Math.abs(m1) + 1);
    const least = backend.kind === 'webgpu' ? 2e-5 : 1e-12;
    const tolerance = 64 * unit * condition * (1 + predicted) + Math.max(a, c) * off * off + least;
    return vanishing(Math.abs(klPost[i] - predicted), tolerance, Math.max(predicted, 1e-3));
  });
}

const UNITS: readonly Pair[] = [
  [1, 0],
  [0, 1],
];
const image = (matrix: Symmetric, of: Pair): Pair => [formOf(matrix, of, UNITS[0]), formOf(matrix, of, UNITS[1])];

/** A q beside the posterior: S with eigenvalues 1 and 1.5 of SΛ*, and m* − m. */
function besidePosterior({ theta, seed }: Trial): { model: PcaModel; S: Symmetric; away: Pair } {
  const model = new PcaModel(theta);
  const normal = normalSource(seed, 0x9ca);
  const [a, b, c] = model.covariance;
  const along: Pair = [1 / Math.sqrt(a), 0.5 / Math.sqrt(c)];
  const [u, v] = image(model.covariance, along);
  const share = 0.5 / (along[0] * u + along[1] * v);
  const S: Symmetric = [a + share * u * u, b + share * u * v, c + share * v * v];
  return { model, S, away: [normal() * Math.sqrt(a), normal() * Math.sqrt(c)] };
}

/** How much farther apart in the mean a straight step and one in natural coordinates are at twice the length. V11. */
export function stepsApart(trial: Trial): Reading[] {
  const { model, S, away } = besidePosterior(trial);
  const push = image(model.precision, away);
  const apart = (rho: number): number => {
    const old = inverseOf(S);
    const mixed = old.map((value, i) => (1 - rho) * value + rho * model.precision[i]) as unknown as Symmetric;
    const [natural, straight] = [image(inverseOf(mixed), push), image(S, push)];
    return rho * Math.hypot(natural[0] - straight[0], natural[1] - straight[1]);
  };
  const [whole, half] = [apart(1e-3), apart(5e-4)];
  return half > 1e-12 * length(away) ? [computed(whole / half, 4, 0.2)] : [silence('the two steps are the same here')];
}

export const GRADIENT_DRAWS = 8192;

/**
 * ∇ log p(x, z) at draws z of q for the first datum, from differences of the bound, which is quadratic in the mean of q: its mean, in
 * standard errors from Λ*(m* − m), and its variances beside those of Λ*SΛ*. V17.
 */
export async function reparametrisedGradients(trial: Trial): Promise<Reading[]> {
  const { backend, seed, x, dimension } = trial;
  const { model, S, away } = besidePosterior(trial);
  const best = model.mean(x, 0);
  const normal = normalSource(seed, 0x9cb);
  const [l00, l10] = [Math.sqrt(S[0]), S[1] / Math.sqrt(S[0])];
  const l11 = Math.sqrt(S[2] - l10 * l10);
  const step = [Math.sqrt(S[0]), Math.sqrt(S[2])] as const;
  const m = new Float64Array(8 * GRADIENT_DRAWS);
  for (let draw = 0; draw < GRADIENT_DRAWS; draw++) {
    const [u, v] = [normal(), normal()];
    const z = [best[0] - away[0] + l00 * u, best[1] - away[1] + l10 * u + l11 * v].map(Math.fround);
    const [h, k] = step;
    m.set([z[0] + h, z[1], z[0] - h, z[1], z[0], z[1] + k, z[0], z[1] - k], 8 * draw);
  }
  const count = 4 * GRADIENT_DRAWS;
  const datum = row(x, dimension, 0);
  const { elbo } = await pcaBound(backend, {
    ...argumentsOf(trial),
    x: Float32Array.from({ length: count * dimension }, (_, i) => datum[i % dimension]),
    m,
    S: Float64Array.from({ length: 4 * count }, (_, i) => [S[0], S[1], S[1], S[2]][i % 4]),
  });
  const sizes = elbo.reduce((sum, value) => sum + Math.abs(value), 0) / count;
  const predicted = image(model.precision, away);
  const found = UNITS.map((unit, j) => {
    const slope = (_: unknown, draw: number): number =>
      (elbo[4 * draw + 2 * j] - elbo[4 * draw + 2 * j + 1]) / (2 * step[j]);
    const { value, standardError } = meanOf(Float64Array.from({ length: GRADIENT_DRAWS }, slope));
    const spread = formOf(S, image(model.precision, unit));
    const rounding = (4e-6 * fineness(trial) * (1 + sizes)) / step[j] / Math.sqrt(spread);
    return {
      deviation: Math.abs(value - predicted[j]) / Math.sqrt(spread / GRADIENT_DRAWS),
      excess: Math.abs((standardError ** 2 * GRADIENT_DRAWS) / spread - 1),
      rounding,
    };
  });
  const rounding = Math.max(...found.map((one) => one.rounding));
  const isSpread = found.every(
    ({ excess }) => excess < 5 * Math.sqrt(2 / GRADIENT_DRAWS) + 25 / GRADIENT_DRAWS + 3 * rounding,
  );
  const deviation = Math.max(...found.map((one) => one.deviation));
  const tolerance = 5 + rounding * Math.sqrt(GRADIENT_DRAWS);
  return provided([vanishing(deviation, tolerance, 10)], isSpread, 'its covariance is another');
}
