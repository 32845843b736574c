// Sums over blocks of data from which every update of a mixture of isotropic Gaussians follows; a thread has one block, and
// one start, so that a start's numbers do not depend on how many others there are. What is done with one datum is
// unrolled over the components, in a text of src/kernels/component-lines.ts. Under the condition `given` the responsibilities
// are read, under `encoded` they come from an encoder, under `ascent` from steps along the gradient; under `picked` the data are those of a batch. Twin:
// src/kernels/mixture-sums.ts. MATHS.md 1.2 to 1.5.
import package::components::{Totals, readModel, plusPoint, writeTotals};
import package::lib::mixture::{Component, Moments, component};
import package::lib::place::{Place, dimension};
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
  // Steps of an inner ascent.
  innerSteps: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// theta: [K (dimension + 2), starts]: of each component weight, mean, variance
// [blocks, columns, starts]: bound, evidence, then of each component mass, shift, square; encoded, of each but the last the gradient
@group(0) @binding(3) var<storage, read_write> sums: array<f32>;
// [starts, N, K]
@if(given) @group(0) @binding(4) var<storage, read> given: array<f32>;
// [(K - 1) (dimension + 2), starts]: of each component but the last, its logit's slope in 1, in x and in |x|^2
@if(encoded) @group(0) @binding(4) var<storage, read> phi: array<f32>;
// Numbers of data
@if(picked) @group(0) @binding(5) var<storage, read> picks: array<u32>;

fn readComponent(k: u32, start: u32) -> Component {
  let row = k * (dimension + 2u);
  let weight = theta[row * params.stride + start];
  let variance = theta[(row + dimension + 1u) * params.stride + start];
  return component(weight, placeAt(row + 1u, start, params.stride), variance);
}

@if(ascent)
fn innerSteps() -> u32 {
  return params.innerSteps;
}

@if(given)
fn givenShare(index: u32) -> f32 {
  return given[index];
}

@if(encoded)
fn slopesAt(row: u32, start: u32) -> Place {
  var x = Place();
  x.a = phi[row * params.stride + start];
  @if(d2) x.b = phi[(row + 1u) * params.stride + start];
  @if(d3) x.c = phi[(row + 2u) * params.stride + start];
  @if(d4) x.d = phi[(row + 3u) * params.stride + start];
  @if(d5) x.e = phi[(row + 4u) * params.stride + start];
  @if(d6) x.f = phi[(row + 5u) * params.stride + start];
  @if(d7) x.g = phi[(row + 6u) * params.stride + start];
  @if(d8) x.h = phi[(row + 7u) * params.stride + start];
  return x;
}

@if(encoded)
fn readLogit(k: u32, start: u32) -> Moments {
  let row = k * (dimension + 2u);
  let constant = phi[row * params.stride + start];
  return Moments(constant, slopesAt(row + 1u, start), phi[(row + dimension + 1u) * params.stride + start]);
}

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

// An element of the first column of a block, and the next columns.
fn writeHead(at: u32, bound: f32, evidence: f32) {
  sums[at] = bound;
  sums[at + params.starts] = evidence;
}

// The place of the moments number k behind the head.
fn writeMoments(head: u32, k: u32, moments: Moments) {
  let at = head + (2u + k * (dimension + 2u)) * params.starts;
  sums[at] = moments.mass;
  writePlace(at + params.starts, moments.shift);
  sums[at + (dimension + 1u) * params.starts] = moments.square;
}

@compute @workgroup_size(workgroupSize)
fn mixtureSums(
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
  let model = readModel(start);
  var totals = Totals();
  let first = part * params.span;
  let last = min(first + params.span, params.points);
  for (var i = first; i < last; i++) {
    @if(!picked) let datum = i;
    @if(picked) let datum = picks[params.firstPick + i];
    totals = plusPoint(model, totals, pointAt(datum * dimension), start * params.points + i);
  }
  writeTotals(part, unit, params.starts, totals);
}
