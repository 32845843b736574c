// A step along the gradient of an encoder's slopes, from the sums of shaders/kernels/mixture-sums.wgsl under the condition `encoded`. A thread
// has one component but the last of one start. Twin: src/kernels/encoder-update.ts. MATHS.md 1.5.
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
  // The encoder has so many of the features 1, x, |x|^2.
  features: u32,
  // Length of the step along the gradient per datum.
  rate: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [columns, starts of this launch]
@group(0) @binding(1) var<storage, read> totals: array<f32>;
// [(K - 1) (dimension + 2), stride]
@group(0) @binding(2) var<storage, read_write> phi: array<f32>;

@compute @workgroup_size(workgroupSize)
fn encoderUpdate(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let k = thread / params.starts;
  let unit = thread % params.starts;
  let width = params.dimension + 2u;
  let head = 2u + (params.components + k) * width;
  for (var feature = 0u; feature < params.features; feature++) {
    let slope = 0.6931471805599453 * totals[(head + feature) * params.starts + unit] / f32(params.points);
    phi[(k * width + feature) * params.stride + params.firstStart + unit] += params.rate * slope;
  }
}
