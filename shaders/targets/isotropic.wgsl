// A Gaussian mixture whose components share one covariance v I: Σ w_k N(μ_k, v I). Twin: src/targets/isotropic.ts,
// which prints the constants `componentVariance` = v, `componentPrecision` = 1/v and, unrolled over the components, the function
//   weighMeans(x) = (Σ p_k μ_k, Σ p_k, top)  and  weighSmoothedMeans(x, rate), the same with another variance,
// with e_k = log2 w_k − rate |x − μ_k|², top = max e_k, p_k = 2^(e_k − top) and rate = log2(e) / 2 over the variance: one
// exponential a component, or one for two opposite ones. The score divides by Σ p_k and never by the exponential of a logarithm (MATHS.md 0.2, 3.3).
import package::targetConstants::{componentPrecision, componentVariance, weighMeans, weighSmoothedMeans};

const halfLog2E = 0.7213475204444817;
const ln2 = 0.6931471805599453;

fn score(x: vec2f) -> vec2f {
  return scoreOf(x, weighMeans(x), componentPrecision);
}

fn logDensity(x: vec2f) -> f32 {
  return logOf(weighMeans(x), componentPrecision);
}

// (log density, score)
fn logDensityAndScore(x: vec2f) -> vec3f {
  let sums = weighMeans(x);
  return vec3f(logOf(sums, componentPrecision), scoreOf(x, sums, componentPrecision));
}

// Score of p * N(0, variance I): the same mixture with v + variance.
fn smoothedScore(x: vec2f, variance: f32) -> vec2f {
  let inverseVariance = 1.0 / (componentVariance + variance);
  return scoreOf(x, weighSmoothedMeans(x, halfLog2E * inverseVariance), inverseVariance);
}

fn smoothedLogDensity(x: vec2f, variance: f32) -> f32 {
  let inverseVariance = 1.0 / (componentVariance + variance);
  return logOf(weighSmoothedMeans(x, halfLog2E * inverseVariance), inverseVariance);
}

fn scoreOf(x: vec2f, sums: vec4f, inverseVariance: f32) -> vec2f {
  return (sums.xy / sums.z - x) * inverseVariance;
}

// The normalisation of a component is inverseVariance / 2π.
fn logOf(sums: vec4f, inverseVariance: f32) -> f32 {
  return ln2 * sums.w + log(sums.z * inverseVariance * 0.15915494309189535);
}
