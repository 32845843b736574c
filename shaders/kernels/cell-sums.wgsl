// The sums of a kernel score over the points that matter: the exact nearest point first, then all whose squared distance is
// within `cut` of its square, found through the boxes of cell-boxes. Four queries that stand together share a walk.
// Twin: src/kernels/cell-sums.ts. MATHS.md 3.3.
import package::lib::kernelSums::{
  Four,
  State,
  Sums,
  firstOf,
  fourthOf,
  isAnyNearer,
  plus,
  plusFour,
  secondOf,
  thirdOf,
};
import package::lib::quad::{Quad, Spot, choose, dimension, gain, minus, plusTimes, spotMinus, times};
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  // Quads of queries in all; a launch takes `threads` of them from `firstThread` on, in the order of `turn`.
  firstThread: u32,
  quads: u32,
  queries: u32,
  points: u32,
  // First box of the last level, and how many boxes of any level there are.
  firstLeaf: u32,
  boxes: u32,
  // Blocks of 16 quads, and the step from one to the next: a launch takes its share of all regions.
  blocks: u32,
  turn: u32,
  // log2(e) / (2 sigma^2)
  rate: f32,
  // 2 sigma^2 log(points / epsilon)
  cut: f32,
  // Queries that have this mass already are left alone (condition `selective`).
  leastMass: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [points, dimension] in the order of their cells, filled up to a multiple of four numbers.
@group(0) @binding(1) var<storage, read> data: array<vec4f>;
// [boxes, dimension]: lowest and highest.
@group(0) @binding(2) var<storage, read> boxes: array<vec2f>;
// [queries, dimension]
@group(0) @binding(3) var<storage, read> places: array<f32>;
// [queries]: cell and query, in the order of the cells.
@group(0) @binding(4) var<storage, read> order: array<vec2u>;
// [queries]: the nearest point.
@group(0) @binding(5) var<storage, read_write> anchors: array<u32>;
// [queries]
@group(0) @binding(6) var<storage, read_write> masses: array<f32>;
// [queries, dimension]
@group(0) @binding(7) var<storage, read_write> moments: array<f32>;
// [queries]
@if(selective) @group(0) @binding(8) var<storage, read> known: array<f32>;

const leafPoints = 32u;
const children = 8u;
const blockQuads = 16u;
const far = -1e37;

fn numberAt(k: u32) -> f32 {
  let four = data[k / 4u];
  let place = k % 4u;
  return four[place];
}

fn pointAt(i: u32) -> Spot {
  var p: Spot;
  p.x = numberAt(dimension * i);
  @if(atLeast2) p.y = numberAt(dimension * i + 1u);
  @if(atLeast3) p.z = numberAt(dimension * i + 2u);
  return p;
}

fn fourAt(i: u32) -> Four {
  var p: Four;
  p.a = data[dimension * i];
  @if(atLeast2) p.b = data[dimension * i + 1u];
  @if(atLeast3) p.c = data[dimension * i + 2u];
  return p;
}

fn placesAt(i: vec4u) -> Quad {
  var q: Quad;
  let j = dimension * i;
  q.x = vec4f(places[j.x], places[j.y], places[j.z], places[j.w]);
  @if(atLeast2) q.y = vec4f(places[j.x + 1u], places[j.y + 1u], places[j.z + 1u], places[j.w + 1u]);
  @if(atLeast3) q.z = vec4f(places[j.x + 2u], places[j.y + 2u], places[j.z + 2u], places[j.w + 2u]);
  return q;
}

// By how much the nearest place of a box is nearer to each query than its anchor.
fn boxGain(box: u32, state: State) -> vec4f {
  var w: Quad;
  let x = boxes[dimension * box];
  w.x = clamp(state.place.x, vec4f(x.x), vec4f(x.y)) - state.anchor.x;
  @if(atLeast2) let y = boxes[dimension * box + 1u];
  @if(atLeast2) w.y = clamp(state.place.y, vec4f(y.x), vec4f(y.y)) - state.anchor.y;
  @if(atLeast3) let z = boxes[dimension * box + 2u];
  @if(atLeast3) w.z = clamp(state.place.z, vec4f(z.x), vec4f(z.y)) - state.anchor.z;
  return gain(w, state.twice);
}

fn isEmpty(box: u32) -> bool {
  let reach = boxes[dimension * box];
  return reach.x > reach.y;
}

// The box after this one and all within it, in the order of a walk; 0 at the end.
fn after(box: u32) -> u32 {
  var i = box;
  while i != 0u && i % children == 0u {
    i = i / children - 1u;
  }
  return select(i + 1u, 0u, i == 0u);
}

// The state after a look at one point, which may be a nearer anchor.
fn afterPoint(i: u32, p: Spot, old: State) -> State {
  var state = old;
  let nearer = gain(spotMinus(p, state.anchor), state.twice) > vec4f(0.0);
  state.best = select(state.best, vec4u(i), nearer);
  state.anchor = choose(state.anchor, p, nearer);
  state.twice = times(vec4f(2.0), minus(state.place, state.anchor));
  return state;
}

// The nearest of a leaf's points and the old anchor.
fn nearestOfLeaf(leaf: u32, old: State) -> State {
  var state = old;
  let start = leaf * leafPoints;
  let stop = min(start + leafPoints, params.points);
  for (var i = start / 4u; i < stop / 4u; i++) {
    let p = fourAt(i);
    if isAnyNearer(p, state) {
      state = afterPoint(4u * i, firstOf(p), state);
      state = afterPoint(4u * i + 1u, secondOf(p), state);
      state = afterPoint(4u * i + 2u, thirdOf(p), state);
      state = afterPoint(4u * i + 3u, fourthOf(p), state);
    }
  }
  for (var i = stop - stop % 4u; i < stop; i++) {
    state = afterPoint(i, pointAt(i), state);
  }
  return state;
}

fn worthOf(box: u32, state: State) -> f32 {
  let gained = boxGain(box, state);
  return select(max(max(gained.x, gained.y), max(gained.z, gained.w)), far, isEmpty(box));
}

// The nearest point, nearest boxes first: in heap order twenty times as many leaves would be looked at.
fn nearest(old: State) -> State {
  var state = old;
  // Boxes to come, the most promising one last: of each level at most the seven brothers of the one that is open.
  var waiting: array<u32, 64>;
  var worths: array<f32, 64>;
  var held = 1u;
  waiting[0] = 0u;
  while held > 0u {
    held--;
    let box = waiting[held];
    if !(worthOf(box, state) > 0.0) {
      continue;
    }
    if box >= params.firstLeaf {
      state = nearestOfLeaf(box - params.firstLeaf, state);
      continue;
    }
    let base = held;
    for (var i = children * box + 1u; i < min(children * box + children + 1u, params.boxes); i++) {
      let worth = worthOf(i, state);
      if worth > 0.0 {
        var place = held;
        while place > base {
          let below = worths[place - 1u];
          if below <= worth {
            break;
          }
          worths[place] = below;
          waiting[place] = waiting[place - 1u];
          place--;
        }
        worths[place] = worth;
        waiting[place] = i;
        held++;
      }
    }
  }
  return state;
}

fn leafSums(leaf: u32, state: State) -> Sums {
  var sums = Sums();
  let start = leaf * leafPoints;
  let stop = min(start + leafPoints, params.points);
  for (var i = start / 4u; i < stop / 4u; i++) {
    sums = plusFour(sums, fourAt(i), state, params.rate);
  }
  for (var i = stop - stop % 4u; i < stop; i++) {
    sums = plus(sums, pointAt(i), state, params.rate);
  }
  return sums;
}

// The walk notes leaves down and sums over several at once: threads that run in step then sum at the same time, which is
// where the time goes, although they meet their leaves at different times.
fn sumsAround(state: State, wanted: vec4<bool>) -> Sums {
  var sums = Sums();
  var leaves: array<u32, 32>;
  var box = 0u;
  var isDone = false;
  while !isDone {
    var held = 0u;
    while !isDone && held < 32u {
      let reach = select(vec4f(far), boxGain(box, state), wanted);
      let worth = !isEmpty(box) && any(reach >= vec4f(-params.cut));
      if worth && box < params.firstLeaf {
        box = children * box + 1u;
      } else {
        if worth {
          leaves[held] = box - params.firstLeaf;
          held++;
        }
        box = after(box);
      }
      // The last level may end early: nothing comes after that.
      isDone = box == 0u || box >= params.boxes;
    }
    for (var k = 0u; k < held; k++) {
      let more = leafSums(leaves[k], state);
      sums.mass += more.mass;
      sums.moment = plusTimes(sums.moment, vec4f(1.0), more.moment);
    }
  }
  return sums;
}

@compute @workgroup_size(workgroupSize)
fn cellSums(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let index = threadIndex(group, groups, local, workgroupSize);
  let thread = params.firstThread + index;
  let quad = ((thread / blockQuads) * params.turn) % params.blocks * blockQuads + thread % blockQuads;
  if index >= params.threads || quad >= params.quads {
    return;
  }
  let place = min(4u * quad + vec4u(0u, 1u, 2u, 3u), vec4u(params.queries - 1u));
  let query = vec4u(order[place.x].y, order[place.y].y, order[place.z].y, order[place.w].y);
  var wanted = vec4<bool>(true);
  @if(selective) {
    wanted = vec4f(known[query.x], known[query.y], known[query.z], known[query.w]) < vec4f(params.leastMass);
    if !any(wanted) {
      return;
    }
  }
  var state: State;
  state.place = placesAt(query);
  state.best = vec4u(0u);
  state.anchor = choose(state.place, pointAt(0u), vec4<bool>(true));
  state.twice = times(vec4f(2.0), minus(state.place, state.anchor));
  state = nearest(state);
  let sums = sumsAround(state, wanted);
  for (var k = 0u; k < 4u; k++) {
    let i = query[k];
    anchors[i] = state.best[k];
    masses[i] = select(0.0, sums.mass[k], wanted[k]);
    moments[dimension * i] = sums.moment.x[k];
    @if(atLeast2) moments[dimension * i + 1u] = sums.moment.y[k];
    @if(atLeast3) moments[dimension * i + 2u] = sums.moment.z[k];
  }
}
