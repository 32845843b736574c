// A natural step of the parameters of a mixture of isotropic Gaussians in mean coordinates, from the sums of
// shaders/kernels/mixture-sums.wgsl; of length 1 it is the exact outer step. A thread has one component of one start. Means and variances are moved by
// differences, which are small where little is left to move. Twin: src/kernels/mixture-update.ts. MATHS.md 1.3, 1.4.
import package::lib::threads::threadIndex;
import package::variational::outerStep::{bounds, meanOf, params, theta};

override workgroupSize: u32 = 64;

// theta: [K (dimension + 2), stride]: of each component weight, mean, variance
@compute @workgroup_size(workgroupSize)
fn mixtureUpdate(
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
  let start = params.firstStart + unit;
  if k == 0u {
    bounds[start] = 0.6931471805599453 * meanOf(0u, unit);
    bounds[params.stride + start] = 0.6931471805599453 * meanOf(1u, unit);
  }
  let head = 2u + k * (params.dimension + 2u);
  let own = k * (params.dimension + 2u) * params.stride + start;
  let rho = params.rho;
  let before = theta[own];
  let weight = (1.0 - rho) * before + rho * meanOf(head, unit);
  theta[own] = weight;
  // An empty component stays where it is.
  if !(weight > 0x1p-100) {
    return;
  }
  var moved = 0.0;
  for (var j = 1u; j <= params.dimension; j++) {
    let shift = rho * meanOf(head + j, unit) / weight;
    theta[own + j * params.stride] += shift;
    moved += shift * shift;
  }
  let last = own + (params.dimension + 1u) * params.stride;
  let size = f32(params.dimension);
  let spread = ((1.0 - rho) * before * size * theta[last] + rho * meanOf(head + params.dimension + 1u, unit)) / weight;
  let variance = (spread - moved) / size;
  theta[last] = select(params.floor, variance, variance > params.floor);
}
