// One unadjusted Langevin step of every chain along a score that was evaluated before: x + γ s + noise √(2γ) ε, for
// densities that are sums over many points. Twin: src/kernels/langevin-move.ts. MATHS.md 3.1.
import package::lib::random::noiseNormals;
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  seed: u32,
  // Steps already done: the counter of the random numbers.
  step: u32,
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
// [chains], at the positions.
@group(0) @binding(2) var<storage, read> score: array<vec2f>;
// [1]: chain-steps done, modulo 2^32; a readback that finds another number than expected is a fault.
@group(0) @binding(3) var<storage, read_write> progress: array<u32>;
// [pathLength, traced]: a ring over steps.
@group(0) @binding(4) var<storage, read_write> paths: array<vec2f>;

@compute @workgroup_size(workgroupSize)
fn langevinMove(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let chain = threadIndex(group, groups, local, workgroupSize);
  if chain >= params.threads {
    return;
  }
  let spread = params.noise * sqrt(2.0 * params.stepSize);
  let normals = noiseNormals(params.seed, chain, params.step);
  let x = (positions[chain] + spread * normals) + params.stepSize * score[chain];
  positions[chain] = x;
  if chain < params.traced {
    paths[((params.step + 1u) % params.pathLength) * params.traced + chain] = x;
  }
  if chain == 0u {
    progress[0] += params.threads;
  }
}
