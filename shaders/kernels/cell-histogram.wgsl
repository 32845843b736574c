// How often each digit occurs in each run of entries: the first step of a counting sort that keeps the order of equal
// keys, and so gives the same bits each time. Twin: src/kernels/cell-histogram.ts.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  entries: u32,
  // Place of the digit's lowest bit.
  shift: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [entries]: key and value.
@group(0) @binding(1) var<storage, read> entries: array<vec2u>;
// [64, threads]
@group(0) @binding(2) var<storage, read_write> counts: array<u32>;

// Entries of one thread.
const run = 256u;

@compute @workgroup_size(workgroupSize)
fn cellHistogram(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  for (var digit = 0u; digit < 64u; digit++) {
    counts[digit * params.threads + thread] = 0u;
  }
  for (var i = thread * run; i < min((thread + 1u) * run, params.entries); i++) {
    let digit = (entries[i].x >> params.shift) & 63u;
    counts[digit * params.threads + thread]++;
  }
}
