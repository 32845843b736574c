// A sweep of probabilistic PCA from the sums of shaders/kernels/pca-sums.wgsl, or under the condition `natural` a natural step at the old
// parameters, with `plain` one along the ordinary gradient; under `meanField` S is diagonal; a thread has one start. Everything is moved by differences. Twin: src/kernels/pca-update.ts. MATHS.md 1.3, 1.4.
import package::lib::threads::threadIndex;
import package::variational::outerStep::{bounds, meanOf, params, theta};

override workgroupSize: u32 = 64;

// theta: [3 dimension + 1, stride]: the columns of W, then b, then the variance; totals: 3 dimension + 6 columns
@compute @workgroup_size(workgroupSize)
fn pcaUpdate(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let unit = thread;
  let start = params.firstStart + unit;
  let size = params.dimension;
  let variance = theta[3u * size * params.stride + start];
  var w = vec3f();
  for (var j = 0u; j < size; j++) {
    let column = vec2f(theta[j * params.stride + start], theta[(size + j) * params.stride + start]);
    w += vec3f(column.x * column.x, column.x * column.y, column.y * column.y);
  }
  let a = vec3f(variance, 0.0, variance) + w;
  let determinant = a.x * a.z - a.y * a.y;
  @if(!meanField) let covariance = variance / determinant * vec3f(a.z, -a.y, a.x);
  @if(meanField) let covariance = vec3f(variance / a.x, 0.0, variance / a.z);
  let mean = vec2f(meanOf(1u + size, unit), meanOf(2u + 2u * size, unit));
  let squares = 3u + 3u * size;
  let raw = vec3f(meanOf(squares, unit), meanOf(squares + 1u, unit), meanOf(squares + 2u, unit));
  let square = meanOf(0u, unit);
  let level = f32(size) * (1.8378770664093453 + log(variance));
  let volume = log(determinant) - 2.0 * log(variance);
  let evidence = -0.5 * (level + volume + square / variance + raw.x + raw.z);
  @if(!meanField) bounds[start] = evidence;
  @if(meanField) bounds[start] = evidence - 0.5 * (log(a.x) + log(a.z) - log(determinant));
  bounds[params.stride + start] = evidence;
  let spread = raw - vec3f(mean.x * mean.x, mean.x * mean.y, mean.y * mean.y);
  let full = covariance + spread;
  let inverse = vec3f(full.z, -full.y, full.x) / (full.x * full.z - full.y * full.y);
  let weights = vec3f(1.0, 2.0, 1.0);
  @if(plain) let length = params.rho / variance;
  @if(natural && !plain) let length = params.rho;
  var left = square;
  for (var j = 0u; j < size; j++) {
    let row = vec2f(theta[j * params.stride + start], theta[(size + j) * params.stride + start]);
    let error = meanOf(1u + j, unit);
    let raised = vec2f(meanOf(2u + size + j, unit), meanOf(3u + 2u * size + j, unit));
    let pull = vec2f(dot(row, covariance.xy), dot(row, covariance.yz));
    @if(natural) let moved = length * (raised - pull);
    @if(natural) let shift = length * error;
    @if(natural) left += dot(row, pull);
    @if(!natural) let coupled = raised - error * mean;
    @if(!natural) let slope = coupled - pull;
    @if(!natural) let moved = vec2f(dot(slope, inverse.xy), dot(slope, inverse.yz));
    @if(!natural) let shift = error - dot(moved, mean);
    let next = row + moved;
    @if(!natural) left += dot(weights * spread, vec3f(moved.x * moved.x, moved.x * moved.y, moved.y * moved.y))
      + dot(weights * covariance, vec3f(next.x * next.x, next.x * next.y, next.y * next.y))
      - error * error - 2.0 * dot(moved, coupled);
    theta[j * params.stride + start] = next.x;
    theta[(size + j) * params.stride + start] = next.y;
    theta[(2u * size + j) * params.stride + start] += shift;
  }
  @if(natural && !plain) let after = variance + params.rho * (left / f32(size) - variance);
  @if(plain) let after = variance + 0.5 * params.rho / (variance * variance) * (left - f32(size) * variance);
  @if(!natural) let after = left / f32(size);
  theta[3u * size * params.stride + start] = select(params.floor, after, after > params.floor);
}
