// Metropolis-adjusted Langevin steps: each step is a proposal, accepted so that p^(1/noise^2) stays invariant at every
// step size. Twin: src/kernels/langevin-mala.ts. MATHS.md 3.1.
import package::lib::acceptance::accepts;
import package::lib::numerics::{isFinite, isFinitePoint};
import package::lib::random::{noiseNormals, streamAccept, threefry2x32};
import package::lib::threads::threadIndex;
import package::target::logDensityAndScore;

struct Params {
  threads: u32,
  seed: u32,
  // Chain of the first thread: a launch may hold a slice of the chains.
  firstThread: u32,
  // Steps already done: the counter of the random numbers.
  firstStep: u32,
  steps: u32,
  stepSize: f32,
  noise: f32,
  // The first `traced` chains write their paths.
  traced: u32,
  pathLength: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [chains], in place.
@group(0) @binding(1) var<storage, read_write> positions: array<vec2f>;
// [1]: chain-steps done, modulo 2^32; a readback that finds another number than expected is a fault.
@group(0) @binding(2) var<storage, read_write> progress: array<u32>;
// [pathLength, traced]: a ring over steps.
@group(0) @binding(3) var<storage, read_write> paths: array<vec2f>;
// [1]: accepted proposals of all chains, modulo 2^32.
@group(0) @binding(4) var<storage, read_write> acceptances: array<atomic<u32>>;

// A chain and what it remembers between steps: (log p, score) where it stands.
struct Walker {
  x: vec2f,
  here: vec3f,
  accepted: u32,
}

fn advance(walker: Walker, spread: f32, chain: u32, step: u32) -> Walker {
  let normals = noiseNormals(params.seed, chain, step);
  let proposal = walker.x + params.stepSize * walker.here.yz + spread * normals;
  let there = logDensityAndScore(proposal);
  let sound = isFinitePoint(proposal) && isFinite(there.x) && isFinitePoint(there.yz);
  let word = threefry2x32(vec2u(params.seed, streamAccept), vec2u(chain, step)).x;
  if sound && accepts(walker.here, there, normals, word, params.stepSize, params.noise) {
    return Walker(proposal, there, walker.accepted + 1u);
  }
  return walker;
}

@compute @workgroup_size(workgroupSize)
fn langevinMala(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let chain = params.firstThread + thread;
  let spread = params.noise * sqrt(2.0 * params.stepSize);
  let last = params.firstStep + params.steps;
  let start = positions[chain];
  var walker = Walker(start, logDensityAndScore(start), 0u);
  // Two loops, because a branch inside the loop costs the software adapter a seventh of its speed.
  if chain < params.traced {
    for (var step = params.firstStep; step != last; step++) {
      walker = advance(walker, spread, chain, step);
      paths[((step + 1u) % params.pathLength) * params.traced + chain] = walker.x;
    }
  } else {
    for (var step = params.firstStep; step != last; step++) {
      walker = advance(walker, spread, chain, step);
    }
  }
  positions[chain] = walker.x;
  atomicAdd(&acceptances[0], walker.accepted);
  if thread == 0u {
    progress[0] += params.threads * params.steps;
  }
}
