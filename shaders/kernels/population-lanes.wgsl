// Trains many small score models, a thread each, all steps of a launch with everything in the thread's own memory: for models of a
// few weights, and for adapters on which only that is fast, at constant places. The module `layers` is printed by
// src/kernels/population-lanes.ts without loops. Where threads come in fours, which see the same samples, each draws one of four.
// Twin: src/kernels/population.ts. MATHS.md 3.5, 3.6.
import package::layers::{clear, firsts, gradients, learn, seconds, size, weights};
import package::train::population::{drawOf, moved, Moved, params, settingOf, state};

@if(quads) enable subgroups;

// Four samples, from `first` on.
struct Four {
  a: vec4f,
  b: vec4f,
  c: vec4f,
  d: vec4f,
}

@if(quads)
fn fourDraws(step: u32, first: u32, lane: u32) -> Four {
  let own = drawOf(step, first + lane);
  return Four(quadBroadcast(own, 0u), quadBroadcast(own, 1u), quadBroadcast(own, 2u), quadBroadcast(own, 3u));
}

@if(!quads)
fn fourDraws(step: u32, first: u32, lane: u32) -> Four {
  return Four(drawOf(step, first), drawOf(step, first + 1u), drawOf(step, first + 2u), drawOf(step, first + 3u));
}

@compute @workgroup_size(4)
fn populationLanes(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @if(!quads) @builtin(local_invocation_index) local: u32,
  @if(quads) @builtin(subgroup_invocation_id) local: u32,
) {
  let lane = local % 4u;
  let thread = 4u * (group.y * groups.x + group.x) + lane;
  // Beyond the last it is the last again, and leaves nothing: swaps want all four.
  let model = min(thread, params.threads - 1u);
  let at = 3u * size * model;
  let own = settingOf(model);
  // At places that are not constant, once: arrays touched at constant places alone are dissolved, which takes minutes to compile.
  for (var k = 0u; k < size; k++) {
    weights[k] = state[at + k];
    firsts[k] = state[at + size + k];
    seconds[k] = state[at + 2u * size + k];
    gradients[k] = 0.0;
  }
  clear();
  for (var step = params.firstStep; step < params.firstStep + params.steps; step++) {
    for (var first = 0u; first < params.samples; first += 4u) {
      let four = fourDraws(step, first, lane);
      let noise0 = vec4f(four.a.z, four.b.z, four.c.z, four.d.z);
      let noise1 = vec4f(four.a.w, four.b.w, four.c.w, four.d.w);
      let x0 = vec4f(four.a.x, four.b.x, four.c.x, four.d.x) + own.sigma * noise0;
      let x1 = vec4f(four.a.y, four.b.y, four.c.y, four.d.y) + own.sigma * noise1;
      let sample = vec4u(first, first + 1u, first + 2u, first + 3u);
      let share = select(vec4f(0.0), vec4f(own.share), sample < vec4u(own.batch));
      learn(x0, x1, noise0 / own.sigma, noise1 / own.sigma, share, own);
    }
    let scale = 1.0 / f32(own.batch);
    for (var k = 0u; k < size; k++) {
      let next = moved(Moved(weights[k], firsts[k], seconds[k]), scale * gradients[k], own.rate, step);
      weights[k] = next.weight;
      firsts[k] = next.first;
      seconds[k] = next.second;
      gradients[k] = 0.0;
    }
  }
  if thread < params.threads {
    for (var k = 0u; k < size; k++) {
      state[at + k] = weights[k];
      state[at + size + k] = firsts[k];
      state[at + 2u * size + k] = seconds[k];
    }
  }
}
