// One step of a diffusion sampler in any dimension, after the weighted means of the data were computed; two coordinates a
// thread, because normals come in pairs. Twin: src/kernels/diffusion-move.ts. MATHS.md 2.3, 2.6.
import package::lib::random::noiseNormals;
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  dimension: u32,
  seed: u32,
  // Steps already done: the counter of the random numbers.
  step: u32,
  a: f32,
  b: f32,
  c: f32,
  // Times the place that was asked of.
  asked: f32,
  // What is asked next is made of z, of the mean, and of the new z.
  nextZ: f32,
  nextX: f32,
  nextMoved: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [particles, dimension], in place; the others are of the same shape.
@group(0) @binding(1) var<storage, read_write> places: array<f32>;
// Weighted means of the data.
@group(0) @binding(2) var<storage, read> means: array<f32>;
// Where the means are asked, before and after.
@group(0) @binding(3) var<storage, read_write> scaled: array<f32>;
@if(given)
@group(0) @binding(4) var<storage, read> noise: array<f32>;

@compute @workgroup_size(workgroupSize)
fn diffusionMove(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let pairs = (params.dimension + 1u) / 2u;
  let first = 2u * (thread % pairs);
  let base = (thread / pairs) * params.dimension + first;
  @if(drawn) let normals = noiseNormals(params.seed, thread, params.step);
  for (var k = 0u; k < min(2u, params.dimension - first); k++) {
    let z = places[base + k];
    let m = means[base + k];
    var moved = params.a * z + params.b * m;
    @if(drawn) moved += params.c * normals[k];
    @if(given) moved += params.c * noise[base + k];
    moved += params.asked * scaled[base + k];
    places[base + k] = moved;
    scaled[base + k] = params.nextZ * z + params.nextX * m + params.nextMoved * moved;
  }
}
