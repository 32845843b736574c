// Twenty-five equal Gaussians on a 5 × 5 lattice around the origin. Twin: src/targets/grid.ts.
// The density is a product, p(x, y) = f(x) f(y), with f five Gaussians on a line: ten exponentials in place of
// twenty-five, both coordinates side by side in one vector.
import package::targetConstants::{componentPrecision, componentVariance, spacing};

fn score(x: vec2f) -> vec2f {
  return scoreOf(x, weighLines(x, 0.5 * componentPrecision), componentPrecision);
}

fn logDensity(x: vec2f) -> f32 {
  return logOf(weighLines(x, 0.5 * componentPrecision), componentPrecision);
}

// (log density, score)
fn logDensityAndScore(x: vec2f) -> vec3f {
  let sums = weighLines(x, 0.5 * componentPrecision);
  return vec3f(logOf(sums, componentPrecision), scoreOf(x, sums, componentPrecision));
}

// The same of p * N(0, variance I): the same lattice with v + variance.
fn smoothedScore(x: vec2f, variance: f32) -> vec2f {
  let inverseVariance = 1.0 / (componentVariance + variance);
  return scoreOf(x, weighLines(x, 0.5 * inverseVariance), inverseVariance);
}

fn smoothedLogDensity(x: vec2f, variance: f32) -> f32 {
  let inverseVariance = 1.0 / (componentVariance + variance);
  return logOf(weighLines(x, 0.5 * inverseVariance), inverseVariance);
}

// For each coordinate: Σ p_k μ_k, Σ p_k, and the largest exponent.
struct LineSums {
  means: vec2f,
  total: vec2f,
  top: vec2f,
}

fn weighLines(x: vec2f, rate: f32) -> LineSums {
  let e0 = exponent(x, -2.0, rate);
  let e1 = exponent(x, -1.0, rate);
  let e2 = exponent(x, 0.0, rate);
  let e3 = exponent(x, 1.0, rate);
  let e4 = exponent(x, 2.0, rate);
  let top = max(max(max(e0, e1), max(e2, e3)), e4);
  let p0 = weight(e0 - top);
  let p1 = weight(e1 - top);
  let p2 = weight(e2 - top);
  let p3 = weight(e3 - top);
  let p4 = weight(e4 - top);
  return LineSums(spacing * (2.0 * (p4 - p0) + (p3 - p1)), p0 + p1 + p2 + p3 + p4, top);
}

fn exponent(x: vec2f, place: f32, rate: f32) -> vec2f {
  let difference = x - place * spacing;
  return -rate * difference * difference;
}

fn weight(exponent: vec2f) -> vec2f {
  return exp(max(exponent, vec2f(-87.0)));
}

fn scoreOf(x: vec2f, sums: LineSums, inverseVariance: f32) -> vec2f {
  return (sums.means / sums.total - x) * inverseVariance;
}

// log f(x) + log f(y): the normalisation of both together is inverseVariance / 50π.
fn logOf(sums: LineSums, inverseVariance: f32) -> f32 {
  return sums.top.x + sums.top.y + log(sums.total.x * sums.total.y * inverseVariance * 0.006366197723675814);
}
