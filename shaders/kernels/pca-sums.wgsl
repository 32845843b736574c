// Sums over blocks of data from which every update of probabilistic PCA with two latents follows; a thread has one block, and one start.
// What is summed is small where the model fits: the posterior mean m of the latents, and e = x - b - W m. One latent is two
// of which the second has no loadings. Under the condition `picked` the data are those of a batch. Twin:
// src/kernels/pca-sums.ts. MATHS.md 1.2 to 1.4.
import package::lib::place::{Place, dimension, inner, minus, plusTimes};
import package::lib::threads::threadIndex;
import package::variational::modelPlaces::{placeAt, pointAt, theta};

struct Params {
  threads: u32,
  // Thread of the launch's first: a launch may hold a slice of the threads.
  firstThread: u32,
  // Data, and data of a block.
  points: u32,
  span: u32,
  // Starts of this launch, the first of them, and of all arrays by start.
  starts: u32,
  firstStart: u32,
  stride: u32,
  // Where the batch begins in `picks`.
  firstPick: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// theta: [3 dimension + 1, starts]: the columns of W, then b, then the variance
// [blocks, 3 dimension + 6, starts]: |e|^2, e, m0, e m0, m1, e m1, m0^2, m0 m1, m1^2
@group(0) @binding(3) var<storage, read_write> sums: array<f32>;
// Numbers of data
@if(picked) @group(0) @binding(4) var<storage, read> picks: array<u32>;

// From an element of the sums on.
fn writePlace(row: u32, x: Place) {
  sums[row] = x.a;
  @if(d2) sums[row + 1u * params.starts] = x.b;
  @if(d3) sums[row + 2u * params.starts] = x.c;
  @if(d4) sums[row + 3u * params.starts] = x.d;
  @if(d5) sums[row + 4u * params.starts] = x.e;
  @if(d6) sums[row + 5u * params.starts] = x.f;
  @if(d7) sums[row + 6u * params.starts] = x.g;
  @if(d8) sums[row + 7u * params.starts] = x.h;
}

@compute @workgroup_size(workgroupSize)
fn pcaSums(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let index = threadIndex(group, groups, local, workgroupSize);
  if index >= params.threads {
    return;
  }
  let thread = params.firstThread + index;
  let part = thread / params.starts;
  let unit = thread % params.starts;
  let start = params.firstStart + unit;
  let w0 = placeAt(0u, start, params.stride);
  let w1 = placeAt(dimension, start, params.stride);
  let offset = placeAt(2u * dimension, start, params.stride);
  let variance = theta[3u * dimension * params.stride + start];
  // The posterior mean is (variance I + W' W)^-1 W' (x - b).
  let a00 = variance + inner(w0, w0);
  let a01 = inner(w0, w1);
  let a11 = variance + inner(w1, w1);
  let scale = 1.0 / (a00 * a11 - a01 * a01);
  var square = 0.0;
  var error = Place();
  var m0 = 0.0;
  var error0 = Place();
  var m1 = 0.0;
  var error1 = Place();
  var m00 = 0.0;
  var m01 = 0.0;
  var m11 = 0.0;
  let first = part * params.span;
  let last = min(first + params.span, params.points);
  for (var i = first; i < last; i++) {
    @if(!picked) let datum = i;
    @if(picked) let datum = picks[params.firstPick + i];
    let u = minus(pointAt(datum * dimension), offset);
    let y0 = inner(w0, u);
    let y1 = inner(w1, u);
    let z0 = (a11 * y0 - a01 * y1) * scale;
    let z1 = (a00 * y1 - a01 * y0) * scale;
    let e = plusTimes(plusTimes(u, -z0, w0), -z1, w1);
    square += inner(e, e);
    error = plusTimes(error, 1.0, e);
    m0 += z0;
    error0 = plusTimes(error0, z0, e);
    m1 += z1;
    error1 = plusTimes(error1, z1, e);
    m00 += z0 * z0;
    m01 += z0 * z1;
    m11 += z1 * z1;
  }
  let row = part * (3u * dimension + 6u) * params.starts + unit;
  let step = params.starts;
  sums[row] = square;
  writePlace(row + step, error);
  let row0 = row + (1u + dimension) * step;
  sums[row0] = m0;
  writePlace(row0 + step, error0);
  let row1 = row0 + (1u + dimension) * step;
  sums[row1] = m1;
  writePlace(row1 + step, error1);
  let squares = row1 + (1u + dimension) * step;
  sums[squares] = m00;
  sums[squares + step] = m01;
  sums[squares + 2u * step] = m11;
}
