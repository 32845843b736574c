// One step of the logits that all data share where natural gradients of single data are averaged, from the sums of
// shaders/kernels/mixture-sums.wgsl under the condition `encoded`. A thread has one start. Twin: src/kernels/average-update.ts. MATHS.md 1.4.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  dimension: u32,
  components: u32,
  // Data that were summed over.
  points: u32,
  // Starts of this launch, the first of them, and of all arrays by start.
  starts: u32,
  firstStart: u32,
  stride: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [columns, starts of this launch]
@group(0) @binding(1) var<storage, read> totals: array<f32>;
// [(K - 1) (dimension + 2), stride]
@group(0) @binding(2) var<storage, read_write> phi: array<f32>;

fn place(k: u32, unit: u32) -> u32 {
  return k * (params.dimension + 2u) * params.stride + params.firstStart + unit;
}

fn pull(k: u32, unit: u32) -> f32 {
  let row = 2u + (params.components + k) * (params.dimension + 2u);
  return 0.6931471805599453 * totals[row * params.starts + unit] / f32(params.points);
}

@compute @workgroup_size(workgroupSize)
fn averageUpdate(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let unit = threadIndex(group, groups, local, workgroupSize);
  if unit >= params.threads {
    return;
  }
  let count = params.components - 1u;
  var top = 0.0;
  for (var k = 0u; k < count; k++) {
    top = max(top, phi[place(k, unit)]);
  }
  var mass = exp(-top);
  var pulls = 0.0;
  for (var k = 0u; k < count; k++) {
    mass += exp(phi[place(k, unit)] - top);
    pulls += pull(k, unit);
  }
  // The shares are exp(t - top) / mass; what is less than 2^-100 of them stays.
  let last = pulls / max(exp(-top) / mass, 0x1p-100);
  for (var k = 0u; k < count; k++) {
    let at = place(k, unit);
    let share = exp(phi[at] - top) / mass;
    phi[at] += pull(k, unit) / max(share, 0x1p-100) + last;
  }
}
