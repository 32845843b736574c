// From counts to where each begins, in place, given the totals of runs. Twin: src/kernels/cell-offsets.ts.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  counts: u32,
  // Counts of one thread.
  run: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [threads]
@group(0) @binding(1) var<storage, read> totals: array<u32>;
// [counts]
@group(0) @binding(2) var<storage, read_write> counts: array<u32>;

@compute @workgroup_size(workgroupSize)
fn cellOffsets(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  var next = 0u;
  for (var i = 0u; i < thread; i++) {
    next += totals[i];
  }
  for (var i = thread * params.run; i < min((thread + 1u) * params.run, params.counts); i++) {
    let count = counts[i];
    counts[i] = next;
    next += count;
  }
}
