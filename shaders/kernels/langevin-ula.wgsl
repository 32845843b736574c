// Unadjusted Langevin steps of independent chains: x + γ s(x) + noise √(2γ) ε, all steps of a launch in registers.
// Twin: src/kernels/langevin-ula.ts. MATHS.md 3.1.
import package::lib::random::{noiseNormals, normalsFromWords, streamNoise, threefryFour};
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

// After the step `step` of a traced chain.
fn trace(x: vec2f, chain: u32, step: u32) {
  paths[((step + 1u) % params.pathLength) * params.traced + chain] = x;
}

// All steps of a launch.
@if(!software)
fn walk(start: vec2f, spread: f32, chain: u32) -> vec2f {
  let traced = chain < params.traced;
  let last = params.firstStep + params.steps;
  var x = start;
  for (var step = params.firstStep; step != last; step++) {
    x = moved(x, spread * noiseNormals(params.seed, chain, step));
    if traced {
      trace(x, chain, step);
    }
  }
  return x;
}

// The same to the last bits. The software adapter executes both sides of every branch, and the body of a loop once more
// than is asked for unless the question comes last. So what is rare stands outside: stretches of all steps, or of one where
// each is traced; in a stretch four steps a turn, because their noise is drawn side by side, and those too many discarded.
@if(software)
fn walk(start: vec2f, spread: f32, chain: u32) -> vec2f {
  let key = vec2u(params.seed, streamNoise);
  let traced = chain < params.traced;
  let stretch = select(params.steps, 1u, traced);
  var x = start;
  var done = 0u;
  loop {
    var taken = 0u;
    loop {
      let words = threefryFour(key, vec2u(chain, params.firstStep + done + taken));
      let first = spread * normalsFromWords(words.near.xy);
      let second = spread * normalsFromWords(words.near.zw);
      let third = spread * normalsFromWords(words.far.xy);
      let fourth = spread * normalsFromWords(words.far.zw);
      x = moved(x, first);
      x = select(x, moved(x, second), taken + 1u < stretch);
      x = select(x, moved(x, third), taken + 2u < stretch);
      x = select(x, moved(x, fourth), taken + 3u < stretch);
      taken += 4u;
      continuing {
        break if taken >= stretch;
      }
    }
    done += stretch;
    if traced {
      trace(x, chain, params.firstStep + done - 1u);
    }
    continuing {
      break if done >= params.steps;
    }
  }
  return x;
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
  positions[chain] = walk(positions[chain], spread, chain);
  if chain == params.firstThread {
    progress[0] += params.threads * params.steps;
  }
}
