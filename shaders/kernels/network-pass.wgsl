// A score network forwards, and for training backwards, over samples: a workgroup takes 4 `quads` samples at a time, its threads are
// neurons, and what they tell one another is in workgroup memory. Each workgroup sums the gradients of its samples into a
// slab of its own. Twin: src/kernels/network-pass.ts. MATHS.md 3.6.
import package::lib::activation::bend;
import package::shape::{dimension, inputs, layers, quads, width};
import package::train::samples::{fourSamples, outputFactor, params, scoreOf, weights};
@if(trains) import package::train::samples::slabs;
@if(!trains) import package::train::samples::writeScore;

const hiddenSize = (width + 1u) * width;
const lastAt = (inputs + 1u) * width + (layers - 1u) * hiddenSize;
const slabSize = lastAt + (width + 1u) * dimension + 1u;

// By sample, four together: [inputs, quads], [layers, width, quads] (values, then gradients in what came in), [dimension, quads] twice.
var<workgroup> inputValues: array<vec4f, inputs * quads>;
var<workgroup> hidden: array<vec4f, layers * width * quads>;
var<workgroup> wanted: array<vec4f, dimension * quads>;
// Gradients in the outputs, and losses.
var<workgroup> ends: array<vec4f, dimension * quads>;
var<workgroup> losses: array<vec4f, dimension * quads>;
var<workgroup> noiseLevels: array<vec4f, quads>;
var<workgroup> shares: array<vec4f, quads>;

// Of this thread's neuron: its slopes, layer by layer, and what is being summed for it.
var<private> slopes: array<vec4f, layers * quads>;
var<private> sums: array<vec4f, quads>;

// Weights of hidden layer `layer`.
fn layerAt(layer: u32) -> u32 {
  return select((inputs + 1u) * width + (layer - 1u) * hiddenSize, 0u, layer == 0u);
}

fn load(first: u32, end: u32, local: u32) {
  for (var q = local; q < quads; q += width) {
    let four = fourSamples(first + 4u * q, end);
    for (var j = 0u; j < inputs; j++) {
      inputValues[j * quads + q] = four.x[j];
    }
    for (var j = 0u; j < dimension; j++) {
      wanted[j * quads + q] = four.wanted[j];
    }
    noiseLevels[q] = four.sigma;
    shares[q] = four.share;
  }
  workgroupBarrier();
}

fn bendOwn(layer: u32, local: u32) {
  for (var q = 0u; q < quads; q++) {
    let bent = bend(sums[q]);
    hidden[(layer * width + local) * quads + q] = bent.value;
    slopes[layer * quads + q] = bent.slope;
  }
  workgroupBarrier();
}

fn forwards(local: u32) {
  for (var q = 0u; q < quads; q++) {
    sums[q] = vec4f(weights[params.firstWeight + inputs * width + local]);
  }
  for (var j = 0u; j < inputs; j++) {
    let weight = weights[params.firstWeight + j * width + local];
    for (var q = 0u; q < quads; q++) {
      sums[q] += weight * inputValues[j * quads + q];
    }
  }
  bendOwn(0u, local);
  for (var layer = 1u; layer < layers; layer++) {
    let at = params.firstWeight + layerAt(layer);
    for (var q = 0u; q < quads; q++) {
      sums[q] = vec4f(weights[at + width * width + local]);
    }
    for (var j = 0u; j < width; j++) {
      let weight = weights[at + j * width + local];
      for (var q = 0u; q < quads; q++) {
        sums[q] += weight * hidden[((layer - 1u) * width + j) * quads + q];
      }
    }
    bendOwn(layer, local);
  }
}

// The scores of the samples from `first` on: written, or held against what is wanted of them.
fn finish(first: u32, end: u32, local: u32) {
  let at = params.firstWeight + lastAt;
  for (var k = local; k < dimension * quads; k += width) {
    let c = k / quads;
    let q = k % quads;
    var output = vec4f(weights[at + width * dimension + c]);
    for (var j = 0u; j < width; j++) {
      output += weights[at + j * dimension + c] * hidden[((layers - 1u) * width + j) * quads + q];
    }
    let said = scoreOf(output, inputValues[k], noiseLevels[q]);
    @if(!trains) writeScore(first + 4u * q, end, c, said);
    @if(trains) {
      let residual = said - wanted[k];
      ends[k] = shares[q] * residual * outputFactor(noiseLevels[q]);
      losses[k] = shares[q] * 0.5 * residual * residual;
    }
  }
  workgroupBarrier();
}

@if(trains)
fn sumOf(four: vec4f) -> f32 {
  return (four.x + four.y) + (four.z + four.w);
}

// Into slab `group`: the first samples of it replace what is there.
@if(trains)
fn add(group: u32, at: u32, value: f32, isFirst: bool) {
  let slot = group * slabSize + at;
  slabs[slot] = select(slabs[slot], 0.0, isFirst) + value;
}

@if(trains)
fn backFromEnds(group: u32, isFirst: bool, local: u32) {
  for (var q = 0u; q < quads; q++) {
    sums[q] = vec4f(0.0);
  }
  for (var c = 0u; c < dimension; c++) {
    let weight = weights[params.firstWeight + lastAt + local * dimension + c];
    var gradient = vec4f(0.0);
    for (var q = 0u; q < quads; q++) {
      let end = ends[c * quads + q];
      gradient += end * hidden[((layers - 1u) * width + local) * quads + q];
      sums[q] += weight * end;
    }
    add(group, lastAt + local * dimension + c, sumOf(gradient), isFirst);
  }
  for (var c = local; c < dimension; c += width) {
    var gradient = vec4f(0.0);
    for (var q = 0u; q < quads; q++) {
      gradient += ends[c * quads + q];
    }
    add(group, lastAt + width * dimension + c, sumOf(gradient), isFirst);
  }
  if local == 0u {
    var loss = vec4f(0.0);
    for (var k = 0u; k < dimension * quads; k++) {
      loss += losses[k];
    }
    add(group, slabSize - 1u, sumOf(loss), isFirst);
  }
  turn(layers - 1u, local);
}

// From what pulls at this neuron's value to what pulls at what comes into it, told to the others.
@if(trains)
fn turn(layer: u32, local: u32) {
  for (var q = 0u; q < quads; q++) {
    hidden[(layer * width + local) * quads + q] = sums[q] * slopes[layer * quads + q];
  }
  workgroupBarrier();
}

@if(trains)
fn backThrough(layer: u32, group: u32, isFirst: bool, local: u32) {
  let at = layerAt(layer);
  let own = (layer * width + local) * quads;
  for (var j = 0u; j < width; j++) {
    var gradient = vec4f(0.0);
    for (var q = 0u; q < quads; q++) {
      gradient += hidden[own + q] * hidden[((layer - 1u) * width + j) * quads + q];
    }
    add(group, at + j * width + local, sumOf(gradient), isFirst);
  }
  addBias(at + width * width, own, group, isFirst, local);
  for (var q = 0u; q < quads; q++) {
    sums[q] = vec4f(0.0);
  }
  for (var i = 0u; i < width; i++) {
    let weight = weights[params.firstWeight + at + local * width + i];
    for (var q = 0u; q < quads; q++) {
      sums[q] += weight * hidden[(layer * width + i) * quads + q];
    }
  }
  workgroupBarrier();
  turn(layer - 1u, local);
}

@if(trains)
fn addBias(at: u32, own: u32, group: u32, isFirst: bool, local: u32) {
  var gradient = vec4f(0.0);
  for (var q = 0u; q < quads; q++) {
    gradient += hidden[own + q];
  }
  add(group, at + local, sumOf(gradient), isFirst);
}

@if(trains)
fn backToInputs(group: u32, isFirst: bool, local: u32) {
  let own = local * quads;
  for (var j = 0u; j < inputs; j++) {
    var gradient = vec4f(0.0);
    for (var q = 0u; q < quads; q++) {
      gradient += hidden[own + q] * inputValues[j * quads + q];
    }
    add(group, j * width + local, sumOf(gradient), isFirst);
  }
  addBias(inputs * width, own, group, isFirst, local);
}

@compute @workgroup_size(width)
fn networkPass(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let slab = group.y * groups.x + group.x;
  let begin = params.firstSample + slab * params.span;
  let end = min(begin + params.span, params.lastSample);
  for (var first = begin; first < end; first += 4u * quads) {
    load(first, end, local);
    forwards(local);
    finish(first, end, local);
    @if(trains) {
      backFromEnds(slab, first == begin, local);
      for (var layer = layers - 1u; layer > 0u; layer--) {
        backThrough(layer, slab, first == begin, local);
      }
      backToInputs(slab, first == begin, local);
      // The next samples take the place of these.
      workgroupBarrier();
    }
  }
}
