// How many chains stand in each cell of a grid; none is lost. Twin: src/kernels/cell-counts.ts.
import package::lib::numerics::isFinitePoint;
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  minX: f32,
  minY: f32,
  maxX: f32,
  maxY: f32,
  columns: u32,
  rows: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [chains]
@group(0) @binding(1) var<storage, read> positions: array<vec2f>;
// [rows, columns] from the lower left, then outside the box, then not finite. Grows: clear it first.
@group(0) @binding(2) var<storage, read_write> counts: array<atomic<u32>>;

fn slotOf(x: vec2f) -> u32 {
  let cells = params.columns * params.rows;
  if !isFinitePoint(x) {
    return cells + 1u;
  }
  let low = vec2f(params.minX, params.minY);
  let high = vec2f(params.maxX, params.maxY);
  if any(x < low) || any(x >= high) {
    return cells;
  }
  let shape = vec2u(params.columns, params.rows);
  // Just below the upper edge the quotient may round up to the number of cells.
  let cell = min(vec2u((x - low) / (high - low) * vec2f(shape)), shape - 1u);
  return cell.y * params.columns + cell.x;
}

@compute @workgroup_size(workgroupSize)
fn cellCounts(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let chain = threadIndex(group, groups, local, workgroupSize);
  if chain >= params.threads {
    return;
  }
  atomicAdd(&counts[slotOf(positions[chain])], 1u);
}
