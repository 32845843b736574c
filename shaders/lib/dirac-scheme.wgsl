// One round of each training scheme, for four trajectories. Twin: src/math/dirac-scheme.ts. MATHS.md 4.3, 4.4, 4.6.
import package::lib::diracField::{field, Pace, Pair};
import package::lib::diracObjective::slopeOfOne;

// Positions, and for the flow what compensated summation still owes to them.
struct Players {
  at: Pair,
  @if(flow) owed: Pair,
}

@if(flow)
fn resting(at: Pair) -> Players {
  return Players(at, Pair());
}

@if(!flow)
fn resting(at: Pair) -> Players {
  return Players(at);
}

@if(simultaneous && !plain)
fn advanceRound(z: Players, pace: Pace, step: u32) -> Players {
  let v = field(z.at, pace, step);
  return Players(Pair(z.at.theta + pace.h * v.theta, z.at.psi + pace.hD * v.psi));
}

// Without a variant, where speed is asked for, one trajectory after the other: of four side by side the software adapter
// keeps all intermediate values, more than it has registers for.
@if(simultaneous && plain)
fn advanceRound(z: Players, pace: Pace, step: u32) -> Players {
  let a = advanceOne(z.at.theta.x, z.at.psi.x, pace.h.x, pace.hD.x);
  let b = advanceOne(z.at.theta.y, z.at.psi.y, pace.h.y, pace.hD.y);
  let c = advanceOne(z.at.theta.z, z.at.psi.z, pace.h.z, pace.hD.z);
  let d = advanceOne(z.at.theta.w, z.at.psi.w, pace.h.w, pace.hD.w);
  return Players(Pair(vec4f(a.x, b.x, c.x, d.x), vec4f(a.y, b.y, c.y, d.y)));
}

fn advanceOne(theta: f32, psi: f32, h: f32, hD: f32) -> vec2f {
  let force = slopeOfOne(theta * psi);
  return vec2f(theta - h * (psi * force), psi + hD * (theta * force));
}

@if(alternating && oneEach && plain)
fn advanceRound(z: Players, pace: Pace, step: u32) -> Players {
  let psi = z.at.psi;
  let theta = vec4f(
    generatorStep(z.at.theta.x, psi.x, pace.h.x),
    generatorStep(z.at.theta.y, psi.y, pace.h.y),
    generatorStep(z.at.theta.z, psi.z, pace.h.z),
    generatorStep(z.at.theta.w, psi.w, pace.h.w),
  );
  let moved = vec4f(
    discriminatorStep(theta.x, psi.x, pace.hD.x),
    discriminatorStep(theta.y, psi.y, pace.hD.y),
    discriminatorStep(theta.z, psi.z, pace.hD.z),
    discriminatorStep(theta.w, psi.w, pace.hD.w),
  );
  return Players(Pair(theta, moved));
}

fn generatorStep(theta: f32, psi: f32, h: f32) -> f32 {
  return theta - h * (psi * slopeOfOne(theta * psi));
}

fn discriminatorStep(theta: f32, psi: f32, hD: f32) -> f32 {
  return psi + hD * (theta * slopeOfOne(theta * psi));
}

// Generator first, then the discriminator at the new theta. One step each is straight code: loops cost more than a step.
@if(alternating && oneEach && !plain)
fn advanceRound(z: Players, pace: Pace, step: u32) -> Players {
  let theta = z.at.theta + pace.h * field(z.at, pace, 2u * step).theta;
  let psi = z.at.psi + pace.hD * field(Pair(theta, z.at.psi), pace, 2u * step + 1u).psi;
  return Players(Pair(theta, psi));
}

@if(alternating && !oneEach)
fn advanceRound(z: Players, pace: Pace, step: u32) -> Players {
  var at = z.at;
  var counter = step * (pace.generatorSteps + pace.discriminatorSteps);
  for (var i = 0u; i < pace.generatorSteps; i++) {
    at.theta += pace.h * field(at, pace, counter).theta;
    counter++;
  }
  for (var i = 0u; i < pace.discriminatorSteps; i++) {
    at.psi += pace.hD * field(at, pace, counter).psi;
    counter++;
  }
  return Players(at);
}

@if(extragradient)
fn advanceRound(z: Players, pace: Pace, step: u32) -> Players {
  let a = field(z.at, pace, 2u * step);
  let v = field(moved(z.at, pace, 1.0, a), pace, 2u * step + 1u);
  return Players(moved(z.at, pace, 1.0, v));
}

fn moved(at: Pair, pace: Pace, part: f32, v: Pair) -> Pair {
  return Pair(at.theta + part * pace.h * v.theta, at.psi + part * pace.hD * v.psi);
}

// Classical Runge-Kutta of fourth order; the increment is added with compensation, so that rounding does not pile up in
// theta^2 + psi^2. A compiler that reassociates sums may undo the compensation; the bench prints the drift.
@if(flow)
fn advanceRound(z: Players, pace: Pace, step: u32) -> Players {
  let a = field(z.at, pace, 4u * step);
  let b = field(moved(z.at, pace, 0.5, a), pace, 4u * step + 1u);
  let c = field(moved(z.at, pace, 0.5, b), pace, 4u * step + 2u);
  let d = field(moved(z.at, pace, 1.0, c), pace, 4u * step + 3u);
  let wantedTheta = pace.h / 6.0 * (a.theta + 2.0 * (b.theta + c.theta) + d.theta) + z.owed.theta;
  let wantedPsi = pace.hD / 6.0 * (a.psi + 2.0 * (b.psi + c.psi) + d.psi) + z.owed.psi;
  let at = Pair(z.at.theta + wantedTheta, z.at.psi + wantedPsi);
  let owed = Pair(wantedTheta - (at.theta - z.at.theta), wantedPsi - (at.psi - z.at.psi));
  return Players(at, owed);
}
