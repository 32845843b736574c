// How far the exact denoiser is from the datum that was made noisy, summed over nodes of the noise, eight at a time; a thread has
// one noise level, one datum and one block of nodes. Weights are relative to the datum's own, 1, so that no sum is small, and
// with nodes up to 8.5 none is large. Twin: src/kernels/diffusion-errors.ts. MATHS.md 2.4 to 2.6.
import package::lib::eightPlaces::{Four, Sums};
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  // Thread of the launch's first: a launch may hold a slice of the threads.
  firstThread: u32,
  // Where the first thread's sums go.
  firstSum: u32,
  points: u32,
  nodes: u32,
  // Nodes of a thread, a multiple of eight.
  span: u32,
  // What the denoiser's answer is multiplied by.
  factor: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [points]
@group(0) @binding(1) var<storage, read> data: array<vec2f>;
// [nodes]: place times sqrt(2 log2(e)), weight, 0.
@group(0) @binding(2) var<storage, read> nodes: array<vec4f>;
// [levels]: sqrt(log2(e) / 2) / s, and the share k of y itself in the denoiser's answer.
@group(0) @binding(3) var<storage, read> levels: array<vec2f>;
// [threads]
@group(0) @binding(4) var<storage, read_write> sums: array<vec4f>;

// With one more point, u = (x_i - x_j) g.
fn plusPoint(sums: Sums, xi: Four, u: vec2f) -> Sums {
  let weight = exp2(u.x * (xi.x - u.x) + u.y * (xi.y - u.y));
  return Sums(sums.mass + weight, sums.x + weight * u.x, sums.y + weight * u.y);
}

fn total(v: vec4f) -> f32 {
  return (v.x + v.y) + (v.z + v.w);
}

// What four nodes add to the sums of r, r^2, log mass and weight.
fn errorsOf(x: vec2f, g: f32, own: f32, xi: Four, weight: vec4f, seen: Sums) -> vec4f {
  let pull = params.factor * (1.0 - own) / (seen.mass * g);
  let push = own / (2.0 * g);
  let across = (1.0 - params.factor) * (x.x + push * xi.x) - pull * seen.x;
  let up = (1.0 - params.factor) * (x.y + push * xi.y) - pull * seen.y;
  let square = across * across + up * up;
  let r = weight * square;
  return vec4f(total(r), total(r * square), total(weight * log(seen.mass)), total(weight));
}

@compute @workgroup_size(workgroupSize)
fn diffusionErrors(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let index = threadIndex(group, groups, local, workgroupSize);
  if index >= params.threads {
    return;
  }
  let thread = params.firstThread + index;
  let blocks = (params.nodes + params.span - 1u) / params.span;
  let x = data[(thread / blocks) % params.points];
  let level = levels[thread / (blocks * params.points)];
  let g = level.x;
  let first = (thread % blocks) * params.span;
  var all = vec4f(0.0);
  for (var node = first; node < min(first + params.span, params.nodes); node += 8u) {
    let a = nodes[node];
    let b = nodes[node + 1u];
    let c = nodes[node + 2u];
    let d = nodes[node + 3u];
    let e = nodes[node + 4u];
    let f = nodes[node + 5u];
    let h = nodes[node + 6u];
    let k = nodes[node + 7u];
    let low = Four(vec4f(a.x, b.x, c.x, d.x), vec4f(a.y, b.y, c.y, d.y));
    let high = Four(vec4f(e.x, f.x, h.x, k.x), vec4f(e.y, f.y, h.y, k.y));
    var seenLow = Sums(vec4f(), vec4f(), vec4f());
    var seenHigh = Sums(vec4f(), vec4f(), vec4f());
    for (var i = 0u; i < params.points; i++) {
      let u = g * (data[i] - x);
      seenLow = plusPoint(seenLow, low, u);
      seenHigh = plusPoint(seenHigh, high, u);
    }
    all += errorsOf(x, g, level.y, low, vec4f(a.z, b.z, c.z, d.z), seenLow);
    all += errorsOf(x, g, level.y, high, vec4f(e.z, f.z, h.z, k.z), seenHigh);
  }
  sums[params.firstSum + index] = all;
}
