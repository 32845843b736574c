// From sums relative to anchors to the score and the log density; the parts of a query are merged on the way.
// Twin: src/kernels/kernel-score-finish.ts. MATHS.md 3.2, 3.3.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  // Query of the first thread: a launch may hold a slice of the queries.
  firstThread: u32,
  queries: u32,
  parts: u32,
  dimension: u32,
  // 1 / sigma^2
  inverseVariance: f32,
  // log(points) + dimension log(sqrt(2 pi) sigma)
  offset: f32,
  // Queries with less mass than this are left alone.
  leastMass: f32,
  // 1: instead of the score the weighted mean of the points.
  isMean: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [points, dimension]
@group(0) @binding(1) var<storage, read> data: array<f32>;
// [queries, dimension]
@group(0) @binding(2) var<storage, read> places: array<f32>;
// [parts, queries]
@group(0) @binding(3) var<storage, read> anchors: array<u32>;
// [parts, queries]
@group(0) @binding(4) var<storage, read> masses: array<f32>;
// [parts, queries, dimension]
@group(0) @binding(5) var<storage, read> moments: array<f32>;
// [queries, dimension]
@group(0) @binding(6) var<storage, read_write> score: array<f32>;
// [queries]
@group(0) @binding(7) var<storage, read_write> logDensity: array<f32>;

// By how much point `other` is nearer to the query than point `anchor`, as a difference of squares.
fn gain(query: u32, anchor: u32, other: u32) -> f32 {
  var sum = 0.0;
  for (var j = 0u; j < params.dimension; j++) {
    let base = data[anchor * params.dimension + j];
    let w = data[other * params.dimension + j] - base;
    sum += w * (2.0 * (places[query * params.dimension + j] - base) - w);
  }
  return sum;
}

fn nearestAnchor(query: u32) -> u32 {
  var best = anchors[query];
  for (var part = 1u; part < params.parts; part++) {
    let slot = part * params.queries + query;
    if masses[slot] > 0.0 && gain(query, best, anchors[slot]) > 0.0 {
      best = anchors[slot];
    }
  }
  return best;
}

// exp(e of the part's anchor - e of the anchor of all).
fn shareOf(query: u32, part: u32, anchor: u32) -> f32 {
  if params.parts == 1u {
    return 1.0;
  }
  const log2e = 1.4426950408889634;
  return exp2(0.5 * log2e * params.inverseVariance * min(gain(query, anchor, anchors[part * params.queries + query]), 0.0));
}

@compute @workgroup_size(workgroupSize)
fn kernelScoreFinish(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let index = threadIndex(group, groups, local, workgroupSize);
  if index >= params.threads {
    return;
  }
  let query = params.firstThread + index;
  let anchor = nearestAnchor(query);
  var mass = 0.0;
  for (var part = 0u; part < params.parts; part++) {
    mass += masses[part * params.queries + query] * shareOf(query, part, anchor);
  }
  if mass < params.leastMass {
    return;
  }
  var square = 0.0;
  for (var j = 0u; j < params.dimension; j++) {
    let base = data[anchor * params.dimension + j];
    var moment = 0.0;
    for (var part = 0u; part < params.parts; part++) {
      let slot = part * params.queries + query;
      let moved = data[anchors[slot] * params.dimension + j] - base;
      moment += shareOf(query, part, anchor) * (moments[slot * params.dimension + j] + masses[slot] * moved);
    }
    let away = places[query * params.dimension + j] - base;
    square += away * away;
    let shift = moment / mass;
    score[query * params.dimension + j] = select(params.inverseVariance * (shift - away), base + shift, params.isMean == 1u);
  }
  logDensity[query] = log(mass) - 0.5 * params.inverseVariance * square - params.offset;
}
