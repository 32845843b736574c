// Points in the order of their cells. Twin: src/kernels/cell-points.ts.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  dimension: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [points, dimension]
@group(0) @binding(1) var<storage, read> data: array<f32>;
// [points]: cell and point.
@group(0) @binding(2) var<storage, read> entries: array<vec2u>;
// [points, dimension]
@group(0) @binding(3) var<storage, read_write> sorted: array<f32>;

@compute @workgroup_size(workgroupSize)
fn cellPoints(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let place = threadIndex(group, groups, local, workgroupSize);
  if place >= params.threads {
    return;
  }
  let point = entries[place].y;
  for (var j = 0u; j < params.dimension; j++) {
    sorted[place * params.dimension + j] = data[point * params.dimension + j];
  }
}
