// Concentric circles blurred by a Gaussian: x = R_j (cos t, sin t) + √v ε with t uniform and ring j of weight w_j.
// Twin: src/targets/rings.ts, which prints `ringVariance` = v and, unrolled over the rings, the function
//   weighRings(r, precision) = (Σ p_j B₁(κ_j) R_j² precision, Σ p_j B₀(κ_j), top)  with  κ_j = r R_j precision.
// A ring's density is exp(−(r² + R²)/2v) I₀(κ) / 2πv, its score (R I₁(κ)/I₀(κ) x/r − x) / v; both are smooth at the centre.
import package::targetConstants::{ringVariance, weighRings};

fn score(x: vec2f) -> vec2f {
  return smoothedScore(x, 0.0);
}

fn logDensity(x: vec2f) -> f32 {
  return smoothedLogDensity(x, 0.0);
}

// (log density, score)
fn logDensityAndScore(x: vec2f) -> vec3f {
  let precision = 1.0 / ringVariance;
  let sums = weighRings(length(x), precision);
  return vec3f(logOf(sums, precision), scoreOf(x, sums, precision));
}

// The same of p * N(0, variance I): the same circles, blurred more.
fn smoothedScore(x: vec2f, variance: f32) -> vec2f {
  let precision = 1.0 / (ringVariance + variance);
  return scoreOf(x, weighRings(length(x), precision), precision);
}

fn smoothedLogDensity(x: vec2f, variance: f32) -> f32 {
  let precision = 1.0 / (ringVariance + variance);
  return logOf(weighRings(length(x), precision), precision);
}

fn scoreOf(x: vec2f, sums: vec3f, precision: f32) -> vec2f {
  return x * ((sums.x / sums.y - 1.0) * precision);
}

fn logOf(sums: vec3f, precision: f32) -> f32 {
  return sums.z + log(sums.y * precision * 0.15915494309189535);
}

// (B₀, B₁) and the part of the exponent that belongs to them: I₀(κ) e^(−κ) = B₀ e^(z), I₁(κ) e^(−κ) / κ = B₁ e^(z).
// Polynomials of least relative error, in κ² below 6 (4e-9) and in 1/κ above (2e-8): less than float32 rounding.
fn scaledBessel(kappa: f32) -> vec3f {
  if kappa < 6.0 {
    let q = kappa * kappa;
    var b = vec2f(1.4585455e-14, 7.8624695e-16);
    b = b * q + vec2f(2.0749804e-12, 1.3289097e-13);
    b = b * q + vec2f(4.8147675e-10, 3.4219409e-11);
    b = b * q + vec2f(6.7627965e-8, 5.6404099e-9);
    b = b * q + vec2f(6.7835904e-6, 6.7828717e-7);
    b = b * q + vec2f(0.00043401751, 5.4252774e-5);
    b = b * q + vec2f(0.015625026, 0.0026041686);
    b = b * q + vec2f(0.24999997, 0.062499996);
    b = b * q + vec2f(1.0, 0.5);
    return vec3f(b, -kappa);
  }
  let u = 1.0 / kappa;
  var b = vec2f(0.91688144, -1.1783066);
  b = b * u + vec2f(0.12815364, -0.098837689);
  b = b * u + vec2f(0.0083492948, -0.024745969);
  b = b * u + vec2f(0.03348447, -0.0451556);
  b = b * u + vec2f(0.02786606, -0.046559218);
  b = b * u + vec2f(0.04987051, -0.14960627);
  b = b * u + vec2f(0.39894226, 0.39894229);
  let scale = inverseSqrt(kappa);
  return vec3f(b * vec2f(scale, scale * u), 0.0);
}
