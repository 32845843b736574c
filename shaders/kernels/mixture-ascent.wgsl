// A step along the ordinary gradient of the parameters of a mixture of isotropic Gaussians: means, logarithms of variances, and logits of
// weights, from the sums of shaders/kernels/mixture-sums.wgsl. A thread has one start. Twin: src/kernels/mixture-ascent.ts. MATHS.md 1.4.
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
  // Length of the step along the gradient per datum.
  rate: f32,
  // Least variance.
  floor: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [columns, starts of this launch]
@group(0) @binding(1) var<storage, read> totals: array<f32>;
// [K (dimension + 2), stride]: of each component weight, mean, variance
@group(0) @binding(2) var<storage, read_write> theta: array<f32>;
// [2, stride]: bound and evidence per datum, nats, before the step
@group(0) @binding(3) var<storage, read_write> bounds: array<f32>;

fn meanOf(column: u32, unit: u32) -> f32 {
  return totals[column * params.starts + unit] / f32(params.points);
}

// A step that would change a variance or a weight by more than e^4 is cut there.
fn factor(exponent: f32) -> f32 {
  return exp(clamp(exponent, -4.0, 4.0));
}

@compute @workgroup_size(workgroupSize)
fn mixtureAscent(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let start = params.firstStart + thread;
  bounds[start] = 0.6931471805599453 * meanOf(0u, thread);
  bounds[params.stride + start] = 0.6931471805599453 * meanOf(1u, thread);
  let width = params.dimension + 2u;
  let size = f32(params.dimension);
  var total = 0.0;
  for (var k = 0u; k < params.components; k++) {
    let head = 2u + k * width;
    let own = k * width * params.stride + start;
    let last = own + (params.dimension + 1u) * params.stride;
    let mass = meanOf(head, thread);
    let variance = theta[last];
    for (var j = 1u; j <= params.dimension; j++) {
      theta[own + j * params.stride] += params.rate * meanOf(head + j, thread) / variance;
    }
    let pull = 0.5 * (meanOf(head + params.dimension + 1u, thread) / variance - size * mass);
    let after = variance * factor(params.rate * pull);
    theta[last] = select(params.floor, after, after > params.floor);
    let weight = theta[own] * factor(params.rate * (mass - theta[own]));
    theta[own] = weight;
    total += weight;
  }
  for (var k = 0u; k < params.components; k++) {
    theta[k * width * params.stride + start] /= total;
  }
}
