// What kernels bind that train many small score models at once in the plane, and how they draw: all models see the same data and
// the same noise, each at its own noise level and in batches of its own size. Twin: src/kernels/population.ts. MATHS.md 3.5, 3.6.
import package::lib::noisySample::{chooseSample, sampleNoise};

struct Params {
  threads: u32,
  seed: u32,
  // Steps already taken.
  firstStep: u32,
  steps: u32,
  points: u32,
  // Samples of the largest batch.
  samples: u32,
  // 1: losses count times sigma^2.
  weighting: u32,
  // 0: the output is s, 1: it is -sigma s, 2: it is x + sigma^2 s.
  parametrisation: u32,
  momentum: f32,
  fresh: f32,
  secondFresh: f32,
}

const epsilon = 1e-8;

@group(0) @binding(0) var<uniform> params: Params;
// [models, 3]: step length, noise level, samples of a step.
@group(0) @binding(1) var<storage, read> settings: array<f32>;
// [points, 2]
@group(0) @binding(2) var<storage, read> data: array<f32>;
// [steps, 2]: what means that began at 0 are multiplied by, of gradients and of their squares.
@group(0) @binding(3) var<storage, read> corrections: array<f32>;
// [models, 3, weights]: weights, mean gradients, mean squares.
@group(0) @binding(4) var<storage, read_write> state: array<f32>;

struct Setting {
  rate: f32,
  sigma: f32,
  batch: u32,
  // s = factor * output - own * x
  factor: f32,
  own: f32,
  // What a loss counts.
  share: f32,
}

fn settingOf(model: u32) -> Setting {
  let sigma = settings[3u * model + 1u];
  let factor = select(select(1.0 / (sigma * sigma), -1.0 / sigma, params.parametrisation == 1u), 1.0, params.parametrisation == 0u);
  return Setting(
    settings[3u * model],
    sigma,
    u32(settings[3u * model + 2u]),
    factor,
    select(0.0, factor, params.parametrisation == 2u),
    select(1.0, sigma * sigma, params.weighting == 1u),
  );
}

// A datum, and noise.
fn drawOf(step: u32, sample: u32) -> vec4f {
  let row = chooseSample(params.seed, step, sample, params.points, 1u).x;
  return vec4f(data[2u * row], data[2u * row + 1u], sampleNoise(params.seed, step, sample, 0u));
}

struct Moved {
  weight: f32,
  first: f32,
  second: f32,
}

// One step of a weight. Twin: src/math/descent.ts.
fn moved(before: Moved, gradient: f32, rate: f32, step: u32) -> Moved {
  let first = params.momentum * before.first + params.fresh * gradient;
  var second = before.second;
  var direction = first;
  @if(adam) {
    second += params.secondFresh * (gradient * gradient - second);
    direction = corrections[2u * step] * first / (sqrt(corrections[2u * step + 1u] * second) + epsilon);
  }
  return Moved(before.weight - rate * direction, first, second);
}
