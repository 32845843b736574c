// The index of a thread when workgroups beyond 65,535 are folded into a second dimension. The same fold stands in
// src/compute/fold.ts.

// Linear index of this invocation in a 1-D launch folded into 2-D.
fn threadIndex(group: vec3u, groups: vec3u, local: u32, workgroupSize: u32) -> u32 {
  return (group.y * groups.x + group.x) * workgroupSize + local;
}
