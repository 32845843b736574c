// Counts the particles of one cloud in the cells of the density image. Particles that are not finite or stand outside
// the view are skipped. Twin: src/draw/density-bin.ts.
import package::lib::numerics::isFinitePoint;
import package::lib::threads::threadIndex;

struct Params {
  // Particles of the cloud.
  threads: u32,
  // Cells of the image.
  columns: u32,
  rows: u32,
  // Which channel the cloud is counted in: 0 for the first colour, 1 for the second.
  channel: u32,
  // Upper left corner of the view in data space.
  minX: f32,
  maxY: f32,
  // Cells per unit of data space.
  scaleX: f32,
  scaleY: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [threads]
@group(0) @binding(1) var<storage, read> positions: array<vec2f>;
// Particles per cell and channel [rows, columns, 2], from the top row down.
@group(0) @binding(2) var<storage, read_write> counts: array<atomic<u32>>;

// One particle a thread.
@compute @workgroup_size(workgroupSize)
fn densityBin(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let i = threadIndex(group, groups, local, workgroupSize);
  if i >= params.threads {
    return;
  }
  let position = positions[i];
  let cell = vec2f(position.x - params.minX, params.maxY - position.y) * vec2f(params.scaleX, params.scaleY);
  if !isFinitePoint(position) || !isFinitePoint(cell) {
    return;
  }
  if any(cell < vec2f(0.0)) || any(cell >= vec2f(f32(params.columns), f32(params.rows))) {
    return;
  }
  let at = vec2u(cell);
  atomicAdd(&counts[(at.y * params.columns + at.x) * 2u + params.channel], 1u);
}
