// One level of an à trous smoothing (Shensa 1992): the mask 1 2 1 in both directions, its taps `stride` cells apart.
// density-estimate.wgsl tells structure from noise by the levels of stride 1, 2 and 4. Twin: src/draw/density-smooth.ts.
import package::lib::threads::threadIndex;

struct Params {
  // Cells of the image.
  threads: u32,
  columns: u32,
  rows: u32,
  // Distance between taps in cells.
  stride: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// Both channels per cell [rows, columns]: counts at the first level, the smoothed level before at the others.
@if(counts)
@group(0) @binding(1) var<storage, read> source: array<vec2u>;
@else
@group(0) @binding(1) var<storage, read> source: array<vec2f>;
// Both channels per cell [rows, columns].
@group(0) @binding(2) var<storage, read_write> smoothed: array<vec2f>;

// The mask along one row at column x and its neighbours.
fn maskedRow(row: u32, left: u32, x: u32, right: u32) -> vec2f {
  let start = row * params.columns;
  return vec2f(source[start + left]) + 2.0 * vec2f(source[start + x]) + vec2f(source[start + right]);
}

// One cell a thread; beyond the border the image goes on as at the border.
@compute @workgroup_size(workgroupSize)
fn densitySmooth(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let i = threadIndex(group, groups, local, workgroupSize);
  if i >= params.threads {
    return;
  }
  let y = i / params.columns;
  let x = i - y * params.columns;
  let left = x - min(x, params.stride);
  let right = min(x + params.stride, params.columns - 1u);
  let above = maskedRow(y - min(y, params.stride), left, x, right);
  let below = maskedRow(min(y + params.stride, params.rows - 1u), left, x, right);
  smoothed[i] = (above + 2.0 * maskedRow(y, left, x, right) + below) / 16.0;
}
