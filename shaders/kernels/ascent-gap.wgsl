// By how much one noise-free step beats its guarantee, log p(x + g s) - log p(x) >= g (1 - g / (2 h^2)) |s|^2, relative to
// 1 + |log p|, as float32 resolves it. Twin: src/kernels/ascent-gap.ts. MATHS.md L5.
import package::lib::threads::threadIndex;
import package::target::{logDensity, logDensityAndScore};

struct Params {
  threads: u32,
  stepSize: f32,
  // h^2: the Hessian of log p is nowhere below -1 / h^2.
  curvature: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [n]
@group(0) @binding(1) var<storage, read> points: array<vec2f>;
// [n]
@group(0) @binding(2) var<storage, read_write> gaps: array<f32>;

@compute @workgroup_size(workgroupSize)
fn ascentGap(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let x = points[thread];
  let here = logDensityAndScore(x);
  let rise = logDensity(x + params.stepSize * here.yz) - here.x;
  let promised = params.stepSize * (1.0 - params.stepSize / (2.0 * params.curvature)) * dot(here.yz, here.yz);
  gaps[thread] = (rise - promised) / (1.0 + abs(here.x));
}
