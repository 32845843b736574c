// The colour of every cell. The logarithm of the rate against the exposure is first opacity, then depth of colour.
// Twin: src/draw/density-colour.ts.
import package::lib::threads::threadIndex;

struct Params {
  // Cells of the image.
  threads: u32,
  // Range of the logarithm.
  range: f32,
  // Most that the full rate may be, in means of the cells that are taken.
  towering: f32,
  // Least full rate in particles per cell, so that a few lone particles do not pass for a crowd.
  leastRate: f32,
  // Opacity that even a lone particle has.
  presence: f32,
  // Colour of a channel at moderate rate, and at the full one.
  firstRed: f32,
  firstGreen: f32,
  firstBlue: f32,
  firstDeepRed: f32,
  firstDeepGreen: f32,
  firstDeepBlue: f32,
  secondRed: f32,
  secondGreen: f32,
  secondBlue: f32,
  secondDeepRed: f32,
  secondDeepGreen: f32,
  secondDeepBlue: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// Square roots of the rates of both channels [threads].
@group(0) @binding(1) var<storage, read> roots: array<vec2f>;
// [2, 3]: of each channel the bits of its peak, its particles, and the cells that hold any.
@group(0) @binding(2) var<storage, read> totals: array<u32>;
// [threads]: premultiplied red, green, blue, alpha in a byte each, red lowest.
@group(0) @binding(3) var<storage, read_write> colours: array<u32>;

// The rate that is drawn in full: the peak, unless a few cells tower above the mean of all that are taken.
fn fullRate(channel: u32) -> f32 {
  let peak = bitcast<f32>(totals[3u * channel]);
  let mean = f32(totals[3u * channel + 1u]) / f32(max(totals[3u * channel + 2u], 1u));
  return max(min(peak, params.towering * mean), params.leastRate);
}

// Premultiplied colour of a cell with these rates. Where both clouds overlap the denser one lies on top.
fn colourOf(rate: vec2f) -> vec4f {
  let tone = log(1.0 + params.range * rate / vec2f(fullRate(0u), fullRate(1u))) / log(1.0 + params.range);
  let alpha = min(params.presence * rate / (rate + 0.5) + (1.0 - params.presence) * tone, vec2f(1.0));
  let deep = smoothstep(vec2f(0.55), vec2f(1.1), tone);
  let first = vec3f(params.firstRed, params.firstGreen, params.firstBlue);
  let firstDeep = vec3f(params.firstDeepRed, params.firstDeepGreen, params.firstDeepBlue);
  let second = vec3f(params.secondRed, params.secondGreen, params.secondBlue);
  let secondDeep = vec3f(params.secondDeepRed, params.secondDeepGreen, params.secondDeepBlue);
  let both = alpha.x * alpha.y;
  let share = rate.y / max(rate.x + rate.y, 1e-9);
  let part = alpha - both * vec2f(share, 1.0 - share);
  return vec4f(mix(first, firstDeep, deep.x) * part.x + mix(second, secondDeep, deep.y) * part.y, part.x + part.y);
}

// One cell a thread.
@compute @workgroup_size(workgroupSize)
fn densityColour(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let i = threadIndex(group, groups, local, workgroupSize);
  if i >= params.threads {
    return;
  }
  let root = roots[i];
  colours[i] = pack4x8unorm(colourOf(root * root));
}
