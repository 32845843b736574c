// Trajectories of the Dirac-GAN, four a thread, all rounds of a launch in registers.
// Twin: src/kernels/dirac-run.ts. MATHS.md 4.3 to 4.6.
import package::lib::diracField::{Pace, Pair};
import package::lib::diracScheme::{advanceRound, Players, resting};
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  seed: u32,
  // Quadruple of the first thread: a launch may hold a slice of the trajectories.
  firstThread: u32,
  // Rounds already done: the counter of the random numbers.
  firstStep: u32,
  steps: u32,
  h: f32,
  hD: f32,
  sigma: f32,
  gamma: f32,
  g0: f32,
  generatorSteps: u32,
  discriminatorSteps: u32,
  // The first `traced` trajectories, a multiple of four, write their positions after every `stride`-th round.
  traced: u32,
  pathLength: u32,
  stride: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [quadruples, 4, 2], in place: theta and psi of one trajectory after the other.
@group(0) @binding(1) var<storage, read_write> positions: array<vec4f>;
// [1]: rounds done by all trajectories, modulo 2^32; another number than expected is a fault.
@group(0) @binding(2) var<storage, read_write> progress: array<u32>;
// [pathLength, traced, 2]: a ring.
@group(0) @binding(3) var<storage, read_write> paths: array<vec4f>;
// [quadruples, 4, 2]: what compensated summation owes to the positions.
@if(flow)
@group(0) @binding(4) var<storage, read_write> owed: array<vec4f>;

fn unpack(low: vec4f, high: vec4f) -> Pair {
  return Pair(vec4f(low.xz, high.xz), vec4f(low.yw, high.yw));
}

fn paceOf(chain: u32) -> Pace {
  return Pace(
    vec4f(params.h),
    vec4f(params.hD),
    vec4f(params.sigma),
    vec4f(params.gamma),
    vec4f(params.g0),
    params.generatorSteps,
    params.discriminatorSteps,
    params.seed,
    chain,
  );
}

@if(!harmonic)
fn paceAt(pace: Pace, step: u32) -> Pace {
  return pace;
}

// Steps h/k, whose sum diverges and whose sum of squares does not (G5).
@if(harmonic)
fn paceAt(pace: Pace, step: u32) -> Pace {
  var now = pace;
  now.h = vec4f(params.h / f32(step + 1u));
  now.hD = vec4f(params.hD / f32(step + 1u));
  return now;
}

// A loop's own instructions are shared by a few rounds where these are short.
@if(plain) const roundsOfTurn = 4u;
@if(!plain) const roundsOfTurn = 1u;

@if(plain)
fn advanceTurn(start: Players, pace: Pace, step: u32) -> Players {
  let a = advanceRound(start, paceAt(pace, step), step);
  let b = advanceRound(a, paceAt(pace, step + 1u), step + 1u);
  let c = advanceRound(b, paceAt(pace, step + 2u), step + 2u);
  return advanceRound(c, paceAt(pace, step + 3u), step + 3u);
}

@if(!plain)
fn advanceTurn(start: Players, pace: Pace, step: u32) -> Players {
  return advanceRound(start, paceAt(pace, step), step);
}

// After `step` rounds.
fn trace(at: Pair, step: u32, chain: u32) {
  let row = (step / params.stride) % params.pathLength;
  let slot = (row * params.traced + chain) / 2u;
  paths[slot] = vec4f(at.theta.x, at.psi.x, at.theta.y, at.psi.y);
  paths[slot + 1u] = vec4f(at.theta.z, at.psi.z, at.theta.w, at.psi.w);
}

@compute @workgroup_size(workgroupSize)
fn diracRun(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let quadruple = params.firstThread + thread;
  let slot = 2u * quadruple;
  let chain = 4u * quadruple;
  let last = params.firstStep + params.steps;
  let pace = paceOf(chain);
  var z = resting(unpack(positions[slot], positions[slot + 1u]));
  @if(flow) {
    z.owed = unpack(owed[slot], owed[slot + 1u]);
  }
  // The software adapter executes both sides of every branch: what is rare stands outside the rounds. A stretch is all
  // rounds, or one where each is traced.
  let traced = chain < params.traced;
  let stretch = select(params.steps, 1u, traced);
  var step = params.firstStep;
  loop {
    let turns = stretch / roundsOfTurn;
    if turns > 0u {
      var turn = 0u;
      loop {
        z = advanceTurn(z, pace, step);
        step += roundsOfTurn;
        turn++;
        continuing {
          break if turn >= turns;
        }
      }
    }
    for (var rest = stretch % roundsOfTurn; rest != 0u; rest--) {
      z = advanceRound(z, paceAt(pace, step), step);
      step++;
    }
    let due = traced && step % params.stride == 0u;
    if due {
      trace(z.at, step, chain);
    }
    continuing {
      break if step == last;
    }
  }
  positions[slot] = vec4f(z.at.theta.x, z.at.psi.x, z.at.theta.y, z.at.psi.y);
  positions[slot + 1u] = vec4f(z.at.theta.z, z.at.psi.z, z.at.theta.w, z.at.psi.w);
  @if(flow) {
    owed[slot] = vec4f(z.owed.theta.x, z.owed.psi.x, z.owed.theta.y, z.owed.psi.y);
    owed[slot + 1u] = vec4f(z.owed.theta.z, z.owed.psi.z, z.owed.theta.w, z.owed.psi.w);
  }
  if thread == 0u {
    progress[0] += 4u * params.threads * params.steps;
  }
}
