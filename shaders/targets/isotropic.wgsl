// A Gaussian mixture whose components share one covariance v I: Σ w_k N(μ_k, v I). Twin: src/targets/isotropic.ts,
// which prints the constants `componentVariance` = v, `componentPrecision` = 1/v and, unrolled over the components, the function
//   weighMeans(x, rate) = (Σ p_k μ_k, Σ p_k, top)  with e_k = log w_k − rate |x − μ_k|², top = max e_k, p_k = exp(e_k − top).
// One exponential a component; the score divides by Σ p_k and never by the exponential of a logarithm (MATHS.md 0.2, 3.3).
import package::targetConstants::{componentPrecision, componentVariance, weighMeans};

fn score(x: vec2f) -> vec2f {
  return scoreOf(x, weighMeans(x, 0.5 * componentPrecision), componentPrecision);
}

fn logDensity(x: vec2f) -> f32 {
  return logOf(weighMeans(x, 0.5 * componentPrecision), componentPrecision);
}

// (log density, score)
fn logDensityAndScore(x: vec2f) -> vec3f {
  let sums = weighMeans(x, 0.5 * componentPrecision);
  return vec3f(logOf(sums, componentPrecision), scoreOf(x, sums, componentPrecision));
}

// Score of p * N(0, variance I): the same mixture with v + variance.
fn smoothedScore(x: vec2f, variance: f32) -> vec2f {
  let inverseVariance = 1.0 / (componentVariance + variance);
  return scoreOf(x, weighMeans(x, 0.5 * inverseVariance), inverseVariance);
}

fn smoothedLogDensity(x: vec2f, variance: f32) -> f32 {
  let inverseVariance = 1.0 / (componentVariance + variance);
  return logOf(weighMeans(x, 0.5 * inverseVariance), inverseVariance);
}

fn scoreOf(x: vec2f, sums: vec4f, inverseVariance: f32) -> vec2f {
  return (sums.xy / sums.z - x) * inverseVariance;
}

// The normalisation of a component is inverseVariance / 2π.
fn logOf(sums: vec4f, inverseVariance: f32) -> f32 {
  return sums.w + log(sums.z * inverseVariance * 0.15915494309189535);
}
