// One Gaussian N(0, Σ), Σ given by its principal axes: the unit vector `axis` has variance `variances.x`, the vector at
// right angles to it `variances.y`. Twin: src/targets/gaussian.ts.
// Along the axes the small eigenvalue of Σ⁻¹ keeps its relative accuracy whatever the ratio of the two.
import package::targetConstants::{axis, inverseVariances, logFactor, variances};

// Components of x along the principal axes.
fn alongAxes(x: vec2f) -> vec2f {
  return vec2f(axis.x * x.x + axis.y * x.y, axis.x * x.y - axis.y * x.x);
}

// The inverse of alongAxes.
fn fromAxes(u: vec2f) -> vec2f {
  return vec2f(axis.x * u.x - axis.y * u.y, axis.y * u.x + axis.x * u.y);
}

fn score(x: vec2f) -> vec2f {
  return -fromAxes(alongAxes(x) * inverseVariances);
}

fn logDensity(x: vec2f) -> f32 {
  let u = alongAxes(x);
  return logFactor - 0.5 * dot(u, u * inverseVariances);
}

// (log density, score)
fn logDensityAndScore(x: vec2f) -> vec3f {
  let u = alongAxes(x);
  let pull = u * inverseVariances;
  return vec3f(logFactor - 0.5 * dot(u, pull), -fromAxes(pull));
}

// The same of p * N(0, variance I).
fn smoothedScore(x: vec2f, variance: f32) -> vec2f {
  return -fromAxes(alongAxes(x) / (variances + variance));
}

fn smoothedLogDensity(x: vec2f, variance: f32) -> f32 {
  let u = alongAxes(x);
  let total = variances + variance;
  return -1.8378770664093453 - 0.5 * (log(total.x * total.y) + dot(u, u / total));
}
