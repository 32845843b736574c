// Trains many small score models, a workgroup each, all steps of a launch without a word between workgroups: threads are samples of
// a tile, forwards and backwards, and then weights, each of which adds up what the samples say of it in their order.
// Twin: src/kernels/population.ts. MATHS.md 3.5, 3.6.
import package::lib::activation::bend;
import package::shape::{layers, width};
import package::train::population::{drawOf, moved, Moved, params, Setting, settingOf, state};

// Samples of a tile, which is the number of threads.
const tile = 32u;
const hiddenSize = (width + 1u) * width;
const lastAt = 3u * width + (layers - 1u) * hiddenSize;
const size = lastAt + 2u * (width + 1u);

var<workgroup> weights: array<f32, size>;
var<workgroup> gradients: array<f32, size>;
// [2 + layers * width, tile]: coordinates, then what neurons say.
var<workgroup> values: array<f32, (2u + layers * width) * tile>;
// [layers * width + 2, tile]: how neurons bend, and then what pulls at them; at last what pulls at the outputs.
var<workgroup> pulls: array<f32, (layers * width + 2u) * tile>;

struct Layer {
  // Of its weights; of what comes in among `values`, and of what comes out among `pulls`.
  at: u32,
  input: u32,
  output: u32,
  // Neurons that it comes from, and goes to.
  rows: u32,
  columns: u32,
}

fn layerOf(index: u32) -> Layer {
  let isFirst = index == 0u;
  let before = select(3u * width + (index - 1u) * hiddenSize, 0u, isFirst);
  return Layer(
    before,
    select(2u + (index - 1u) * width, 0u, isFirst),
    index * width,
    select(width, 2u, isFirst),
    select(width, 2u, index == layers),
  );
}

// The sample of this thread.
fn learn(own: Setting, drawn: vec4f, thread: u32) {
  let x = drawn.xy + own.sigma * drawn.zw;
  values[thread] = x.x;
  values[tile + thread] = x.y;
  for (var index = 0u; index <= layers; index++) {
    let layer = layerOf(index);
    for (var i = 0u; i < layer.columns; i++) {
      var sum = weights[layer.at + layer.rows * layer.columns + i];
      for (var j = 0u; j < layer.rows; j++) {
        sum += weights[layer.at + j * layer.columns + i] * values[(layer.input + j) * tile + thread];
      }
      if index == layers {
        let residual = own.factor * sum - own.own * x[i] + drawn[2u + i] / own.sigma;
        pulls[(layer.output + i) * tile + thread] = own.share * own.factor * residual;
      } else {
        let bent = bend(vec4f(sum));
        values[(2u + layer.output + i) * tile + thread] = bent.value.x;
        pulls[(layer.output + i) * tile + thread] = bent.slope.x;
      }
    }
  }
  for (var index = layers; index > 0u; index--) {
    let layer = layerOf(index);
    for (var j = 0u; j < layer.rows; j++) {
      var sum = 0.0;
      for (var i = 0u; i < layer.columns; i++) {
        sum += weights[layer.at + j * layer.columns + i] * pulls[(layer.output + i) * tile + thread];
      }
      pulls[(layer.output - width + j) * tile + thread] *= sum;
    }
  }
}

// What the first `count` samples of the tile say of the weights of this thread.
fn addUp(count: u32, thread: u32) {
  for (var index = 0u; index <= layers; index++) {
    let layer = layerOf(index);
    for (var k = thread; k < (layer.rows + 1u) * layer.columns; k += tile) {
      let pull = (layer.output + k % layer.columns) * tile;
      let isBias = k >= layer.rows * layer.columns;
      let value = select((layer.input + k / layer.columns) * tile, 0u, isBias);
      var sum = 0.0;
      for (var s = 0u; s < count; s++) {
        sum += pulls[pull + s] * select(values[value + s], 1.0, isBias);
      }
      // Not k, in the place of a weight: each layer is shared out anew, always in the same way.
      gradients[layer.at + k] += sum;
    }
  }
}

@compute @workgroup_size(tile)
fn populationSteps(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) thread: u32,
) {
  // A fold of groups may leave some beyond the last model.
  let model = group.y * groups.x + group.x;
  if model >= params.threads / tile {
    return;
  }
  let own = settingOf(model);
  let at = 3u * size * model;
  for (var k = thread; k < size; k += tile) {
    weights[k] = state[at + k];
    gradients[k] = 0.0;
  }
  workgroupBarrier();
  for (var step = params.firstStep; step < params.firstStep + params.steps; step++) {
    for (var first = 0u; first < own.batch; first += tile) {
      learn(own, drawOf(step, first + thread), thread);
      workgroupBarrier();
      addUp(min(tile, own.batch - first), thread);
      workgroupBarrier();
    }
    for (var k = thread; k < size; k += tile) {
      let before = Moved(weights[k], state[at + size + k], state[at + 2u * size + k]);
      let next = moved(before, gradients[k] / f32(own.batch), own.rate, step);
      weights[k] = next.weight;
      state[at + size + k] = next.first;
      state[at + 2u * size + k] = next.second;
      gradients[k] = 0.0;
    }
    workgroupBarrier();
  }
  for (var k = thread; k < size; k += tile) {
    state[at + k] = weights[k];
  }
}
