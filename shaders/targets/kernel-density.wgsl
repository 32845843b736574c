// The Gaussian kernel density of a few hundred points, equal weights, one bandwidth σ. Twin: src/targets/kernel-density.ts.
// The text is the same for every bandwidth: σ is data, so that its slider never compiles anything. MATHS.md 3.2, 3.3.

// [n]
@group(0) @binding(14) var<storage, read> centres: array<vec2f>;
// [σ]
@group(0) @binding(15) var<storage, read> bandwidth: array<f32>;

// A sum below this means that the nearest centre is farther than about ten bandwidths.
const leastTotal = 1e-24;

fn score(x: vec2f) -> vec2f {
  return smoothedScore(x, 0.0);
}

fn logDensity(x: vec2f) -> f32 {
  return smoothedLogDensity(x, 0.0);
}

// (log density, score)
fn logDensityAndScore(x: vec2f) -> vec3f {
  let variance = kernelVariance(0.0);
  let sums = weighCentres(x, 0.5 / variance);
  return vec3f(logOf(sums, variance), sums.xy / (sums.z * variance));
}

// The same of p * N(0, variance I): the same centres with σ² + variance.
fn smoothedScore(x: vec2f, variance: f32) -> vec2f {
  let total = kernelVariance(variance);
  let sums = weighCentres(x, 0.5 / total);
  return sums.xy / (sums.z * total);
}

fn smoothedLogDensity(x: vec2f, variance: f32) -> f32 {
  let total = kernelVariance(variance);
  return logOf(weighCentres(x, 0.5 / total), total);
}

fn kernelVariance(added: f32) -> f32 {
  return bandwidth[0] * bandwidth[0] + added;
}

fn logOf(sums: vec4f, variance: f32) -> f32 {
  let count = f32(arrayLength(&centres));
  return sums.w + log(sums.z / (6.2831853071795862 * variance * count));
}

// (Σ p_i (x_i − x), Σ p_i, top) with p_i = exp(e_i − top), e_i = −rate |x_i − x|². No exponent is above 0, so that near
// the data top = 0 serves, and one pass is enough; far away a pass for the largest exponent comes first.
fn weighCentres(x: vec2f, rate: f32) -> vec4f {
  let near = sumAbove(x, rate, 0.0);
  if near.z > leastTotal {
    return vec4f(near, 0.0);
  }
  let top = -rate * nearestSquare(x);
  return vec4f(sumAbove(x, rate, top), top);
}

fn sumAbove(x: vec2f, rate: f32, top: f32) -> vec3f {
  var sums = vec3f(0.0);
  let length = arrayLength(&centres);
  for (var i = 0u; i < length; i++) {
    let difference = centres[i] - x;
    let weight = exp(max(-rate * dot(difference, difference) - top, -87.0));
    sums += weight * vec3f(difference, 1.0);
  }
  return sums;
}

fn nearestSquare(x: vec2f) -> f32 {
  var nearest = 3.0e38;
  let length = arrayLength(&centres);
  for (var i = 0u; i < length; i++) {
    let difference = centres[i] - x;
    nearest = min(nearest, dot(difference, difference));
  }
  return nearest;
}
