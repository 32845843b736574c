// The sums of a kernel score over all points, one exponential a pair, four queries a thread, 1 to 4 dimensions; eight
// where loads are slow, as on a software adapter (condition `eight`).
// Weights are relative to an anchor, a point near to the query: exp(e_i - e_anchor). It stays the same for a tile of
// points; a tile whose sum grows beyond bounds is done again with the nearest of its points as the anchor.
// Twin: src/kernels/kernel-score-direct.ts. MATHS.md 3.3.
import package::lib::quad::{Quad, Spot, dimension, gain, minus, plusTimes, spotMinus, times};
import package::lib::kernelSums::{Four, State, Sums, firstOf, fourthOf, plus, plusFour, secondOf, thirdOf};
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  // Thread of the launch's first: a launch may hold a slice of the threads.
  firstThread: u32,
  queries: u32,
  points: u32,
  // Points of a part; a launch takes `count` of each part, from its `first` on.
  span: u32,
  first: u32,
  count: u32,
  // log2(e) / (2 sigma^2)
  rate: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [points, dimension], filled up to a multiple of four numbers: loading four at a time, 1.5 times the speed of single
// loads on the software adapter.
@group(0) @binding(1) var<storage, read> data: array<vec4f>;
// [queries, dimension]
@group(0) @binding(2) var<storage, read> places: array<f32>;
// [parts, queries]: the point that weights are relative to.
@group(0) @binding(3) var<storage, read_write> anchors: array<u32>;
// [parts, queries]: sum of the weights; 0 where there is no anchor yet.
@group(0) @binding(4) var<storage, read_write> masses: array<f32>;
// [parts, queries, dimension]: sum of the weights times (point - anchor).
@group(0) @binding(5) var<storage, read_write> moments: array<f32>;

@if(eight) const queriesAThread = 8u;
@if(!eight) const queriesAThread = 4u;
const tile = 256u;
// A tile's sum beyond this is done again; with squares of coordinates below 1e18 nothing overflows before.
const bound = 1e18;
const mostMoves = 3u;

@if(!atLeast2 || (atLeast3 && !atLeast4))
fn numberAt(k: u32) -> f32 {
  let four = data[k / 4u];
  let place = k % 4u;
  return four[place];
}

@if(!atLeast2)
fn pointAt(i: u32) -> Spot {
  return Spot(numberAt(i));
}

@if(atLeast2 && !atLeast3)
fn pointAt(i: u32) -> Spot {
  let two = data[i / 2u];
  let p = select(two.xy, two.zw, i % 2u == 1u);
  return Spot(p.x, p.y);
}

@if(atLeast3 && !atLeast4)
fn pointAt(i: u32) -> Spot {
  return Spot(numberAt(3u * i), numberAt(3u * i + 1u), numberAt(3u * i + 2u));
}

@if(atLeast4)
fn pointAt(i: u32) -> Spot {
  let p = data[i];
  return Spot(p.x, p.y, p.z, p.w);
}

// Points 4 i to 4 i + 3.
fn fourAt(i: u32) -> Four {
  var p: Four;
  p.a = data[dimension * i];
  @if(atLeast2) p.b = data[dimension * i + 1u];
  @if(atLeast3) p.c = data[dimension * i + 2u];
  @if(atLeast4) p.d = data[dimension * i + 3u];
  return p;
}

// Sums over the points [begin, to), `begin` a multiple of four.
fn tileSums(begin: u32, to: u32, state: State) -> Sums {
  var sums = Sums();
  for (var i = begin / 4u; i < to / 4u; i++) {
    sums = plusFour(sums, fourAt(i), state, params.rate);
  }
  for (var i = to - to % 4u; i < to; i++) {
    sums = plus(sums, pointAt(i), state, params.rate);
  }
  return sums;
}

// By how much the nearest point found is nearer than the anchor, and which that is.
struct Found {
  gain: vec4f,
  best: vec4u,
}

fn orNearer(before: Found, p: Spot, i: u32, state: State) -> Found {
  let more = gain(spotMinus(p, state.anchor), state.twice);
  let nearer = more > before.gain;
  return Found(select(before.gain, more, nearer), select(before.best, vec4u(i), nearer));
}

// The state with the nearest of the points [begin, to) and the old anchor as its anchor, as far as that one can tell:
// rounding is that of squares of distances from it. Sums are not touched.
fn nearest(begin: u32, to: u32, old: State) -> State {
  var found = Found(vec4f(0.0), old.best);
  for (var i = begin / 4u; i < to / 4u; i++) {
    let p = fourAt(i);
    found = orNearer(found, firstOf(p), 4u * i, old);
    found = orNearer(found, secondOf(p), 4u * i + 1u, old);
    found = orNearer(found, thirdOf(p), 4u * i + 2u, old);
    found = orNearer(found, fourthOf(p), 4u * i + 3u, old);
  }
  for (var i = to - to % 4u; i < to; i++) {
    found = orNearer(found, pointAt(i), i, old);
  }
  return anchoredAt(found.best, old);
}

// Whether a tile with these sums is to be done again. Written so that a NaN is redone too, as far as comparisons with it can
// be trusted.
fn isToRedo(sums: Sums) -> bool {
  return !all(sums.mass < vec4f(bound));
}

// The state with its anchor as near as the points [begin, to) allow, and what it holds relative to that.
fn reanchored(begin: u32, to: u32, before: State) -> State {
  var state = nearest(begin, to, before);
  let moved = minus(state.anchor, before.anchor);
  // e_old - e_new, never above 0.
  let shrink = exp2(-params.rate * max(gain(moved, before.twice), vec4f(0.0)));
  state.moment = times(shrink, plusTimes(before.moment, -before.mass, moved));
  state.mass = before.mass * shrink;
  return state;
}

fn plusSums(before: State, sums: Sums) -> State {
  var state = before;
  state.mass += sums.mass;
  state.moment = plusTimes(state.moment, vec4f(1.0), sums.moment);
  return state;
}

// The state after a tile with these sums. A far anchor tells near points apart badly: then the next one is a better one.
@if(eight)
fn afterTile(begin: u32, to: u32, before: State, tileSum: Sums) -> State {
  var state = before;
  var sums = tileSum;
  for (var round = 0u; round < mostMoves && isToRedo(sums); round++) {
    state = reanchored(begin, to, state);
    sums = tileSums(begin, to, state);
  }
  return plusSums(state, sums);
}

// The state after a tile. The sums stand here once, for all rounds: compilers put the text of a function wherever it is
// called, and this is most of the kernel's.
@if(!eight)
fn afterTile(begin: u32, to: u32, before: State) -> State {
  var state = before;
  var sums = Sums();
  for (var round = 0u; ; round++) {
    sums = tileSums(begin, to, state);
    if round == mostMoves || !isToRedo(sums) {
      break;
    }
    state = reanchored(begin, to, state);
  }
  return plusSums(state, sums);
}

// A vector with x in place k.
fn replaced(v: vec4f, k: u32, x: f32) -> vec4f {
  return select(v, vec4f(x), vec4u(0u, 1u, 2u, 3u) == vec4u(k));
}

// The state relative to these points; sums are not touched. One query after the other, as below.
fn anchoredAt(best: vec4u, old: State) -> State {
  var state = old;
  state.best = best;
  for (var k = 0u; k < 4u; k++) {
    let anchor = pointAt(best[k]);
    state.anchor.x = replaced(state.anchor.x, k, anchor.x);
    @if(atLeast2) state.anchor.y = replaced(state.anchor.y, k, anchor.y);
    @if(atLeast3) state.anchor.z = replaced(state.anchor.z, k, anchor.z);
    @if(atLeast4) state.anchor.w = replaced(state.anchor.w, k, anchor.w);
  }
  state.twice = times(vec4f(2.0), minus(state.place, state.anchor));
  return state;
}

// One query after the other: text for all four at once would take as long to compile as the sums.
fn loadState(part: u32, query: vec4u, start: u32) -> State {
  var state: State;
  for (var k = 0u; k < 4u; k++) {
    let place = dimension * query[k];
    let slot = part * params.queries + query[k];
    let moment = dimension * slot;
    let mass = masses[slot];
    let best = select(anchors[slot], start, mass == 0.0);
    state.mass = replaced(state.mass, k, mass);
    state.best = select(state.best, vec4u(best), vec4u(0u, 1u, 2u, 3u) == vec4u(k));
    state.place.x = replaced(state.place.x, k, places[place]);
    state.moment.x = replaced(state.moment.x, k, moments[moment]);
    @if(atLeast2) state.place.y = replaced(state.place.y, k, places[place + 1u]);
    @if(atLeast2) state.moment.y = replaced(state.moment.y, k, moments[moment + 1u]);
    @if(atLeast3) state.place.z = replaced(state.place.z, k, places[place + 2u]);
    @if(atLeast3) state.moment.z = replaced(state.moment.z, k, moments[moment + 2u]);
    @if(atLeast4) state.place.w = replaced(state.place.w, k, places[place + 3u]);
    @if(atLeast4) state.moment.w = replaced(state.moment.w, k, moments[moment + 3u]);
  }
  return anchoredAt(state.best, state);
}

fn storeState(part: u32, query: vec4u, state: State) {
  let slot = part * params.queries + query;
  // Queries beyond the last are the last one again: the same numbers are written twice.
  for (var k = 0u; k < 4u; k++) {
    let i = slot[k];
    anchors[i] = state.best[k];
    masses[i] = state.mass[k];
    moments[dimension * i] = state.moment.x[k];
    @if(atLeast2) moments[dimension * i + 1u] = state.moment.y[k];
    @if(atLeast3) moments[dimension * i + 2u] = state.moment.z[k];
    @if(atLeast4) moments[dimension * i + 3u] = state.moment.w[k];
  }
}

@compute @workgroup_size(workgroupSize)
fn kernelScoreDirect(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let index = threadIndex(group, groups, local, workgroupSize);
  if index >= params.threads {
    return;
  }
  let thread = params.firstThread + index;
  let threadsOfPart = (params.queries + queriesAThread - 1u) / queriesAThread;
  let part = thread / threadsOfPart;
  let firstQuery = queriesAThread * (thread % threadsOfPart);
  let query = min(firstQuery + vec4u(0u, 1u, 2u, 3u), vec4u(params.queries - 1u));
  let start = part * params.span + params.first;
  let stop = min(min(start + params.count, (part + 1u) * params.span), params.points);
  if start >= stop {
    return;
  }
  var state = loadState(part, query, start);
  @if(eight) let query2 = min(firstQuery + vec4u(4u, 5u, 6u, 7u), vec4u(params.queries - 1u));
  @if(eight) var state2 = loadState(part, query2, start);
  // Where there are no sums yet, those of the first tile are taken once, relative to its nearest point.
  let first = min(start + tile, stop);
  if any(state.mass == vec4f(0.0)) {
    state = nearest(start, first, state);
    @if(eight) state2 = nearest(start, first, state2);
  }
  for (var begin = start; begin < stop; begin += tile) {
    let to = min(begin + tile, stop);
    @if(!eight) {
      state = afterTile(begin, to, state);
    }
    @if(eight) {
      var sums = Sums();
      var sums2 = Sums();
      for (var i = begin / 4u; i < to / 4u; i++) {
        let p = fourAt(i);
        sums = plusFour(sums, p, state, params.rate);
        sums2 = plusFour(sums2, p, state2, params.rate);
      }
      for (var i = to - to % 4u; i < to; i++) {
        sums = plus(sums, pointAt(i), state, params.rate);
        sums2 = plus(sums2, pointAt(i), state2, params.rate);
      }
      state = afterTile(begin, to, state, sums);
      state2 = afterTile(begin, to, state2, sums2);
    }
  }
  storeState(part, query, state);
  @if(eight) storeState(part, query2, state2);
}
