// What one datum is to one component of a mixture of isotropic Gaussians. Exponents are in units of log 2. MATHS.md 1.2.
import package::lib::place::{Bits, Place, Real, dimension, inner, plusTimes};

struct Component {
  // log2 of the density's factor times the weight
  level: Real,
  // log2(e) / (2 s)
  rate: Real,
  at: Place,
  // log2 of the weight
  prior: Real,
}

// Sums over data: of the responsibility r, of r (x - mean), of r |x - mean|^2.
struct Moments {
  mass: Real,
  shift: Place,
  square: Real,
}

// A component of weight 0 counts as one of 2^-100, so that the bound is finite.
fn component(weight: Real, at: Place, variance: Real) -> Component {
  let least = Real(0x1p-100);
  let bounded = select(least, weight, weight > least);
  let prior = log2(bounded);
  let level = prior - 0.5 * f32(dimension) * log2(6.283185307179586 * variance);
  return Component(level, 0.7213475204444817 / variance, at, prior);
}

// log2 p(x, k)
fn cost(component: Component, away: Place) -> Real {
  return component.level - component.rate * inner(away, away);
}

fn plusDatum(moments: Moments, r: Real, away: Place) -> Moments {
  return Moments(moments.mass + r, plusTimes(moments.shift, r, away), moments.square + r * inner(away, away));
}

// 2^t of t <= 0 as a share of a sum whose largest is 1; below 2^-100 it is 0.
@if(!software)
fn share(t: Real) -> Real {
  return select(Real(0.0), exp2(t), t > Real(-100.0));
}

// As exp2Near() of lib/numerics.
@if(software)
fn share(t: Real) -> Real {
  let whole = floor(t);
  let f = t - whole;
  let scale = bitcast<Real>(bitcast<Bits>(whole + 12583039.0) * 0x800000u);
  let power = scale * (1.0 + f * (0.6931513118 + f * (0.2401644501 + f * (0.05579991313 + f * (0.009017030296 + f * 0.001867130079)))));
  return select(Real(0.0), power, t > Real(-100.0));
}

// r (log2 p(x, k) - log2 r), 0 where r is.
fn boundOf(r: Real, cost: Real) -> Real {
  let least = Real(0x1p-126);
  return select(Real(0.0), r * (cost - log2(select(least, r, r > least))), r > Real(0.0));
}

// The gradient's features are (1, x, |x|^2); the slope of a bound in units of log 2 is one in nats times log 2.
fn plusSlope(gradient: Moments, slope: Real, x: Place, square: Real) -> Moments {
  return Moments(gradient.mass + slope, plusTimes(gradient.shift, slope, x), gradient.square + slope * square);
}
