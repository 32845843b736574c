// The field v at given points. Twin: src/kernels/dirac-field.ts. MATHS.md 4.1, 4.5, 4.6.
import package::lib::diracField::{field, Pace, Pair};
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  sigma: f32,
  gamma: f32,
  g0: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [points]
@group(0) @binding(1) var<storage, read> points: array<vec2f>;
// [points]
@group(0) @binding(2) var<storage, read_write> velocity: array<vec2f>;

@compute @workgroup_size(workgroupSize)
fn diracField(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let none = vec4f(0.0);
  let pace = Pace(none, none, vec4f(params.sigma), vec4f(params.gamma), vec4f(params.g0), 1u, 1u, 0u, 0u);
  let at = points[thread];
  let v = field(Pair(vec4f(at.x), vec4f(at.y)), pace, 0u);
  velocity[thread] = vec2f(v.theta.x, v.psi.x);
}
