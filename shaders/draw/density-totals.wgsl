// What the particles in view amount to: the exposure of the density image. Twin: src/draw/density-totals.ts.
import package::lib::threads::threadIndex;

struct Params {
  // Threads that share the cells; few, because each ends with atomics on the same words.
  threads: u32,
  // Cells of the image.
  cells: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// Particles per cell of both channels [cells].
@group(0) @binding(1) var<storage, read> counts: array<vec2u>;
// The same smoothed at strides 1 and 2.
@group(0) @binding(2) var<storage, read> medium: array<vec2f>;
// [2, 3]: of each channel the bits of the largest medium level (positive floats are ordered as their bits are), the
// particles, and the cells that hold any.
@group(0) @binding(3) var<storage, read_write> totals: array<atomic<u32>>;

// Every threads-th cell a thread.
@compute @workgroup_size(workgroupSize)
fn densityTotals(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let first = threadIndex(group, groups, local, workgroupSize);
  if first >= params.threads {
    return;
  }
  var peak = vec2f(0.0);
  var particles = vec2u(0u);
  var taken = vec2u(0u);
  for (var i = first; i < params.cells; i += params.threads) {
    peak = max(peak, medium[i]);
    particles += counts[i];
    taken += min(counts[i], vec2u(1u));
  }
  for (var channel = 0u; channel < 2u; channel++) {
    atomicMax(&totals[3u * channel], bitcast<u32>(peak[channel]));
    atomicAdd(&totals[3u * channel + 1u], particles[channel]);
    atomicAdd(&totals[3u * channel + 2u], taken[channel]);
  }
}
