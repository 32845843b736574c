// f' and f'' of the Dirac-GAN's objectives, and their means under instance noise; four trajectories at a time, because
// that is 1.7 to 3 times faster on the software adapter. Twin: src/math/dirac-objective.ts. MATHS.md 4.1, 4.5.
import package::lib::numerics::expBounded;

// E f'(t + s x), E f''(t + s x) and E f''(s x) over a standard normal x.
struct NoisyDerivatives {
  slope: vec4f,
  curvature: vec4f,
  curvatureAtReal: vec4f,
}

// Bounded, because exp overflows beyond 88.
fn exponential(t: vec4f) -> vec4f {
  return vec4f(expBounded(t.x), expBounded(t.y), expBounded(t.z), expBounded(t.w));
}

// 1 / (1 + e^-t): with the exponent bounded nothing overflows, and nothing cancels on either side.
fn sigmoid(t: vec4f) -> vec4f {
  return 1.0 / (1.0 + exponential(-t));
}

fn slope(t: vec4f) -> vec4f {
  return vec4f(slopeOfOne(t.x), slopeOfOne(t.y), slopeOfOne(t.z), slopeOfOne(t.w));
}

// sigmoid(t) sigmoid(-t).
fn bell(t: vec4f) -> vec4f {
  let fading = exponential(-abs(t));
  return fading / ((1.0 + fading) * (1.0 + fading));
}

@if(logistic)
fn slopeOfOne(t: f32) -> f32 {
  return 1.0 / (1.0 + expBounded(t));
}

@if(logistic)
fn curvature(t: vec4f) -> vec4f {
  return -bell(t);
}

@if(logistic)
fn noisyDerivatives(t: vec4f, s: vec4f) -> NoisyDerivatives {
  let mean = sigmoidMeans(-t, s);
  return NoisyDerivatives(mean.slope, -mean.curvature, -mean.curvatureAtReal);
}

@if(softplus)
fn slopeOfOne(t: f32) -> f32 {
  return 1.0 / (1.0 + expBounded(-t));
}

@if(softplus)
fn curvature(t: vec4f) -> vec4f {
  return bell(t);
}

@if(softplus)
fn noisyDerivatives(t: vec4f, s: vec4f) -> NoisyDerivatives {
  return sigmoidMeans(t, s);
}

@if(wgan)
fn slopeOfOne(t: f32) -> f32 {
  return 1.0;
}

@if(wgan)
fn curvature(t: vec4f) -> vec4f {
  return vec4f(0.0);
}

@if(wgan)
fn noisyDerivatives(t: vec4f, s: vec4f) -> NoisyDerivatives {
  return NoisyDerivatives(vec4f(1.0), vec4f(0.0), vec4f(0.0));
}

@if(exp)
fn slopeOfOne(t: f32) -> f32 {
  return expBounded(-t);
}

@if(exp)
fn curvature(t: vec4f) -> vec4f {
  return -exponential(-t);
}

@if(exp)
fn noisyDerivatives(t: vec4f, s: vec4f) -> NoisyDerivatives {
  let mean = exponential(0.5 * s * s - t);
  return NoisyDerivatives(mean, -mean, -exponential(0.5 * s * s));
}

@if(lsgan)
fn slopeOfOne(t: f32) -> f32 {
  return 1.0 - t;
}

@if(lsgan)
fn curvature(t: vec4f) -> vec4f {
  return vec4f(-1.0);
}

@if(lsgan)
fn noisyDerivatives(t: vec4f, s: vec4f) -> NoisyDerivatives {
  return NoisyDerivatives(1.0 - t, vec4f(-1.0), vec4f(-1.0));
}

@if(hinge)
fn slopeOfOne(t: f32) -> f32 {
  return select(0.0, 1.0, t < 1.0);
}

@if(hinge)
fn curvature(t: vec4f) -> vec4f {
  return vec4f(0.0);
}

@if(hinge)
fn noisyDerivatives(t: vec4f, s: vec4f) -> NoisyDerivatives {
  let width = max(s, vec4f(1e-30));
  let u = clamp((1.0 - t) / width, vec4f(-20.0), vec4f(20.0));
  let real = min(1.0 / width, vec4f(20.0));
  return NoisyDerivatives(normalCdf(u), -normalDensity(u) / width, -normalDensity(real) / width);
}

fn normalDensity(u: vec4f) -> vec4f {
  return 0.3989422804 * exponential(-0.5 * u * u);
}

// Chebyshev fit of erfc with a relative error of 1.2e-7: Press et al., Numerical Recipes, 6.2.
fn normalCdf(u: vec4f) -> vec4f {
  let z = abs(u) * 0.7071067812;
  let t = 1.0 / (1.0 + 0.5 * z);
  let inner = 0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277)));
  let outer = -1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806 + t * inner))));
  let tail = 0.5 * t * exponential(outer - z * z);
  return select(tail, 1.0 - tail, u >= vec4f(0.0));
}

// From here on the bell is the narrower of the two.
const wide = 3.0;

// Means of sigmoid(t + s x), of its derivative, and of its derivative at t = 0.
fn sigmoidMeans(t: vec4f, s: vec4f) -> NoisyDerivatives {
  let isWide = s > vec4f(wide);
  var mean = narrowMeans(t, select(s, vec4f(wide), isWide), all(isWide));
  if any(isWide) {
    let other = wideMeans(t, select(vec4f(wide), s, isWide));
    mean.slope = select(mean.slope, other.slope, isWide);
    mean.curvature = select(mean.curvature, other.curvature, isWide);
    mean.curvatureAtReal = select(mean.curvatureAtReal, other.curvatureAtReal, isWide);
  }
  return mean;
}

// Three Gauss-Hermite nodes where the function is all but quadratic (relative error s^6 / 120), else the trapezoidal rule,
// whose error falls like exp(-2 pi^2 / (s h)).
fn narrowMeans(t: vec4f, s: vec4f, unwanted: bool) -> NoisyDerivatives {
  let widest = max(max(s.x, s.y), max(s.z, s.w));
  let few = widest < 0.1;
  let spacing = select(min(0.8 / widest, 1.0), 1.7320508076, few);
  let last = select(select(u32(ceil(6.0 / spacing)), 1u, few), 0u, unwanted);
  var total = 1.0;
  var mean = NoisyDerivatives(sigmoid(t), bell(t), vec4f(0.25));
  for (var k = 1u; k <= last; k++) {
    let x = f32(k) * spacing;
    let weight = select(exp(-0.5 * x * x), 0.25, few);
    let shift = s * x;
    total += 2.0 * weight;
    mean.slope += weight * (sigmoid(t + shift) + sigmoid(t - shift));
    mean.curvature += weight * (bell(t + shift) + bell(t - shift));
    mean.curvatureAtReal += 2.0 * weight * bell(shift);
  }
  return NoisyDerivatives(mean.slope / total, mean.curvature / total, mean.curvatureAtReal / total);
}

// As sums over the bell: a logistic variable L has the sigmoid for its distribution, so the mean of sigmoid(t + s x) is that
// of the normal one at (t - L) / s. However wide the noise, no more nodes than here; error 5e-7.
fn wideMeans(t: vec4f, s: vec4f) -> NoisyDerivatives {
  let far = clamp(t / s, vec4f(-40.0), vec4f(40.0));
  var mean = NoisyDerivatives(0.25 * normalCdf(far), 0.25 * normalDensity(far), vec4f(0.25 * 0.3989422804));
  for (var k = 1u; k <= 17u; k++) {
    let fading = exp(-f32(k));
    let weight = fading / ((1.0 + fading) * (1.0 + fading));
    let shift = f32(k) / s;
    mean.slope += weight * (normalCdf(far + shift) + normalCdf(far - shift));
    mean.curvature += weight * (normalDensity(far + shift) + normalDensity(far - shift));
    mean.curvatureAtReal += 2.0 * weight * normalDensity(shift);
  }
  return NoisyDerivatives(mean.slope, mean.curvature / s, mean.curvatureAtReal / s);
}
