// Unadjusted Langevin steps of independent chains: x + γ s(x) + noise √(2γ) ε, all steps of a launch in registers.
// Twin: src/kernels/langevin-ula.ts. MATHS.md 3.1.
import package::lib::random::{normalsFromWords, streamNoise, threefry2x32, threefryPair};
import package::lib::threads::threadIndex;
import package::target::score;

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

// One step with the noise that is added.
fn moved(x: vec2f, noise: vec2f) -> vec2f {
  return (x + noise) + params.stepSize * score(x);
}

fn advance(x: vec2f, spread: f32, chain: u32, step: u32) -> vec2f {
  return moved(x, spread * normalsFromWords(threefry2x32(vec2u(params.seed, streamNoise), vec2u(chain, step))));
}

@compute @workgroup_size(workgroupSize)
fn langevinUla(
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
  var x = positions[chain];
  // Two loops, because a branch inside the loop costs the software adapter a seventh of its speed.
  if chain < params.traced {
    for (var step = params.firstStep; step != last; step++) {
      x = advance(x, spread, chain, step);
      paths[((step + 1u) % params.pathLength) * params.traced + chain] = x;
    }
  } else {
    // Two steps a turn, the same as single ones to the last bits: their noise is drawn side by side.
    let pairs = params.steps / 2u;
    for (var pair = 0u; pair < pairs; pair++) {
      let step = params.firstStep + 2u * pair;
      let words = threefryPair(vec2u(params.seed, streamNoise), vec2u(chain, step), vec2u(chain, step + 1u));
      let first = spread * normalsFromWords(words.xy);
      let second = spread * normalsFromWords(words.zw);
      x = moved(x, first);
      x = moved(x, second);
    }
    if 2u * pairs != params.steps {
      x = advance(x, spread, chain, last - 1u);
    }
  }
  positions[chain] = x;
  if chain == params.firstThread {
    progress[0] += params.threads * params.steps;
  }
}
