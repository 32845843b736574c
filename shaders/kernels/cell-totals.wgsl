// Sums over runs of counts. Twin: src/kernels/cell-totals.ts.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  counts: u32,
  // Counts of one thread.
  run: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [counts]
@group(0) @binding(1) var<storage, read> counts: array<u32>;
// [threads]
@group(0) @binding(2) var<storage, read_write> totals: array<u32>;

@compute @workgroup_size(workgroupSize)
fn cellTotals(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  var total = 0u;
  for (var i = thread * params.run; i < min((thread + 1u) * params.run, params.counts); i++) {
    total += counts[i];
  }
  totals[thread] = total;
}
