// One step x + γ s(x) of particles that follow a score computed before; γ = σ² is the mean shift x ← m(x). Beside it the
// first two coordinates, for the picture. Twin: src/kernels/mean-shift.ts. MATHS.md 3.3.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  dimension: u32,
  stepSize: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [particles, dimension], in place.
@group(0) @binding(1) var<storage, read_write> places: array<f32>;
// [particles, dimension]
@group(0) @binding(2) var<storage, read> score: array<f32>;
// [particles, 2]; the second number is 0 on a line.
@group(0) @binding(3) var<storage, read_write> plane: array<vec2f>;

@compute @workgroup_size(workgroupSize)
fn meanShift(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let first = thread * params.dimension;
  for (var j = 0u; j < params.dimension; j++) {
    places[first + j] += params.stepSize * score[first + j];
  }
  var y = 0.0;
  if params.dimension > 1u {
    y = places[first + 1u];
  }
  plane[thread] = vec2f(places[first], y);
}
