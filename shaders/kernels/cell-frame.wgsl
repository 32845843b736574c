// Where most of the points are: median and distance of the quartiles of a sample, coordinate by coordinate. One outlier
// at the end of the world then costs nothing. Twin: src/kernels/cell-frame.ts.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  points: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [points, threads]
@group(0) @binding(1) var<storage, read> data: array<f32>;
// [threads]: centre and 1 / scale of a coordinate.
@group(0) @binding(2) var<storage, read_write> frame: array<vec2f>;

const sample = 255u;

fn sampleAt(k: u32, coordinate: u32) -> f32 {
  let row = (k * params.points) / sample;
  return data[row * params.threads + coordinate];
}

// The value of this rank in the sample; the earlier of two equal ones ranks lower.
fn ranked(rank: u32, coordinate: u32) -> f32 {
  for (var k = 0u; k < sample; k++) {
    let value = sampleAt(k, coordinate);
    var lower = 0u;
    for (var l = 0u; l < sample; l++) {
      let other = sampleAt(l, coordinate);
      let isEarlier = other == value && l < k;
      lower += select(0u, 1u, other < value || isEarlier);
    }
    if lower == rank {
      return value;
    }
  }
  return 0.0;
}

@compute @workgroup_size(workgroupSize)
fn cellFrame(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let coordinate = threadIndex(group, groups, local, workgroupSize);
  if coordinate >= params.threads {
    return;
  }
  var scale = ranked(191u, coordinate) - ranked(63u, coordinate);
  if !(scale > 0.0) {
    scale = ranked(254u, coordinate) - ranked(0u, coordinate);
  }
  if !(scale > 0.0) {
    scale = 1.0;
  }
  frame[coordinate] = vec2f(ranked(127u, coordinate), 1.0 / scale);
}
