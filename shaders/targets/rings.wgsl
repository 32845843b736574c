// Concentric circles blurred by a Gaussian: x = R_j (cos t, sin t) + √v ε with t uniform and ring j of weight w_j.
// Twin: src/targets/rings.ts, which prints `ringVariance` = v and, unrolled over the rings, the function
//   weighRings(r, inverseVariance) = (Σ p_j q_j, Σ p_j B_j, top)  with (q_j, B_j) from ringPull, p_j = exp(e_j − top).
// A ring's density is exp(−(r² + R²)/2v) I₀(κ) / 2πv with κ = r R / v, and its score (R I₁(κ)/I₀(κ) x/r − x) / v. Both are
// smooth at the centre.
import package::targetConstants::{ringVariance, weighRings};

const ringPrecision = 1.0 / ringVariance;

fn score(x: vec2f) -> vec2f {
  return scoreOf(x, weighRings(length(x), ringPrecision), ringPrecision);
}

fn logDensity(x: vec2f) -> f32 {
  return logOf(weighRings(length(x), ringPrecision), ringPrecision);
}

// (log density, score)
fn logDensityAndScore(x: vec2f) -> vec3f {
  let sums = weighRings(length(x), ringPrecision);
  return vec3f(logOf(sums, ringPrecision), scoreOf(x, sums, ringPrecision));
}

// The same of p * N(0, variance I): the same circles, blurred more.
fn smoothedScore(x: vec2f, variance: f32) -> vec2f {
  let inverseVariance = 1.0 / (ringVariance + variance);
  return scoreOf(x, weighRings(length(x), inverseVariance), inverseVariance);
}

fn smoothedLogDensity(x: vec2f, variance: f32) -> f32 {
  let inverseVariance = 1.0 / (ringVariance + variance);
  return logOf(weighRings(length(x), inverseVariance), inverseVariance);
}

fn scoreOf(x: vec2f, sums: vec3f, inverseVariance: f32) -> vec2f {
  return x * (sums.x / sums.y * inverseVariance);
}

fn logOf(sums: vec3f, inverseVariance: f32) -> f32 {
  return sums.z + log(sums.y * inverseVariance * 0.15915494309189535);
}

// (q, B, z) of one ring: exp(−κ) I₀(κ) = B exp(z), and its pull is v score = x q / B.
// Above κ = 6 through the difference I₀ − I₁, so that nothing cancels at the ridge: R I₁/I₀ − r = (R − r) − R (I₀ − I₁)/I₀.
fn ringPull(r: f32, radius: f32, inverseVariance: f32) -> vec3f {
  let kappa = r * radius * inverseVariance;
  if kappa < 6.0 {
    let bessel = besselSeries(kappa * kappa);
    return vec3f(radius * radius * inverseVariance * bessel.y - bessel.x, bessel.x, -kappa);
  }
  let bessel = besselTail(1.0 / kappa) * inverseSqrt(kappa);
  return vec3f(((radius - r) * bessel.x - radius * bessel.y) / r, bessel.x, 0.0);
}

// (I₀(κ), I₁(κ)/κ) from κ² ≤ 36: polynomials of least relative error, 4e-9.
fn besselSeries(square: f32) -> vec2f {
  var sum = vec2f(1.4585455e-14, 7.8624695e-16);
  sum = sum * square + vec2f(2.0749804e-12, 1.3289097e-13);
  sum = sum * square + vec2f(4.8147675e-10, 3.4219409e-11);
  sum = sum * square + vec2f(6.7627965e-8, 5.6404099e-9);
  sum = sum * square + vec2f(6.7835904e-6, 6.7828717e-7);
  sum = sum * square + vec2f(0.00043401751, 5.4252774e-5);
  sum = sum * square + vec2f(0.015625026, 0.0026041686);
  sum = sum * square + vec2f(0.24999997, 0.062499996);
  return sum * square + vec2f(1.0, 0.5);
}

// √κ exp(−κ) (I₀(κ), I₀(κ) − I₁(κ)) from u = 1/κ ≤ 1/6: polynomials of least relative error, 2e-8 and (of the small difference) 5e-7.
fn besselTail(u: f32) -> vec2f {
  var sum = vec2f(0.91688144, -6.1100564);
  sum = sum * u + vec2f(0.12815364, 6.3921089);
  sum = sum * u + vec2f(0.0083492948, -0.96563482);
  sum = sum * u + vec2f(0.03348447, 0.19867359);
  sum = sum * u + vec2f(0.02786606, 0.066673122);
  sum = sum * u + vec2f(0.04987051, 0.074846059);
  sum = sum * u + vec2f(0.39894226, 0.19947104);
  return sum * vec2f(1.0, u);
}
