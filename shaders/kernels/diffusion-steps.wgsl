// Steps of a diffusion sampler with the exact denoiser of points of the plane, all steps of a launch in registers: one particle
// a thread, points through workgroup memory; eight where loads are slow, as on a software adapter (condition `eight`).
// Places are multiplied by g = sqrt(rate): then weights are 2^(-|y - x|^2). Their plain sum does not underflow where samplers
// lead; a particle far from all points sums again relative to the nearest, so that a step is a function of z alone.
// Twin: src/kernels/diffusion-steps.ts. MATHS.md 2.3, 2.6.
import package::lib::eightPlaces::{Eight, Four, Sums, eightTimes, plus, plusTimes, replaced, squares};
import package::lib::random::noiseNormals;
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  seed: u32,
  // The launch's particles are [firstParticle, lastParticle).
  firstParticle: u32,
  lastParticle: u32,
  // Steps already done: the row of the table, and the counter of the random numbers.
  firstStep: u32,
  steps: u32,
  points: u32,
  // What drawn noise of the second coordinate is multiplied by: 0 on a line.
  secondNoise: f32,
  // Of given noise: particles of a row, and the step that the first row is for.
  noiseColumns: u32,
  noiseStep: u32,
  // The first `traced` particles write their paths, after every `stride`-th step.
  traced: u32,
  pathLength: u32,
  stride: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [particles], in place.
@group(0) @binding(1) var<storage, read_write> positions: array<vec2f>;
// [1]: particle-steps done, modulo 2^32; a readback that finds another number than expected is a fault.
@group(0) @binding(2) var<storage, read_write> progress: array<u32>;
// [pathLength, traced]: a ring over steps.
@group(0) @binding(3) var<storage, read_write> paths: array<vec2f>;
// [steps, evaluations]
@group(0) @binding(4) var<storage, read> table: array<Row>;
// [points, 2], filled up to a multiple of four numbers.
@if(denoises)
@group(0) @binding(5) var<storage, read> data: array<vec4f>;
// [steps, noiseColumns]
@if(given)
@group(0) @binding(6) var<storage, read> noise: array<vec2f>;

// z <- a z + b m + c xi + carried, m the mean of the points times g at y = scale z; for the row that follows within the same
// step carryZ z + carryX m is kept.
struct Row {
  scale: f32,
  g: f32,
  a: f32,
  b: f32,
  c: f32,
  carryZ: f32,
  carryX: f32,
  unused: f32,
}

const leastMass = 1e-25;

@if(drawn)
fn normalsOf(particle: u32, step: u32) -> vec2f {
  return vec2f(1.0, params.secondNoise) * noiseNormals(params.seed, particle, step);
}

@if(given)
fn normalsOf(particle: u32, step: u32) -> vec2f {
  return noise[(step - params.noiseStep) * params.noiseColumns + particle];
}

// After the step `step`, where that is to be remembered.
fn trace(z: vec2f, particle: u32, step: u32) {
  if particle < params.traced && (step + 1u) % params.stride == 0u {
    paths[(((step + 1u) / params.stride) % params.pathLength) * params.traced + particle] = z;
  }
}

// Points without the factor g: a step's is not the next one's.
@if(denoises && !eight) const tile = 512u;
@if(denoises && !eight) var<workgroup> near: array<vec2f, tile>;

@if(denoises)
fn pointAt(i: u32) -> vec2f {
  let two = data[i / 2u];
  return select(two.xy, two.zw, i % 2u == 1u);
}

// Called by all threads of a workgroup.
@if(denoises && !eight)
fn loadTile(begin: u32, local: u32) {
  workgroupBarrier();
  for (var i = local; i < min(tile, params.points - begin); i += workgroupSize) {
    near[i] = pointAt(begin + i);
  }
  workgroupBarrier();
}

// The mean of the points times g; called by all threads of a workgroup.
@if(denoises && !eight)
fn scaledMean(y: vec2f, g: f32, local: u32) -> vec2f {
  // Moment and mass.
  var sums = vec3f(0.0);
  for (var begin = 0u; begin < params.points; begin += tile) {
    if params.points > tile {
      loadTile(begin, local);
    }
    var tileSums = vec3f(0.0);
    for (var i = 0u; i < min(tile, params.points - begin); i++) {
      let x = g * near[i];
      let away = y - x;
      tileSums += exp2(-dot(away, away)) * vec3f(x, 1.0);
    }
    sums += tileSums;
  }
  if sums.z >= leastMass {
    return sums.xy / sums.z;
  }
  return farMean(y, g);
}

@if(denoises && !eight)
fn farMean(y: vec2f, g: f32) -> vec2f {
  var least = 3e38;
  for (var i = 0u; i < params.points; i++) {
    let away = y - g * pointAt(i);
    least = min(least, dot(away, away));
  }
  var sums = vec3f(0.0);
  for (var i = 0u; i < params.points; i++) {
    let x = g * pointAt(i);
    let away = y - x;
    sums += exp2(least - dot(away, away)) * vec3f(x, 1.0);
  }
  return sums.xy / sums.z;
}

@if(!eight)
fn moved(start: vec2f, particle: u32, step: u32, local: u32) -> vec2f {
  @if(twice) let row = table[2u * step];
  @if(!twice) let row = table[step];
  var z = row.a * start;
  @if(denoises) let m = scaledMean(row.scale * start, row.g, local);
  @if(denoises) z += row.b * m;
  @if(drawn || given) z += row.c * normalsOf(particle, step);
  @if(twice) {
    let second = table[2u * step + 1u];
    let m2 = scaledMean(second.scale * z, second.g, local);
    z = (second.a * z + second.b * m2) + (row.carryZ * start + row.carryX * m);
  }
  return z;
}

@if(!eight)
@compute @workgroup_size(workgroupSize)
fn diffusionSteps(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  let isMine = params.firstParticle + thread < params.lastParticle;
  // Threads beyond the last do as the last one does, because all take part in loading the points.
  let particle = min(params.firstParticle + thread, params.lastParticle - 1u);
  var z = positions[particle];
  @if(denoises) {
    if params.points <= tile {
      loadTile(0u, local);
    }
  }
  for (var done = 0u; done < params.steps; done++) {
    let step = params.firstStep + done;
    z = moved(z, particle, step, local);
    if isMine {
      trace(z, particle, step);
    }
  }
  if isMine {
    positions[particle] = z;
  }
  if thread == 0u {
    progress[0] += (params.lastParticle - params.firstParticle) * params.steps;
  }
}

// Sums of four particles relative to the nearest point, for those of them that are far from all.
@if(eight && denoises)
fn farSums(y: Four, g: f32, near: Sums) -> Sums {
  let isFar = !(near.mass >= vec4f(leastMass));
  if !any(isFar) {
    return near;
  }
  var least = vec4f(3e38);
  for (var i = 0u; i < params.points; i++) {
    least = min(least, squares(y, g * pointAt(i)));
  }
  var sums = Sums();
  for (var i = 0u; i < params.points; i++) {
    sums = plus(sums, y, g * pointAt(i), least);
  }
  return Sums(select(near.mass, sums.mass, isFar), select(near.x, sums.x, isFar), select(near.y, sums.y, isFar));
}

@if(eight && denoises)
fn scaledMean(z: Eight, row: Row) -> Eight {
  let y = eightTimes(row.scale, z);
  var a = Sums();
  var b = Sums();
  for (var i = 0u; i < params.points / 2u; i++) {
    let two = row.g * data[i];
    a = plus(a, y.low, two.xy, vec4f());
    b = plus(b, y.high, two.xy, vec4f());
    a = plus(a, y.low, two.zw, vec4f());
    b = plus(b, y.high, two.zw, vec4f());
  }
  if params.points % 2u == 1u {
    let last = row.g * pointAt(params.points - 1u);
    a = plus(a, y.low, last, vec4f());
    b = plus(b, y.high, last, vec4f());
  }
  a = farSums(y.low, row.g, a);
  b = farSums(y.high, row.g, b);
  return Eight(Four(a.x / a.mass, a.y / a.mass), Four(b.x / b.mass, b.y / b.mass));
}

// Particles beyond the last are the last one again: the same numbers are written twice.
@if(eight)
fn particleOf(first: u32, k: u32) -> u32 {
  return min(first + k, params.lastParticle - 1u);
}

// In a loop, because a compiler puts the text of a function wherever it is called: eight generators take long.
@if(eight && (drawn || given))
fn normalsOfEight(first: u32, step: u32) -> Eight {
  var all = Eight();
  for (var k = 0u; k < 4u; k++) {
    all.low = replaced(all.low, k, normalsOf(particleOf(first, k), step));
    all.high = replaced(all.high, k, normalsOf(particleOf(first, k + 4u), step));
  }
  return all;
}

@if(eight)
fn moved(start: Eight, first: u32, step: u32) -> Eight {
  @if(twice) let row = table[2u * step];
  @if(!twice) let row = table[step];
  var z = eightTimes(row.a, start);
  @if(denoises) let m = scaledMean(start, row);
  @if(denoises) z = plusTimes(z, row.b, m);
  @if(drawn || given) z = plusTimes(z, row.c, normalsOfEight(first, step));
  @if(twice) {
    let second = table[2u * step + 1u];
    let m2 = scaledMean(z, second);
    let carried = plusTimes(eightTimes(row.carryZ, start), row.carryX, m);
    z = plusTimes(plusTimes(carried, second.a, z), second.b, m2);
  }
  return z;
}

@if(eight)
@compute @workgroup_size(workgroupSize)
fn diffusionSteps(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  let first = params.firstParticle + 8u * thread;
  if first >= params.lastParticle {
    return;
  }
  var z = Eight();
  for (var k = 0u; k < 4u; k++) {
    z.low = replaced(z.low, k, positions[particleOf(first, k)]);
    z.high = replaced(z.high, k, positions[particleOf(first, k + 4u)]);
  }
  for (var done = 0u; done < params.steps; done++) {
    let step = params.firstStep + done;
    z = moved(z, first, step);
    for (var k = 0u; k < 4u && first < params.traced; k++) {
      trace(vec2f(z.low.x[k], z.low.y[k]), particleOf(first, k), step);
      trace(vec2f(z.high.x[k], z.high.y[k]), particleOf(first, k + 4u), step);
    }
  }
  for (var k = 0u; k < 4u; k++) {
    positions[particleOf(first, k)] = vec2f(z.low.x[k], z.low.y[k]);
    positions[particleOf(first, k + 4u)] = vec2f(z.high.x[k], z.high.y[k]);
  }
  if thread == 0u {
    progress[0] += (params.lastParticle - params.firstParticle) * params.steps;
  }
}
