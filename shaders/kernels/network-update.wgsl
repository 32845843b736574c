// Adds slabs of gradients up and moves the weights: the second of a step's two launches. A thread is a weight, and adds in the
// order of the slabs; the last thread adds the losses. Twin: src/kernels/network-update.ts, src/math/descent.ts. MATHS.md 3.6.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  // Weights of the model.
  size: u32,
  slabs: u32,
  // 1 / samples
  scale: f32,
  rate: f32,
  momentum: f32,
  fresh: f32,
  secondFresh: f32,
  firstCorrection: f32,
  secondCorrection: f32,
  decay: f32,
  average: f32,
  // Where the mean loss of the step goes.
  slot: u32,
}

override workgroupSize: u32 = 64;

const epsilon = 1e-8;

@group(0) @binding(0) var<uniform> params: Params;
// [slabs, size + 1]
@group(0) @binding(1) var<storage, read> slabs: array<f32>;
// [5, size]: weights, their average over steps, mean gradient, mean square, gradient.
@group(0) @binding(2) var<storage, read_write> state: array<f32>;
@group(0) @binding(3) var<storage, read_write> losses: array<f32>;
// [1]: steps done, modulo 2^32; a readback that finds another number than expected is a fault.
@group(0) @binding(4) var<storage, read_write> progress: array<u32>;

@compute @workgroup_size(workgroupSize)
fn networkUpdate(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread > params.size {
    return;
  }
  var sum = 0.0;
  for (var slab = 0u; slab < params.slabs; slab++) {
    sum += slabs[slab * (params.size + 1u) + thread];
  }
  let mean = params.scale * sum;
  if thread == params.size {
    losses[params.slot] = mean;
    progress[0] += 1u;
    return;
  }
  descend(thread, mean);
}

fn descend(thread: u32, gradient: f32) {
  let weight = state[thread];
  let first = params.momentum * state[2u * params.size + thread] + params.fresh * gradient;
  var direction = first;
  @if(adam) {
    let before = state[3u * params.size + thread];
    let second = before + params.secondFresh * (gradient * gradient - before);
    direction = params.firstCorrection * first / (sqrt(params.secondCorrection * second) + epsilon);
    state[3u * params.size + thread] = second;
  }
  let moved = weight - params.rate * (direction + params.decay * weight);
  state[thread] = moved;
  state[params.size + thread] = moved + params.average * (state[params.size + thread] - moved);
  state[2u * params.size + thread] = first;
  state[4u * params.size + thread] = gradient;
}
