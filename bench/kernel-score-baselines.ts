// What the kernel score is measured against: the loop that one would write without a GPU, and the shader that one finds
// in text books.
import { defineKernel, type Kernel } from '../src/compute/kernel';

/**
 * Scores [queries, dimension] by the two-pass softmax in one loop over typed arrays, any dimension. MATHS.md 3.3.
 */
export function plainKernelScore(
  data: Float32Array,
  queries: Float32Array,
  dimension: number,
  sigma: number,
  score: Float32Array,
): void {
  const points = data.length / dimension;
  const exponents = new Float64Array(points);
  const sum = new Float64Array(dimension);
  const half = 0.5 / (sigma * sigma);
  for (let q = 0; q < queries.length; q += dimension) {
    let top = -Infinity;
    for (let i = 0; i < points; i++) {
      let square = 0;
      for (let j = 0; j < dimension; j++) {
        const away = data[i * dimension + j] - queries[q + j];
        square += away * away;
      }
      exponents[i] = -half * square;
      if (exponents[i] > top) top = exponents[i];
    }
    let mass = 0;
    sum.fill(0);
    for (let i = 0; i < points; i++) {
      const weight = Math.exp(exponents[i] - top);
      mass += weight;
      for (let j = 0; j < dimension; j++) sum[j] += weight * (data[i * dimension + j] - queries[q + j]);
    }
    for (let j = 0; j < dimension; j++) score[q + j] = (2 * half * sum[j]) / mass;
  }
}

/** The same for the plane, by hand: coordinates in variables, no inner loop. */
export function planeKernelScore(data: Float32Array, queries: Float32Array, sigma: number, score: Float32Array): void {
  const points = data.length / 2;
  const exponents = new Float64Array(points);
  const half = 0.5 / (sigma * sigma);
  for (let q = 0; q < queries.length; q += 2) {
    const x = queries[q];
    const y = queries[q + 1];
    let top = -Infinity;
    for (let i = 0; i < points; i++) {
      const dx = data[2 * i] - x;
      const dy = data[2 * i + 1] - y;
      const exponent = -half * (dx * dx + dy * dy);
      exponents[i] = exponent;
      if (exponent > top) top = exponent;
    }
    let mass = 0;
    let sumX = 0;
    let sumY = 0;
    for (let i = 0; i < points; i++) {
      const weight = Math.exp(exponents[i] - top);
      mass += weight;
      sumX += weight * (data[2 * i] - x);
      sumY += weight * (data[2 * i + 1] - y);
    }
    score[q] = (2 * half * sumX) / mass;
    score[q + 1] = (2 * half * sumY) / mass;
  }
}

type OnlineParams = { firstThread: number; points: number; half: number };

const ONLINE = `
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  firstThread: u32,
  points: u32,
  half: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> data: array<vec2f>;
@group(0) @binding(2) var<storage, read> places: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> score: array<vec2f>;

@compute @workgroup_size(workgroupSize)
fn onlineScore(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let index = threadIndex(group, groups, local, workgroupSize);
  if index >= params.threads {
    return;
  }
  let query = params.firstThread + index;
  let place = places[query];
  var top = -3e38;
  var mass = 0.0;
  var sum = vec2f(0.0);
  for (var i = 0u; i < params.points; i++) {
    let away = data[i] - place;
    let exponent = -params.half * dot(away, away);
    let newTop = max(top, exponent);
    let shrink = exp(top - newTop);
    let weight = exp(exponent - newTop);
    mass = mass * shrink + weight;
    sum = sum * shrink + weight * away;
    top = newTop;
  }
  score[query] = 2.0 * params.half * sum / mass;
}
`;

/** The textbook kernel: one query a thread, a running maximum, two exponentials a pair. Arrays: `data`, `places`, `score`. */
export const onlineScore: Kernel<OnlineParams> = defineKernel<OnlineParams>({
  name: 'onlineScore',
  module: 'bench/online-score',
  modules: { 'bench/onlineScore': ONLINE },
  params: { firstThread: 0, points: 1, half: 1 },
  reference({ data, places, score }, { firstThread, points, half }, threads) {
    const part = Float32Array.from(places.subarray(2 * firstThread, 2 * (firstThread + threads)));
    const result = new Float32Array(2 * threads);
    planeKernelScore(Float32Array.from(data.subarray(0, 2 * points)), part, Math.sqrt(0.5 / half), result);
    score.set(result, 2 * firstThread);
  },
});
