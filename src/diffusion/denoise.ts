// The exact denoiser of a finite data set, or of its kernel density, at given places. MATHS.md 2.6.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { denoiserAt } from '../math/diffusion-sampler';
import { KernelScore } from '../score/kernel-score';
import type { Progress } from '../score/paced-work';
import { checkBandwidth, checkNumber, countHostPoints } from './checks';

export interface DenoiseOptions extends Pick<Progress, 'signal' | 'onProgress'> {
  /** The data x_i, row-major [M, dimension], M from 1 to 2²⁰. */
  readonly data: Float32Array;
  /** Where to denoise, z_t, row-major [n, dimension], n from 1 to 2²⁰. */
  readonly z: Float32Array;
  /** 1 to 784. */
  readonly dimension: number;
  /** α_t > 0 and σ_t > 0 of q(z_t | x) = N(α_t x, σ_t² I). */
  readonly alpha: number;
  readonly sigma: number;
  /** Bandwidth σ_d ≥ 0: the law of the data is their kernel density. Default 0, the data themselves. */
  readonly smoothing?: number;
}

/** Each row-major [n, dimension]. */
export interface Denoised {
  /** x̂ = E[x | z_t = z] */
  readonly xHat: Float32Array;
  /** ∇_z log q_t(z) = (α_t x̂ − z)/σ_t² */
  readonly score: Float32Array;
  /** ε̂ = −σ_t ∇_z log q_t(z) */
  readonly epsHat: Float32Array;
  /** v̂ = α_t ε̂ − σ_t x̂ */
  readonly vHat: Float32Array;
}

/**
 * The posterior mean of the data given z_t, and the score, noise and velocity that it stands for. MATHS.md 2.5, 2.6. With
 * h = σ/α, y = z/α and k = σ_d²/(σ_d² + h²): x̂ = (1 − k) Σ w x_i + k y, w = softmax(−|y − x_i|²/(2(σ_d² + h²))), the sum
 * itself, which keeps its digits at any h. Places are float32. Throws RangeError or TypeError naming the argument, what it was
 * and what is allowed; rejects with the reason of an aborted signal.
 */
export async function denoise(backend: Backend, options: DenoiseOptions): Promise<Denoised> {
  const { data, z, dimension, alpha, sigma, smoothing = 0, ...progress } = options;
  countHostPoints('data', data, dimension);
  const count = countHostPoints('z', z, dimension);
  for (const [name, value] of Object.entries({ alpha, sigma })) checkNumber(name, value, 1e-30, 1e30);
  checkNumber('smoothing', smoothing, 0, 1e6);
  const bandwidth = Math.hypot(sigma / alpha, smoothing);
  checkBandwidth(bandwidth, `at alpha ${alpha}, sigma ${sigma}`);
  const { scale, own } = denoiserAt({ alpha, sigma }, { smoothing });
  const y = Float64Array.from(z, (value) => value * scale);
  const scope = new Scope(backend);
  const engine = new KernelScore(backend, data, dimension);
  try {
    const queries = scope.create('places', 'f32', z.length);
    const score = scope.create('means', 'f32', z.length);
    const logDensity = scope.create('log density', 'f32', count);
    backend.write(queries, y);
    await engine.evaluate({ queries, sigma: bandwidth, gives: 'mean', into: { score, logDensity }, ...progress });
    const means = await backend.read(score);
    return formsOf(
      z,
      Float64Array.from(means, (mean, i) => (1 - own) * mean + own * y[i]),
      alpha,
      sigma,
    );
  } finally {
    engine.dispose();
    scope.dispose();
  }
}

function formsOf(z: Float32Array, xHat: Float64Array, alpha: number, sigma: number): Denoised {
  const epsHat = xHat.map((x, i) => (z[i] - alpha * x) / sigma);
  return {
    xHat: Float32Array.from(xHat),
    score: Float32Array.from(epsHat, (epsilon) => -epsilon / sigma),
    epsHat: Float32Array.from(epsHat),
    vHat: Float32Array.from(epsHat, (epsilon, i) => alpha * epsilon - sigma * xHat[i]),
  };
}
