// A natural step of the responsibilities of each datum: the geometric mixture of them and the exact posterior. Twin:
// src/kernels/mixture-local-step.ts. MATHS.md 1.4 (V10).
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  dimension: u32,
  components: u32,
  start: u32,
  stride: u32,
  rho: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [N, dimension]
@group(0) @binding(1) var<storage, read> data: array<f32>;
// [K (dimension + 2), stride]: of each component weight, mean, variance
@group(0) @binding(2) var<storage, read> theta: array<f32>;
// [N, K]
@group(0) @binding(3) var<storage, read_write> r: array<f32>;

fn logJoint(datum: u32, k: u32) -> f32 {
  let row = k * (params.dimension + 2u);
  var square = 0.0;
  for (var j = 0u; j < params.dimension; j++) {
    let away = data[datum * params.dimension + j] - theta[(row + 1u + j) * params.stride + params.start];
    square += away * away;
  }
  let weight = theta[row * params.stride + params.start];
  let variance = theta[(row + params.dimension + 1u) * params.stride + params.start];
  let level = log(select(0x1p-100, weight, weight > 0x1p-100));
  return level - 0.5 * (f32(params.dimension) * (1.8378770664093453 + log(variance)) + square / variance);
}

// A share of 0 stays 0 in all steps but that of length 1.
fn logShare(share: f32) -> f32 {
  return select(-1e30, log(select(1.0, share, share > 0.0)), share > 0.0);
}

@compute @workgroup_size(workgroupSize)
fn mixtureLocalStep(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let row = thread * params.components;
  var top = -3e38;
  for (var k = 0u; k < params.components; k++) {
    let logit = (1.0 - params.rho) * logShare(r[row + k]) + params.rho * logJoint(thread, k);
    r[row + k] = logit;
    top = select(top, logit, logit > top);
  }
  var mass = 0.0;
  for (var k = 0u; k < params.components; k++) {
    let away = r[row + k] - top;
    let share = select(0.0, exp(select(-69.3, away, away > -69.3)), away > -69.3);
    r[row + k] = share;
    mass += share;
  }
  for (var k = 0u; k < params.components; k++) {
    r[row + k] /= mass;
  }
}
