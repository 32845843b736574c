// The log density and the score of a target at given points. Twin: src/kernels/evaluate-target.ts.
import package::lib::threads::threadIndex;
import package::target::logDensityAndScore;

struct Params {
  threads: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [n]
@group(0) @binding(1) var<storage, read> points: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> logDensity: array<f32>;
@group(0) @binding(3) var<storage, read_write> score: array<vec2f>;

@compute @workgroup_size(workgroupSize)
fn evaluateTarget(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let value = logDensityAndScore(points[thread]);
  logDensity[thread] = value.x;
  score[thread] = value.yz;
}
