// Sums of weights over points, for four queries at a time: weights are relative to an anchor, a point near to the query.
// MATHS.md 3.3.
import package::lib::quad::{Quad, Spot, gain, plusTimes, spotMinus};

struct Sums {
  mass: vec4f,
  // Weight times (point - anchor).
  moment: Quad,
}

// What a thread knows of four queries.
struct State {
  place: Quad,
  best: vec4u,
  anchor: Quad,
  // 2 (place - anchor)
  twice: Quad,
  mass: vec4f,
  moment: Quad,
}

// Four points, as they stand in memory.
struct Four {
  a: vec4f,
  @if(atLeast2) b: vec4f,
  @if(atLeast3) c: vec4f,
  @if(atLeast4) d: vec4f,
}

// One point more; `rate` is log2(e) / (2 sigma^2).
fn plus(sums: Sums, p: Spot, state: State, rate: f32) -> Sums {
  let w = spotMinus(p, state.anchor);
  let weight = exp2(rate * gain(w, state.twice));
  return Sums(sums.mass + weight, plusTimes(sums.moment, weight, w));
}

// The four points one by one.
fn firstOf(p: Four) -> Spot {
  @if(!atLeast2) return Spot(p.a.x);
  @if(atLeast2 && !atLeast3) return Spot(p.a.x, p.a.y);
  @if(atLeast3 && !atLeast4) return Spot(p.a.x, p.a.y, p.a.z);
  @if(atLeast4) return Spot(p.a.x, p.a.y, p.a.z, p.a.w);
}

fn secondOf(p: Four) -> Spot {
  @if(!atLeast2) return Spot(p.a.y);
  @if(atLeast2 && !atLeast3) return Spot(p.a.z, p.a.w);
  @if(atLeast3 && !atLeast4) return Spot(p.a.w, p.b.x, p.b.y);
  @if(atLeast4) return Spot(p.b.x, p.b.y, p.b.z, p.b.w);
}

fn thirdOf(p: Four) -> Spot {
  @if(!atLeast2) return Spot(p.a.z);
  @if(atLeast2 && !atLeast3) return Spot(p.b.x, p.b.y);
  @if(atLeast3 && !atLeast4) return Spot(p.b.z, p.b.w, p.c.x);
  @if(atLeast4) return Spot(p.c.x, p.c.y, p.c.z, p.c.w);
}

fn fourthOf(p: Four) -> Spot {
  @if(!atLeast2) return Spot(p.a.w);
  @if(atLeast2 && !atLeast3) return Spot(p.b.z, p.b.w);
  @if(atLeast3 && !atLeast4) return Spot(p.c.y, p.c.z, p.c.w);
  @if(atLeast4) return Spot(p.d.x, p.d.y, p.d.z, p.d.w);
}

// Four points more.
fn plusFour(before: Sums, p: Four, state: State, rate: f32) -> Sums {
  var sums = plus(before, firstOf(p), state, rate);
  sums = plus(sums, secondOf(p), state, rate);
  sums = plus(sums, thirdOf(p), state, rate);
  return plus(sums, fourthOf(p), state, rate);
}

// Whether one of four points is nearer to one of four queries than its anchor is.
fn isAnyNearer(p: Four, state: State) -> bool {
  let a = gain(spotMinus(firstOf(p), state.anchor), state.twice);
  let b = gain(spotMinus(secondOf(p), state.anchor), state.twice);
  let c = gain(spotMinus(thirdOf(p), state.anchor), state.twice);
  let d = gain(spotMinus(fourthOf(p), state.anchor), state.twice);
  return any(max(max(a, b), max(c, d)) > vec4f(0.0));
}
