// The denoised rate per cell. What each finer level adds to the coarsest is kept as far as it stands out of Poisson
// noise, so that a crowd is smooth and a lone particle stays a dot. Twin: src/draw/density-estimate.ts.
import package::lib::threads::threadIndex;

struct Params {
  // Cells of the image.
  threads: u32,
  // Variance per unit rate of what each level adds, times the square of the significance asked for.
  threshold1: f32,
  threshold2: f32,
  threshold3: f32,
  // Rate below which the coarsest level fades.
  haze: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// Particles per cell of both channels [rows, columns].
@group(0) @binding(1) var<storage, read> counts: array<vec2u>;
// The same smoothed at stride 1, then 2, then 4.
@group(0) @binding(2) var<storage, read> fine: array<vec2f>;
@group(0) @binding(3) var<storage, read> medium: array<vec2f>;
// In: the coarsest level; out: square roots of the rates.
@group(0) @binding(4) var<storage, read_write> roots: array<vec2f>;

// The part of a detail that stands out of noise of variance threshold · rate.
fn kept(detail: vec2f, rate: vec2f, threshold: f32) -> vec2f {
  return detail * max(vec2f(0.0), 1.0 - threshold * rate / max(detail * detail, vec2f(1e-20)));
}

// Square roots of both rates in cell i. Where particles are so few that each is seen, the coarsest level would only be
// haze around them. Many particles in one cell are drawn as a disc: of a spike, medium - 2 coarse is positive within
// about 2.3 cells and nowhere else, of anything smoother it is negative.
fn rootsAt(i: u32) -> vec2f {
  let coarse = roots[i];
  let first = kept(vec2f(counts[i]) - fine[i], coarse, params.threshold1);
  let second = kept(fine[i] - medium[i], coarse, params.threshold2);
  let third = kept(medium[i] - coarse, coarse, params.threshold3);
  let crowd = coarse * coarse / (coarse + params.haze);
  let disc = medium[i] - 2.0 * coarse;
  return sqrt(max(max(crowd + first + second + third, disc), vec2f(0.0)));
}

// One cell a thread.
@compute @workgroup_size(workgroupSize)
fn densityEstimate(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let i = threadIndex(group, groups, local, workgroupSize);
  if i >= params.threads {
    return;
  }
  roots[i] = rootsAt(i);
}
