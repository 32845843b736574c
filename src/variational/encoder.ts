// An amortised encoder for a mixture of isotropic Gaussians: its bound, the gradient in its weights, and what it loses. MATHS.md 1.5 (V14).
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { encoderResponsibilities } from '../kernels/encoder-responsibilities';
import { HEAD_COLUMNS } from '../kernels/mixture-sums';
import { LEAST_WEIGHT } from '../math/mixture-posterior';
import { dot } from '../math/vectors';
import { checkShape, type Numbers } from './checks';
import { readMixture, withMixture, type MixtureArguments, type MixtureOnDevice, type MixtureProblem } from './mixture';

/** The features of a datum: 1; 1 and x; 1, x and |x|². */
export type EncoderKind = 'constant' | 'linear' | 'quadratic';

const kinds: readonly EncoderKind[] = ['constant', 'linear', 'quadratic'];

/** F, the number of features. */
export function featureCount(kind: EncoderKind, dimension: number): number {
  return { constant: 1, linear: 1 + dimension, quadratic: 2 + dimension }[kind];
}

export interface EncoderBound {
  /** [N, K] */
  readonly r: Float64Array;
  /** [N], nats */
  readonly elbo: Float64Array;
  /** Of the total in the weights, [F, K − 1]. */
  readonly gradPhi: Float64Array;
  /** Σ elbo */
  readonly total: number;
  /** Σ KL(q‖p(z|x)) = Σ (log p(x) − elbo) */
  readonly amortisationGap: number;
}

/**
 * The bound of an encoder whose reduced logits are features(x) · `phi` [F, K − 1], the last component being the reference. MATHS.md 1.5.
 * Throws RangeError or TypeError naming the argument, what it was and what is allowed.
 */
export async function encoderBound(
  backend: Backend,
  { kind, phi, ...model }: MixtureArguments & { readonly kind: EncoderKind; readonly phi: Numbers },
): Promise<EncoderBound> {
  if (!kinds.includes(kind)) throw new RangeError(`kind is ${JSON.stringify(kind)}; allowed are ${kinds.join(', ')}`);
  const problem = readMixture(model);
  const { dimension, components } = problem;
  checkShape('phi', phi, '[F, K − 1]', featureCount(kind, dimension) * (components - 1));
  return withMixture(backend, model, problem, async (device) => {
    const scope = new Scope(backend);
    try {
      const slopes = slopesOf(phi, kind, problem);
      const weights = scope.create('phi', 'f32', Math.max(1, slopes.length));
      if (slopes.length > 0) backend.write(weights, slopes);
      await backend.prepare(encoderResponsibilities);
      const arrays = { data: device.array('data'), phi: weights, r: device.array('r') };
      backend.dispatch(encoderResponsibilities, { arrays, threads: problem.points, params: device.datumParams });
      const r = Float64Array.from(await backend.read(arrays.r));
      const { elbo, klPost } = await device.bound();
      const gradPhi = await gradient(backend, device, weights, kind, problem);
      const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
      return { r, elbo, gradPhi, total: sum(elbo), amortisationGap: sum(klPost) };
    } finally {
      scope.dispose();
    }
  });
}

/** By component, [K − 1, D + 2]; features that the encoder lacks have slope 0. */
export function slopesOf(phi: Numbers, kind: EncoderKind, { dimension, components }: MixtureProblem): Float64Array {
  const slopes = new Float64Array((components - 1) * (dimension + 2));
  for (let feature = 0; feature < featureCount(kind, dimension); feature++)
    for (let k = 0; k < components - 1; k++)
      slopes[k * (dimension + 2) + feature] = phi[feature * (components - 1) + k];
  return slopes;
}

/** φ of the quadratic encoder that gives the posterior, [D + 2, K − 1]. MATHS.md 1.5. */
export function exactEncoder({ pi, mu, s2 }: Omit<MixtureArguments, 'x'>): number[] {
  const dimension = mu.length / pi.length;
  const last = pi.length - 1;
  const place = (k: number): number[] => Array.from({ length: dimension }, (_, j) => mu[k * dimension + j]);
  const level = (k: number): number =>
    Math.log(Math.max(pi[k], LEAST_WEIGHT)) - (dimension / 2) * Math.log(s2[k]) - dot(place(k), place(k)) / (2 * s2[k]);
  const others = Array.from({ length: last }, (_, k) => k);
  return [
    ...others.map((k) => level(k) - level(last)),
    ...place(last).flatMap((at, j) => others.map((k) => place(k)[j] / s2[k] - at / s2[last])),
    ...others.map((k) => 1 / (2 * s2[last]) - 1 / (2 * s2[k])),
  ];
}

async function gradient(
  backend: Backend,
  device: MixtureOnDevice,
  phi: ReturnType<Scope['create']>,
  kind: EncoderKind,
  { dimension, components }: MixtureProblem,
): Promise<Float64Array> {
  let reading: Promise<ArrayLike<number>> = Promise.resolve([]);
  await device.sums('encoder', { phi }, (_, { totals }) => {
    reading = backend.read(totals);
  });
  const totals = await reading;
  const head = HEAD_COLUMNS + components * (dimension + 2);
  const grad = new Float64Array(featureCount(kind, dimension) * (components - 1));
  for (let i = 0; i < grad.length; i++) {
    const [feature, k] = [Math.floor(i / (components - 1)), i % (components - 1)];
    grad[i] = Math.LN2 * totals[head + k * (dimension + 2) + feature];
  }
  return grad;
}
