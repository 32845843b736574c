// The bound of each datum under probabilistic PCA with two latents and its pieces, for a given Gaussian q. Twin:
// src/kernels/pca-bound.ts. MATHS.md 1.1, 1.2.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  dimension: u32,
  start: u32,
  stride: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [N, dimension]
@group(0) @binding(1) var<storage, read> data: array<f32>;
// [3 dimension + 1, stride]: the columns of W, then b, then the variance
@group(0) @binding(2) var<storage, read> theta: array<f32>;
// [N, 5]: mean (2), covariance (first variance, covariance, second variance)
@group(0) @binding(3) var<storage, read> q: array<f32>;
// [N, 5]: bound, reconstruction, KL from the prior, log p(x), KL from the posterior; nats
@group(0) @binding(4) var<storage, read_write> pieces: array<f32>;

fn parameter(row: u32) -> f32 {
  return theta[row * params.stride + params.start];
}

// |x - b - W m|^2
fn missSquared(datum: u32, m: vec2f) -> f32 {
  var sum = 0.0;
  for (var j = 0u; j < params.dimension; j++) {
    let w = vec2f(parameter(j), parameter(params.dimension + j));
    let e = data[datum * params.dimension + j] - parameter(2u * params.dimension + j) - dot(w, m);
    sum += e * e;
  }
  return sum;
}

@compute @workgroup_size(workgroupSize)
fn pcaBound(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let variance = parameter(3u * params.dimension);
  // W' W and W' (x - b)
  var w = vec3f();
  var y = vec2f();
  for (var j = 0u; j < params.dimension; j++) {
    let column = vec2f(parameter(j), parameter(params.dimension + j));
    let u = data[thread * params.dimension + j] - parameter(2u * params.dimension + j);
    w += vec3f(column.x * column.x, column.x * column.y, column.y * column.y);
    y += column * u;
  }
  let inverse = vec3f(1.0, 0.0, 1.0) + w / variance;
  let determinant = inverse.x * inverse.z - inverse.y * inverse.y;
  let best = vec2f(inverse.z * y.x - inverse.y * y.y, inverse.x * y.y - inverse.y * y.x) / (determinant * variance);
  let at = 5u * thread;
  let mean = vec2f(q[at], q[at + 1u]);
  let covariance = vec3f(q[at + 2u], q[at + 3u], q[at + 4u]);
  let volume = log(covariance.x * covariance.z - covariance.y * covariance.y);
  let weights = vec3f(1.0, 2.0, 1.0);
  let level = f32(params.dimension) * (1.8378770664093453 + log(variance));
  let spread = dot(weights * w, covariance);
  let reconstruction = -0.5 * (level + (missSquared(thread, mean) + spread) / variance);
  let prior = 0.5 * (covariance.x + covariance.z + dot(mean, mean) - 2.0 - volume);
  let evidence = -0.5 * (level + log(determinant) + missSquared(thread, best) / variance + dot(best, best));
  let away = mean - best;
  let distance = dot(weights * inverse, vec3f(away.x * away.x, away.x * away.y, away.y * away.y));
  pieces[at] = reconstruction - prior;
  pieces[at + 1u] = reconstruction;
  pieces[at + 2u] = prior;
  pieces[at + 3u] = evidence;
  pieces[at + 4u] = 0.5 * (dot(weights * inverse, covariance) - 2.0 - volume - log(determinant) + distance);
}
