// A score network forwards, and for training backwards, for adapters on which only registers and constant places are fast: four
// threads are a workgroup, each with 4 `quads` samples of its own and all neurons of them. The module `layers` is printed by
// src/kernels/network-pass-quad.ts, unrolled over what comes into a layer. Thread t keeps neuron i at place i XOR t (in the low two
// bits), so that one load brings four weights to four threads, and swaps bring each of them to the place it belongs to.
// Twin: src/kernels/network-pass-quad.ts. MATHS.md 3.6.
import package::layers::{ends, forwards, inputValues, setThread};
import package::shape::{dimension, inputs, quads};
import package::train::samples::{fourSamples, outputFactor, params, scoreOf};
@if(trains) import package::layers::{backwards, setSlab};
@if(!trains) import package::train::samples::writeScore;

enable subgroups;

@if(trains) var<private> wanted: array<vec4f, dimension * quads>;
var<private> noiseLevels: array<vec4f, quads>;
@if(trains) var<private> shares: array<vec4f, quads>;

fn load(first: u32, end: u32) {
  for (var q = 0u; q < quads; q++) {
    let four = fourSamples(first + 4u * q, end);
    for (var j = 0u; j < inputs; j++) {
      inputValues[j * quads + q] = four.x[j];
    }
    @if(trains) {
      for (var j = 0u; j < dimension; j++) {
        wanted[j * quads + q] = four.wanted[j];
      }
      shares[q] = four.share;
    }
    noiseLevels[q] = four.sigma;
  }
}

@compute @workgroup_size(4)
fn networkPassQuad(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(subgroup_invocation_id) lane: u32,
) {
  let slab = group.y * groups.x + group.x;
  let begin = params.firstSample + slab * params.span;
  let end = min(begin + params.span, params.lastSample);
  setThread(lane % 4u);
  @if(trains) setSlab(slab);
  for (var tile = begin; tile < end; tile += 16u * quads) {
    let first = tile + (lane % 4u) * 4u * quads;
    load(first, end);
    forwards();
    @if(trains) var loss = vec4f(0.0);
    for (var c = 0u; c < dimension; c++) {
      for (var q = 0u; q < quads; q++) {
        let k = c * quads + q;
        let said = scoreOf(ends[k], inputValues[k], noiseLevels[q]);
        @if(!trains) writeScore(first + 4u * q, end, c, said);
        @if(trains) {
          let residual = said - wanted[k];
          loss += shares[q] * 0.5 * residual * residual;
          ends[k] = shares[q] * residual * outputFactor(noiseLevels[q]);
        }
      }
    }
    @if(trains) backwards(loss, tile == begin);
  }
}
