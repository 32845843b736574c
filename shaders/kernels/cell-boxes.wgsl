// Bounding boxes of runs: of 32 points in the order of their cells, then of 8 boxes, up to one that holds all. The boxes
// are a heap: the children of box i are 8 i + 1 to 8 i + 8, and the boxes of points are the last level.
// Twin: src/kernels/cell-boxes.ts.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  dimension: u32,
  points: u32,
  // Box of the first thread.
  first: u32,
  // First box of the last level, and how many boxes of any level there are.
  firstLeaf: u32,
  boxes: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [points, dimension]
@group(0) @binding(1) var<storage, read> sorted: array<f32>;
// [boxes, dimension]: lowest and highest; the other way round where there is no point.
@group(0) @binding(2) var<storage, read_write> boxes: array<vec2f>;

const leafPoints = 32u;
const children = 8u;
// Beyond every coordinate, and its square is no infinity.
const nowhere = vec2f(0x1p60, -0x1p60);

fn hull(a: vec2f, b: vec2f) -> vec2f {
  return vec2f(min(a.x, b.x), max(a.y, b.y));
}

@compute @workgroup_size(workgroupSize)
fn cellBoxes(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let box = params.first + thread;
  for (var j = 0u; j < params.dimension; j++) {
    var reach = nowhere;
    if box >= params.firstLeaf {
      let start = (box - params.firstLeaf) * leafPoints;
      for (var i = start; i < min(start + leafPoints, params.points); i++) {
        reach = hull(reach, vec2f(sorted[i * params.dimension + j]));
      }
    } else {
      for (var i = children * box + 1u; i < min(children * box + children + 1u, params.boxes); i++) {
        reach = hull(reach, boxes[i * params.dimension + j]);
      }
    }
    boxes[box * params.dimension + j] = reach;
  }
}
