// Sums of products of factors over a slice of points, for a patch of 4 by 4 nodes of a lattice a thread: three
// multiply-adds a pair and no exponential. Runs of points that are out of reach of a patch are passed over. Twin: src/kernels/kernel-score-products.ts. MATHS.md 3.3.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  // Patch of the first thread: a launch may hold a slice of the patches.
  firstThread: u32,
  firstPoint: u32,
  points: u32,
  columns: u32,
  rows: u32,
  // First box of the last level: those of 32 points.
  firstLeaf: u32,
  // Square of the distance from which on a point does not matter.
  reach: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [all points] in the order of their cells.
@group(0) @binding(1) var<storage, read> data: array<vec2f>;
// The columns' x and then the rows' y, each filled up to a multiple of four.
@group(0) @binding(2) var<storage, read> axes: array<vec4f>;
// [points of the slice, length of the axes]
@group(0) @binding(3) var<storage, read> factors: array<vec4f>;
// [boxes]: lowest and highest x, lowest and highest y.
@group(0) @binding(4) var<storage, read> boxes: array<vec4f>;
// [rows, columns]
@group(0) @binding(5) var<storage, read_write> masses: array<f32>;
// [rows, columns]: sum of weight times (point - node).
@group(0) @binding(6) var<storage, read_write> moments: array<vec2f>;

const leafPoints = 32u;

// A row of a patch.
struct Sums {
  mass: vec4f,
  x: vec4f,
  y: vec4f,
}

fn plus(sums: Sums, across: vec4f, acrossX: vec4f, up: f32, upY: f32) -> Sums {
  return Sums(sums.mass + across * up, sums.x + acrossX * up, sums.y + across * upY);
}

// The least distance between one of four numbers and an interval.
fn gapTo(four: vec4f, low: f32, high: f32) -> f32 {
  let gap = max(vec4f(low) - four, four - vec4f(high));
  return max(0.0, min(min(gap.x, gap.y), min(gap.z, gap.w)));
}

fn add(row: u32, column: u32, sums: Sums) {
  if row >= params.rows {
    return;
  }
  for (var k = 0u; k < 4u && column + k < params.columns; k++) {
    let node = row * params.columns + column + k;
    masses[node] += sums.mass[k];
    moments[node] += vec2f(sums.x[k], sums.y[k]);
  }
}

@compute @workgroup_size(workgroupSize)
fn kernelScoreProducts(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let index = threadIndex(group, groups, local, workgroupSize);
  if index >= params.threads {
    return;
  }
  let square = params.firstThread + index;
  let across = (params.columns + 3u) / 4u;
  let width = across + (params.rows + 3u) / 4u;
  let column = square % across;
  let row = square / across;
  let x = axes[column];
  let y = axes[across + row];
  var first = Sums();
  var second = Sums();
  var third = Sums();
  var fourth = Sums();
  for (var run = 0u; run < params.points; run += leafPoints) {
    let box = boxes[params.firstLeaf + (params.firstPoint + run) / leafPoints];
    let away = vec2f(gapTo(x, box.x, box.y), gapTo(y, box.z, box.w));
    if dot(away, away) > params.reach {
      continue;
    }
    for (var i = run; i < min(run + leafPoints, params.points); i++) {
      let point = data[params.firstPoint + i];
      let a = factors[i * width + column];
      let b = factors[i * width + across + row];
      let ax = a * (point.x - x);
      let by = b * (point.y - y);
      first = plus(first, a, ax, b.x, by.x);
      second = plus(second, a, ax, b.y, by.y);
      third = plus(third, a, ax, b.z, by.z);
      fourth = plus(fourth, a, ax, b.w, by.w);
    }
  }
  add(4u * row, 4u * column, first);
  add(4u * row + 1u, 4u * column, second);
  add(4u * row + 2u, 4u * column, third);
  add(4u * row + 3u, 4u * column, fourth);
}
