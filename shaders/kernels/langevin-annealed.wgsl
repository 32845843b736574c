// Annealed Langevin steps: the target convolved with a Gaussian that narrows from level to level, each level with a step
// of its own. Twin: src/kernels/langevin-annealed.ts. MATHS.md 3.1.
import package::lib::random::noiseNormals;
import package::lib::threads::threadIndex;
import package::target::smoothedScore;

struct Params {
  threads: u32,
  seed: u32,
  // Chain of the first thread: a launch may hold a slice of the chains.
  firstThread: u32,
  // Steps already done: the counter of the random numbers, and what decides the level.
  firstStep: u32,
  steps: u32,
  noise: f32,
  // Rows of `levels`; the last one holds for ever.
  levels: u32,
  stepsPerLevel: u32,
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
// [levels]: (variance of the smoothing, step size).
@group(0) @binding(4) var<storage, read> levels: array<vec2f>;

fn advance(x: vec2f, chain: u32, step: u32) -> vec2f {
  let level = levels[min(step / params.stepsPerLevel, params.levels - 1u)];
  let normals = noiseNormals(params.seed, chain, step);
  return x + level.y * smoothedScore(x, level.x) + params.noise * sqrt(2.0 * level.y) * normals;
}

@compute @workgroup_size(workgroupSize)
fn langevinAnnealed(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let chain = params.firstThread + thread;
  let last = params.firstStep + params.steps;
  var x = positions[chain];
  // Two loops, because a branch inside the loop costs the software adapter a seventh of its speed.
  if chain < params.traced {
    for (var step = params.firstStep; step != last; step++) {
      x = advance(x, chain, step);
      paths[((step + 1u) % params.pathLength) * params.traced + chain] = x;
    }
  } else {
    for (var step = params.firstStep; step != last; step++) {
      x = advance(x, chain, step);
    }
  }
  positions[chain] = x;
  if thread == 0u {
    progress[0] += params.threads * params.steps;
  }
}
