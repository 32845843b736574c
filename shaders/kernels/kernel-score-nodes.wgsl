// From sums relative to the query itself to the score and the log density, where there is mass enough.
// Twin: src/kernels/kernel-score-nodes.ts. MATHS.md 3.2, 3.3.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  // 1 / sigma^2
  inverseVariance: f32,
  // log(points) + dimension log(sqrt(2 pi) sigma)
  offset: f32,
  // Queries with less mass than this are left alone.
  leastMass: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [threads]
@group(0) @binding(1) var<storage, read> masses: array<f32>;
// [threads]: sum of weight times (point - query).
@group(0) @binding(2) var<storage, read> moments: array<vec2f>;
// [threads]
@group(0) @binding(3) var<storage, read_write> score: array<vec2f>;
// [threads]
@group(0) @binding(4) var<storage, read_write> logDensity: array<f32>;

@compute @workgroup_size(workgroupSize)
fn kernelScoreNodes(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let node = threadIndex(group, groups, local, workgroupSize);
  if node >= params.threads {
    return;
  }
  let mass = masses[node];
  if mass < params.leastMass {
    return;
  }
  score[node] = params.inverseVariance * moments[node] / mass;
  logDensity[node] = log(mass) - params.offset;
}
