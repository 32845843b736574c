// Probabilistic PCA. MATHS.md V6, V7, V11, V17.
import { noGap, outside, provided, within, type Gap } from '../../../experiment/claims';
import { PcaModel, determinantOf, formOf, inverseOf, type Symmetric } from '../../../math/pca-posterior';
import { noiseAtMaximum, principalMaximum } from '../../../math/pca-maximum';
import { normalSource } from '../../../math/random';
import { pcaBound } from '../../../variational/pca';
import { DIMENSION } from '../start';
import { thrownFar } from './bound';
import type { Claim, ClaimContext, Excuse } from './context';

const onlyPca: Excuse = (context) =>
  context.values.model === 'pca' ? thrownFar(context) : { reason: 'it is said of PCA', needs: 'PCA' };
const twoLatents: Excuse = (context) =>
  onlyPca(context) ??
  (context.values.latents === '2'
    ? undefined
    : { reason: 'with one latent there is nothing to tell apart', needs: 'two latents' });

const maximum: Claim = {
  id: 'V6',
  statement: 'the best start is at the largest evidence that PCA can have, in closed form (nats per datum)',
  tex: '\\max\\log p=-\\tfrac12\\big[D\\log2\\pi+\\textstyle\\sum_{j\\le k}\\log\\lambda_j+(D-k)\\log s+D\\big]',
  on: 'the run',
  excuse: (context) => {
    const missing = onlyPca(context);
    if (missing) return missing;
    const { values, principal, floor, before, evidence, step } = context;
    if (values.latents === '2')
      return { reason: 'two latents take the whole plane, and nothing is left for the noise', needs: 'one latent' };
    if (values.steps !== 'coordinate') return 'steps on batches go on for ever';
    const noise = noiseAtMaximum(principal, 1) ?? 0;
    if (!(noise > 2 * floor)) return 'the noise at the maximum is below the floor';
    const change = before ? Math.max(...evidence) - Math.max(...before.evidence) : Infinity;
    if (!(before && before.step < step && change < 1e-8 * (step - before.step) + 2e-7))
      return { reason: 'the sweeps have not come to rest between two measurements', needs: 'more steps' };
    return undefined;
  },
  check({ principal, evidence }) {
    const most = principalMaximum(principal, 1) ?? Number.NaN;
    return within(Math.max(...evidence), most, 1e-4 * (1 + Math.abs(most)), { scale: 1 });
  },
};

const meanField: Claim = {
  id: 'V7',
  statement: 'a diagonal S costs ½(Σ log Λ_jj − log det Λ), the same for every datum (nats)',
  tex: '\\tfrac12\\big(\\textstyle\\sum_j\\log\\Lambda^*_{jj}-\\log\\det\\Lambda^*\\big)',
  on: 'the followed start',
  excuse: twoLatents,
  async check({ backend, theta, x }) {
    const model = new PcaModel(theta);
    const count = x.length / DIMENSION;
    const means = Array.from({ length: count }, (_, i) => model.mean(x, i * DIMENSION)).flat();
    const [a, , c] = model.precision;
    const S = Array.from({ length: count }, () => [1 / a, 0, 0, 1 / c]).flat();
    const W = Array.from({ length: DIMENSION }, (_, j) => model.loadings(j)).flat();
    const b = Array.from({ length: DIMENSION }, (_, j) => model.offset(j));
    const { klPost } = await pcaBound(backend, { x, W, b, s2: model.variance, m: means, S });
    const predicted = 0.5 * (Math.log(a) + Math.log(c) - Math.log(determinantOf(model.precision)));
    // A latent's mean, rounded, is off by its size; so steep a posterior feels that in its square. Determinants lose a · c over themselves.
    const unit = backend.kind === 'webgpu' ? 2 ** -24 : 2 ** -53;
    const condition = (a * c) / determinantOf(model.precision);
    return noGap(
      Array.from(klPost, (gap, i): Gap => {
        const off = 8 * unit * condition * (Math.abs(means[2 * i]) + Math.abs(means[2 * i + 1]) + 1);
        const tolerance =
          64 * unit * condition * (1 + predicted) +
          Math.max(a, c) * off * off +
          (backend.kind === 'webgpu' ? 2e-5 : 1e-12);
        return { gap: Math.abs(gap - predicted), tolerance, scale: Math.max(predicted, 1e-3) };
      }),
    );
  },
};

/** Present and best q of a made-up datum: S, Λ*, m* − m. */
function pairOf({ theta, seed }: ClaimContext): {
  readonly model: PcaModel;
  readonly S: Symmetric;
  readonly away: [number, number];
} {
  const model = new PcaModel(theta);
  const normal = normalSource(seed, 0x9ca);
  const [a, b, c] = model.covariance;
  // Wider along one direction u: the eigenvalues of SΛ* are 1 and 1.5.
  const [u, v] = [1 / Math.sqrt(a), 0.5 / Math.sqrt(c)];
  const image = [a * u + b * v, b * u + c * v] as const;
  const share = 0.5 / (u * image[0] + v * image[1]);
  const S: Symmetric = [a + share * image[0] ** 2, b + share * image[0] * image[1], c + share * image[1] ** 2];
  return { model, S, away: [normal() * Math.sqrt(a), normal() * Math.sqrt(c)] };
}

/** How far a straight step and a step in natural coordinates are apart in the mean, in float64. */
function apart({ model, S, away }: ReturnType<typeof pairOf>, rho: number): number {
  const precision = inverseOf(S);
  const mixed = precision.map((value, i) => (1 - rho) * value + rho * model.precision[i]) as unknown as Symmetric;
  const push = [formOf(model.precision, away, [1, 0]), formOf(model.precision, away, [0, 1])] as const;
  const natural = [rho * formOf(inverseOf(mixed), push, [1, 0]), rho * formOf(inverseOf(mixed), push, [0, 1])];
  const straight = [rho * formOf(S, push, [1, 0]), rho * formOf(S, push, [0, 1])];
  return Math.hypot(natural[0] - straight[0], natural[1] - straight[1]);
}

const coordinates: Claim = {
  id: 'V11',
  statement:
    'straight and natural steps along the same gradient part with ρ²: half the step, a quarter of the distance',
  tex: 'd(\\rho)/d(\\rho/2)\\to4',
  on: 'a q beside the posterior, in float64',
  excuse: onlyPca,
  check(context) {
    const pair = pairOf(context);
    const [whole, half] = [apart(pair, 1e-3), apart(pair, 5e-4)];
    if (!(half > 1e-12 * Math.hypot(...pair.away))) return outside('the two steps are the same here');
    return within(whole / half, 4, 0.2);
  },
};

const DRAWS = 20_000;

const reparametrised: Claim = {
  id: 'V17',
  statement:
    'the reparametrised gradient has the mean Λ*(m* − m) (largest deviation in its standard errors), and the covariance Λ*SΛ*',
  tex: '\\mathbb E\\,\\Lambda^*(m^*-z)=\\Lambda^*(m^*-m)',
  on: '20,000 draws, in float64',
  excuse: onlyPca,
  check(context) {
    const { model, S, away } = pairOf(context);
    const normal = normalSource(context.seed, 0x9cb);
    const [l00, l10] = [Math.sqrt(S[0]), S[1] / Math.sqrt(S[0])];
    const l11 = Math.sqrt(S[2] - l10 * l10);
    const row = ([0, 1] as const).map(
      (j) => (z: readonly [number, number]) => formOf(model.precision, z, j === 0 ? [1, 0] : [0, 1]),
    );
    const sums = [0, 0];
    const squares = [0, 0];
    for (let draw = 0; draw < DRAWS; draw++) {
      const [u, v] = [normal(), normal()];
      const z = [away[0] - l00 * u, away[1] - l10 * u - l11 * v] as const;
      for (const j of [0, 1]) {
        const gradient = row[j](z);
        sums[j] += gradient / DRAWS;
        squares[j] += (gradient * gradient) / DRAWS;
      }
    }
    const predicted = [0, 1].map((j) => row[j](away));
    const unit = [
      [1, 0],
      [0, 1],
    ] as const;
    const spreads = unit.map((e) => {
      const image = [formOf(model.precision, e, [1, 0]), formOf(model.precision, e, [0, 1])] as const;
      return formOf(S, image);
    });
    const isSpread = spreads.every(
      (spread, j) => Math.abs((squares[j] - sums[j] ** 2) / spread - 1) < 5 * Math.sqrt(2 / DRAWS) + 25 / DRAWS,
    );
    const deviation = Math.max(...[0, 1].map((j) => Math.abs(sums[j] - predicted[j]) / Math.sqrt(spreads[j] / DRAWS)));
    return provided(within(deviation, 0, 5, { scale: 5 }), isSpread, 'its covariance is another');
  },
};

export const pcaClaims: readonly Claim[] = [maximum, meanField, coordinates, reparametrised];
