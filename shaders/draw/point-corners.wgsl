// Every particle three times: the corners of the triangle around its point. Instancing would need no copy, but the
// software adapter spends about 10 µs on each instance, and storage buffers in the vertex stage are not everywhere.
// Twin: src/draw/point-corners.ts.
import package::lib::threads::threadIndex;

struct Params {
  // Particles.
  threads: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [threads]
@group(0) @binding(1) var<storage, read> positions: array<vec2f>;
// [threads, 3]
@group(0) @binding(2) var<storage, read_write> corners: array<vec2f>;

// One particle a thread.
@compute @workgroup_size(workgroupSize)
fn pointCorners(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let i = threadIndex(group, groups, local, workgroupSize);
  if i >= params.threads {
    return;
  }
  let position = positions[i];
  corners[3u * i] = position;
  corners[3u * i + 1u] = position;
  corners[3u * i + 2u] = position;
}
