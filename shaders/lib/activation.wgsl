// What a neuron makes of its input, four samples at a time; the conditions `softplus` and `silu` choose, else it is tanh.
// Twin: src/math/network.ts.

// h(a) and h′(a).
struct Bent {
  value: vec4f,
  slope: vec4f,
}

// 1 − 2/(1 + e^2a): right to a few units of 2^-24, though near 0 not of itself. The exponent is bounded from above alone.
@if(!softplus && !silu)
fn bend(a: vec4f) -> Bent {
  let t = exp2(2.8853900817779268 * select(a, vec4f(15.0), a > vec4f(15.0)));
  let h = 1.0 - 2.0 / (1.0 + t);
  return Bent(h, 1.0 - h * h);
}

// e^-|a|, and 1/(1 + e^-a) from it (MATHS.md 0.2).
@if(softplus || silu)
fn decayOf(a: vec4f) -> vec4f {
  let size = abs(a);
  return exp2(-1.4426950408889634 * select(size, vec4f(80.0), size > vec4f(80.0)));
}

@if(softplus || silu)
fn sigmoidOf(a: vec4f, t: vec4f) -> vec4f {
  return select(t, vec4f(1.0), a > vec4f(0.0)) / (1.0 + t);
}

// log(1 + t) for t in (0, 1] by 2 artanh(t / (2 + t)): the built-in is wrong by up to 2^-21.
@if(softplus)
fn logOnePlus(t: vec4f) -> vec4f {
  let s = t / (2.0 + t);
  let q = s * s;
  return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q * (1.0 / 13.0)))))));
}

@if(softplus)
fn bend(a: vec4f) -> Bent {
  let t = decayOf(a);
  return Bent(select(vec4f(0.0), a, a > vec4f(0.0)) + logOnePlus(t), sigmoidOf(a, t));
}

@if(silu)
fn bend(a: vec4f) -> Bent {
  let share = sigmoidOf(a, decayOf(a));
  return Bent(a * share, share * (1.0 + a * (1.0 - share)));
}
