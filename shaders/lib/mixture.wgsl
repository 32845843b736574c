// What one datum is to one component of a mixture of isotropic Gaussians. Exponents are in units of log 2. MATHS.md 1.2.
@if(software) import package::lib::numerics::exp2Near;
import package::lib::place::{Place, dimension, plusTimes};

struct Component {
  // log2 of the density's factor times the weight
  level: f32,
  // log2(e) / (2 s)
  rate: f32,
  at: Place,
  // log2 of the weight
  prior: f32,
}

// Sums over data: of the responsibility r, of r (x - mean), of r |x - mean|^2.
struct Moments {
  mass: f32,
  shift: Place,
  square: f32,
}

// A component of weight 0 counts as one of 2^-100, so that the bound is finite.
fn component(weight: f32, at: Place, variance: f32) -> Component {
  let least = 0x1p-100;
  let bounded = select(least, weight, weight > least);
  let prior = log2(bounded);
  let level = prior - 0.5 * f32(dimension) * log2(6.283185307179586 * variance);
  return Component(level, 0.7213475204444817 / variance, at, prior);
}

// log2 p(x, k) at this squared distance
fn cost(component: Component, square: f32) -> f32 {
  return component.level - component.rate * square;
}

fn plusDatum(moments: Moments, r: f32, away: Place, square: f32) -> Moments {
  return Moments(moments.mass + r, plusTimes(moments.shift, r, away), moments.square + r * square);
}

// 2^t of t <= 0 as a share of a sum whose largest is 1; below 2^-100 it is 0.
@if(!software)
fn share(t: f32) -> f32 {
  return select(0.0, exp2(t), t > -100.0);
}

@if(software)
fn share(t: f32) -> f32 {
  return select(0.0, exp2Near(t), t > -100.0);
}

// r (log2 p(x, k) - log2 r), 0 where r is.
fn boundOf(r: f32, cost: f32) -> f32 {
  let least = 0x1p-126;
  return select(0.0, r * (cost - log2(select(least, r, r > least))), r > 0.0);
}
