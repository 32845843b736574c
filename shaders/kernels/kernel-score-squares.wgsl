// Squared distances between queries and points of any dimension, four by four a thread.
// Twin: src/kernels/kernel-score-squares.ts. MATHS.md 0.2 (3), 3.3.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  dimension: u32,
  // The slice: its queries and points, and how many of each.
  firstQuery: u32,
  queries: u32,
  firstPoint: u32,
  points: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [all points, dimension]
@group(0) @binding(1) var<storage, read> data: array<f32>;
// [all queries, dimension]
@group(0) @binding(2) var<storage, read> places: array<f32>;
// [points of the slice, queries of the slice]
@group(0) @binding(3) var<storage, read_write> squares: array<f32>;

// Coordinates summed before they are added to the rest: errors grow with the number of terms.
const chunk = 16u;

fn fourOf(last: u32, first: u32) -> vec4u {
  return min(first + vec4u(0u, 1u, 2u, 3u), vec4u(last));
}

fn fourPlaces(rows: vec4u, j: u32) -> vec4f {
  let k = params.dimension * rows + j;
  return vec4f(places[k.x], places[k.y], places[k.z], places[k.w]);
}

@compute @workgroup_size(workgroupSize)
fn kernelScoreSquares(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let across = (params.queries + 3u) / 4u;
  let query = fourOf(params.queries - 1u, 4u * (thread % across));
  let point = fourOf(params.points - 1u, 4u * (thread / across));
  let rows = params.firstQuery + query;
  let row = params.dimension * (params.firstPoint + point);
  var a = vec4f(0.0);
  var b = vec4f(0.0);
  var c = vec4f(0.0);
  var d = vec4f(0.0);
  for (var start = 0u; start < params.dimension; start += chunk) {
    var a1 = vec4f(0.0);
    var b1 = vec4f(0.0);
    var c1 = vec4f(0.0);
    var d1 = vec4f(0.0);
    for (var j = start; j < min(start + chunk, params.dimension); j++) {
      let x = fourPlaces(rows, j);
      let wa = data[row.x + j] - x;
      let wb = data[row.y + j] - x;
      let wc = data[row.z + j] - x;
      let wd = data[row.w + j] - x;
      a1 += wa * wa;
      b1 += wb * wb;
      c1 += wc * wc;
      d1 += wd * wd;
    }
    a += a1;
    b += b1;
    c += c1;
    d += d1;
  }
  // Rows and columns beyond the last are the last one again: the same numbers are written twice.
  for (var k = 0u; k < 4u; k++) {
    squares[point.x * params.queries + query[k]] = a[k];
    squares[point.y * params.queries + query[k]] = b[k];
    squares[point.z * params.queries + query[k]] = c[k];
    squares[point.w * params.queries + query[k]] = d[k];
  }
}
