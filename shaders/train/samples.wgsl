// What a pass of a score model is given, four samples at a time: drawn from (seed, step, sample), given by index and noise, or
// places at which the score alone is wanted; and what it does with a score. Twin: src/kernels/noisy-batch.ts. MATHS.md 3.6.
import package::lib::noisySample::{chooseSample, sampleNoise};
import package::shape::{dimension, inputs};

struct Params {
  threads: u32,
  seed: u32,
  step: u32,
  // The launch is of the samples [firstSample, lastSample); drawn are [0, lastSample).
  firstSample: u32,
  lastSample: u32,
  // Samples of a slab.
  span: u32,
  points: u32,
  levels: u32,
  // Where the weights begin.
  firstWeight: u32,
  // 1: losses count times sigma^2.
  weighting: u32,
  // 0: the output is s, 1: it is -sigma s, 2: it is x + sigma^2 s.
  parametrisation: u32,
  // Of places.
  sigma: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> weights: array<f32>;
// [levels]
@if(trains)
@group(0) @binding(2) var<storage, read> sigmas: array<f32>;
// [points, dimension]
@if(trains)
@group(0) @binding(3) var<storage, read> data: array<f32>;
// [slabs, size of the model + 1]: sums of gradients over the samples of a slab, and of losses.
@if(trains)
@group(0) @binding(4) var<storage, read_write> slabs: array<f32>;
// [samples] and [samples, dimension]; sample i is at noise level i mod levels.
@if(given)
@group(0) @binding(5) var<storage, read> index: array<u32>;
@if(given)
@group(0) @binding(6) var<storage, read> noise: array<f32>;
// [samples, dimension]
@if(!trains)
@group(0) @binding(5) var<storage, read> places: array<f32>;
@if(!trains)
@group(0) @binding(6) var<storage, read_write> score: array<f32>;

struct Four {
  // The coordinates, and log sigma where the model wants it.
  x: array<vec4f, inputs>,
  // -noise / sigma, which the score should be on average.
  wanted: array<vec4f, dimension>,
  sigma: vec4f,
  // What a loss counts: 0 beyond the last sample.
  share: vec4f,
}

// The samples first … first + 3 of those before `end`.
@if(trains)
fn fourSamples(first: u32, end: u32) -> Four {
  var four = Four();
  // In a loop, because a compiler puts the text of a function wherever it is called.
  for (var k = 0u; k < 4u; k++) {
    // Beyond the last it is the last again, and does not count.
    let sample = min(first + k, end - 1u);
    @if(given) let choice = vec2u(index[sample], sample % params.levels);
    @if(!given) let choice = chooseSample(params.seed, params.step, sample, params.points, params.levels);
    let sigma = sigmas[choice.y];
    four.sigma[k] = sigma;
    four.share[k] = select(0.0, select(1.0, sigma * sigma, params.weighting == 1u), first + k < end);
    for (var j = 0u; j < dimension; j += 2u) {
      @if(given) let drawn = vec2f(noise[sample * dimension + j], noise[sample * dimension + min(j + 1u, dimension - 1u)]);
      @if(!given) let drawn = sampleNoise(params.seed, params.step, sample, j / 2u);
      four.x[j][k] = data[choice.x * dimension + j] + sigma * drawn.x;
      four.wanted[j][k] = -drawn.x / sigma;
      if j + 1u < dimension {
        four.x[j + 1u][k] = data[choice.x * dimension + j + 1u] + sigma * drawn.y;
        four.wanted[j + 1u][k] = -drawn.y / sigma;
      }
    }
  }
  @if(conditional) four.x[dimension] = log(four.sigma);
  return four;
}

@if(!trains)
fn fourSamples(first: u32, end: u32) -> Four {
  var four = Four();
  for (var k = 0u; k < 4u; k++) {
    let sample = min(first + k, end - 1u);
    for (var j = 0u; j < dimension; j++) {
      four.x[j][k] = places[sample * dimension + j];
    }
  }
  four.sigma = vec4f(params.sigma);
  @if(conditional) four.x[dimension] = log(four.sigma);
  return four;
}

// What an output is multiplied by to be a score.
fn outputFactor(sigma: vec4f) -> vec4f {
  if params.parametrisation == 0u {
    return vec4f(1.0);
  }
  return select(1.0 / (sigma * sigma), -1.0 / sigma, params.parametrisation == 1u);
}

// The score that an output stands for at the coordinate x.
fn scoreOf(output: vec4f, x: vec4f, sigma: vec4f) -> vec4f {
  let factor = outputFactor(sigma);
  return factor * output - select(vec4f(0.0), factor * x, params.parametrisation == 2u);
}

@if(!trains)
fn writeScore(first: u32, end: u32, coordinate: u32, values: vec4f) {
  for (var k = 0u; k < 4u; k++) {
    if first + k < end {
      score[(first + k) * dimension + coordinate] = values[k];
    }
  }
}
