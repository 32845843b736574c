// The responsibilities that an encoder, features (1, x, |x|^2) times phi, gives each datum. Twin:
// src/kernels/encoder-responsibilities.ts. MATHS.md 1.5.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  dimension: u32,
  components: u32,
  start: u32,
  stride: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [N, dimension]
@group(0) @binding(1) var<storage, read> data: array<f32>;
// [(K - 1) (dimension + 2), stride]: of each component but the last, its logit's slope in 1, in x and in |x|^2
@group(0) @binding(2) var<storage, read> phi: array<f32>;
// [N, K]
@group(0) @binding(3) var<storage, read_write> r: array<f32>;

fn slopeAt(row: u32) -> f32 {
  return phi[row * params.stride + params.start];
}

fn logit(datum: u32, k: u32) -> f32 {
  if k + 1u == params.components {
    return 0.0;
  }
  let row = k * (params.dimension + 2u);
  var sum = slopeAt(row);
  var square = 0.0;
  for (var j = 0u; j < params.dimension; j++) {
    let x = data[datum * params.dimension + j];
    sum += slopeAt(row + 1u + j) * x;
    square += x * x;
  }
  return sum + slopeAt(row + params.dimension + 1u) * square;
}

@compute @workgroup_size(workgroupSize)
fn encoderResponsibilities(
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
    let one = logit(thread, k);
    r[row + k] = one;
    top = select(top, one, one > top);
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
