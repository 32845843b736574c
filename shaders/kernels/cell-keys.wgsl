// The cell of each point, numbered along a Hilbert curve: cells that follow each other are neighbours, so that a run of
// points in this order fills a compact box. J. Skilling, https://doi.org/10.1063/1.1751381.
// Twin: src/kernels/cell-keys.ts.
import package::lib::quad::dimension;
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  // Cells along a coordinate, as a power of two.
  bits: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [threads, dimension]
@group(0) @binding(1) var<storage, read> data: array<f32>;
// [dimension]: centre and 1 / scale of a coordinate.
@group(0) @binding(2) var<storage, read> frame: array<vec2f>;
// [threads]: cell and point.
@group(0) @binding(3) var<storage, read_write> entries: array<vec2u>;

// The whole line on [0, 2^bits), half of the cells within a scale of the centre.
fn cellOf(x: f32, place: vec2f) -> u32 {
  let t = clamp((x - place.x) * place.y, -1e9, 1e9);
  let cells = 1u << params.bits;
  let share = 0.5 + 0.5 * t / (1.0 + abs(t));
  return min(u32(max(share, 0.0) * f32(cells)), cells - 1u);
}

fn alongCurve(start: array<u32, dimension>) -> u32 {
  var x = start;
  for (var q = 1u << (params.bits - 1u); q > 1u; q /= 2u) {
    let low = q - 1u;
    for (var i = 0u; i < dimension; i++) {
      let bit = x[i] & q;
      if bit != 0u {
        x[0] ^= low;
      } else {
        let swap = (x[0] ^ x[i]) & low;
        x[0] ^= swap;
        x[i] ^= swap;
      }
    }
  }
  for (var i = 1u; i < dimension; i++) {
    x[i] ^= x[i - 1u];
  }
  var turn = 0u;
  for (var q = 1u << (params.bits - 1u); q > 1u; q /= 2u) {
    let bit = x[dimension - 1u] & q;
    if bit != 0u {
      turn ^= q - 1u;
    }
  }
  var key = 0u;
  for (var bit = params.bits; bit > 0u; bit--) {
    for (var i = 0u; i < dimension; i++) {
      key = 2u * key + (((x[i] ^ turn) >> (bit - 1u)) & 1u);
    }
  }
  return key;
}

@compute @workgroup_size(workgroupSize)
fn cellKeys(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let point = threadIndex(group, groups, local, workgroupSize);
  if point >= params.threads {
    return;
  }
  var cell: array<u32, dimension>;
  for (var i = 0u; i < dimension; i++) {
    cell[i] = cellOf(data[point * dimension + i], frame[i]);
  }
  @if(!atLeast2) let key = cell[0];
  @if(atLeast2) let key = alongCurve(cell);
  entries[point] = vec2u(key, point);
}
