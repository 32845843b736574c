// A Gaussian mixture with a full covariance for every component. Twin: src/targets/mixture.ts, which prints, unrolled over
// the components,
//   weighGradients(x) = (Σ p_k g_k, Σ p_k, top)  and  weighSmoothedGradients(x, variance), the same of p * N(0, variance I),
// with e_k the logarithm of w_k N(x; μ_k, Σ_k) without −log 2π, g_k = −Σ_k⁻¹ (x − μ_k), top = max e_k, p_k = exp(e_k − top).
// One exponential a component; the score divides by Σ p_k and never by the exponential of a logarithm (MATHS.md 0.2, 3.3).
import package::targetConstants::{weighGradients, weighSmoothedGradients};

const log2Pi = 1.8378770664093453;

fn score(x: vec2f) -> vec2f {
  let sums = weighGradients(x);
  return sums.xy / sums.z;
}

fn logDensity(x: vec2f) -> f32 {
  let sums = weighGradients(x);
  return sums.w + log(sums.z) - log2Pi;
}

// (log density, score)
fn logDensityAndScore(x: vec2f) -> vec3f {
  let sums = weighGradients(x);
  return vec3f(sums.w + log(sums.z) - log2Pi, sums.xy / sums.z);
}

fn smoothedScore(x: vec2f, variance: f32) -> vec2f {
  let sums = weighSmoothedGradients(x, variance);
  return sums.xy / sums.z;
}

fn smoothedLogDensity(x: vec2f, variance: f32) -> f32 {
  let sums = weighSmoothedGradients(x, variance);
  return sums.w + log(sums.z) - log2Pi;
}

// (gradient, exponent) of one component at x − μ = difference. `whitening` = (a, b, c): the rows (a, 0) and (b, c) turn the
// difference into a standard normal, so that nothing cancels however strong the correlation; `logFactor` = log w + log(a c).
fn component(difference: vec2f, whitening: vec3f, logFactor: f32) -> vec3f {
  let first = whitening.x * difference.x;
  let second = whitening.y * difference.x + whitening.z * difference.y;
  let gradient = -vec2f(whitening.x * first + whitening.y * second, whitening.z * second);
  return vec3f(gradient, logFactor - 0.5 * (first * first + second * second));
}

// The same from the covariance (xx, xy, yy) with `variance` added to xx and yy.
fn smoothedComponent(difference: vec2f, covariance: vec3f, variance: f32, logWeight: f32) -> vec3f {
  let xx = covariance.x + variance;
  let slope = covariance.y / xx;
  let rest = covariance.z + variance - covariance.y * slope;
  let first = difference.x / xx;
  let residual = difference.y - slope * difference.x;
  let second = residual / rest;
  let square = difference.x * first + residual * second;
  return vec3f(slope * second - first, -second, logWeight - 0.5 * (square + log(xx * rest)));
}
