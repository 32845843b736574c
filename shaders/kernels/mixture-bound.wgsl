// The bound of each datum under a mixture of isotropic Gaussians and its pieces, for given responsibilities, with the exact posterior. Twin:
// src/kernels/mixture-bound.ts. MATHS.md 1.1, 1.2.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  dimension: u32,
  components: u32,
  // The start whose parameters are taken, of so many.
  start: u32,
  stride: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [N, dimension]
@group(0) @binding(1) var<storage, read> data: array<f32>;
// [K (dimension + 2), stride]: of each component weight, mean, variance
@group(0) @binding(2) var<storage, read> theta: array<f32>;
// [N, K]
@group(0) @binding(3) var<storage, read> r: array<f32>;
// [N, K]
@group(0) @binding(4) var<storage, read_write> posterior: array<f32>;
// [N, 6]: bound, reconstruction, KL from the prior, entropy, log p(x), KL from the posterior; nats
@group(0) @binding(5) var<storage, read_write> pieces: array<f32>;

const log2Pi = 1.8378770664093453;

fn logWeight(k: u32) -> f32 {
  let weight = theta[k * (params.dimension + 2u) * params.stride + params.start];
  return log(select(0x1p-100, weight, weight > 0x1p-100));
}

fn logLikelihood(datum: u32, k: u32) -> f32 {
  let row = k * (params.dimension + 2u);
  var square = 0.0;
  for (var j = 0u; j < params.dimension; j++) {
    let away = data[datum * params.dimension + j] - theta[(row + 1u + j) * params.stride + params.start];
    square += away * away;
  }
  let variance = theta[(row + params.dimension + 1u) * params.stride + params.start];
  return -0.5 * (f32(params.dimension) * (log2Pi + log(variance)) + square / variance);
}

// log p(x) of the joint logarithms that stand in the posterior's row; shares take their place.
fn normalise(row: u32) -> f32 {
  var top = posterior[row];
  for (var k = 1u; k < params.components; k++) {
    let one = posterior[row + k];
    top = select(top, one, one > top);
  }
  var mass = 0.0;
  for (var k = 0u; k < params.components; k++) {
    let away = posterior[row + k] - top;
    let share = select(0.0, exp(away), away > -69.3);
    posterior[row + k] = share;
    mass += share;
  }
  for (var k = 0u; k < params.components; k++) {
    posterior[row + k] /= mass;
  }
  return top + log(mass);
}

@compute @workgroup_size(workgroupSize)
fn mixtureBound(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let row = thread * params.components;
  for (var k = 0u; k < params.components; k++) {
    posterior[row + k] = logWeight(k) + logLikelihood(thread, k);
  }
  let evidence = normalise(row);
  var reconstruction = 0.0;
  var prior = 0.0;
  var entropy = 0.0;
  var gap = 0.0;
  for (var k = 0u; k < params.components; k++) {
    let share = r[row + k];
    if share > 0.0 {
      let likelihood = logLikelihood(thread, k);
      let logPrior = logWeight(k);
      let logShare = log(share);
      reconstruction += share * likelihood;
      prior += share * (logShare - logPrior);
      entropy -= share * logShare;
      gap += share * (logShare - (logPrior + likelihood - evidence));
    }
  }
  let at = 6u * thread;
  pieces[at] = reconstruction - prior;
  pieces[at + 1u] = reconstruction;
  pieces[at + 2u] = prior;
  pieces[at + 3u] = entropy;
  pieces[at + 4u] = evidence;
  pieces[at + 5u] = gap;
}
