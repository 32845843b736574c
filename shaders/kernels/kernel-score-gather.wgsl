// Adds weight times (point - anchor) over a slice of points of any dimension; four coordinates of one query a thread.
// Twin: src/kernels/kernel-score-gather.ts. MATHS.md 3.3.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  dimension: u32,
  firstQuery: u32,
  queries: u32,
  firstPoint: u32,
  points: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [all points, dimension]
@group(0) @binding(1) var<storage, read> data: array<f32>;
// [points of the slice, queries of the slice]
@group(0) @binding(2) var<storage, read> weights: array<f32>;
// [all queries]: the nearest point so far, and the nearest before this slice.
@group(0) @binding(3) var<storage, read> anchors: array<u32>;
@group(0) @binding(4) var<storage, read> previous: array<u32>;
// [all queries]: what earlier sums shrink by, and the mass they then have.
@group(0) @binding(5) var<storage, read> carried: array<vec2f>;
// [all queries, dimension]
@group(0) @binding(6) var<storage, read_write> moments: array<f32>;

// Points summed before they are added to the rest: errors grow with the number of terms.
const chunk = 256u;

fn fourAt(row: u32, column: vec4u) -> vec4f {
  let k = row * params.dimension + column;
  return vec4f(data[k.x], data[k.y], data[k.z], data[k.w]);
}

@compute @workgroup_size(workgroupSize)
fn kernelScoreGather(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  // Neighbouring threads are neighbouring queries, whose weights stand side by side.
  let column = 4u * (thread / params.queries);
  let columns = min(column + vec4u(0u, 1u, 2u, 3u), vec4u(params.dimension - 1u));
  let inSlice = thread % params.queries;
  let query = params.firstQuery + inSlice;
  let anchor = fourAt(anchors[query], columns);
  var sum = vec4f(0.0);
  for (var start = 0u; start < params.points; start += chunk) {
    var part = vec4f(0.0);
    for (var i = start; i < min(start + chunk, params.points); i++) {
      part += weights[i * params.queries + inSlice] * (fourAt(params.firstPoint + i, columns) - anchor);
    }
    sum += part;
  }
  let shrinkAndMass = carried[query];
  let moved = anchor - fourAt(previous[query], columns);
  for (var k = 0u; k < 4u && column + k < params.dimension; k++) {
    let at = query * params.dimension + column + k;
    moments[at] = shrinkAndMass.x * moments[at] - shrinkAndMass.y * moved[k] + sum[k];
  }
}
