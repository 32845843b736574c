// Where Metropolis-adjusted Langevin chains would go: x + γ s + noise √(2γ) ε, beside the positions, so that the score can
// be evaluated there before langevinDecide. Twin: src/kernels/langevin-propose.ts. MATHS.md 3.1.
import package::lib::random::noiseNormals;
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  seed: u32,
  // Steps already done: the counter of the random numbers.
  step: u32,
  stepSize: f32,
  noise: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [chains]
@group(0) @binding(1) var<storage, read> positions: array<vec2f>;
// [chains]: (log p, score, nothing) at the positions.
@group(0) @binding(2) var<storage, read> standing: array<vec4f>;
// [chains]
@group(0) @binding(3) var<storage, read_write> proposals: array<vec2f>;

@compute @workgroup_size(workgroupSize)
fn langevinPropose(
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
  proposals[chain] = positions[chain] + params.stepSize * standing[chain].yz + spread * normals;
}
