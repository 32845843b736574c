// Adds the rows of a matrix up to fewer rows, without barriers. Twin: src/kernels/sum-rows.ts.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  rows: u32,
  columns: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [rows, columns]
@group(0) @binding(1) var<storage, read> rows: array<f32>;
// [groups, columns], groups = threads / columns: row g is the sum of the rows g, g + groups, g + 2 groups, …
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;

@compute @workgroup_size(workgroupSize)
fn sumRows(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  var sum = 0.0;
  // Threads and columns step through the matrix together: element i belongs to column i mod columns.
  for (var i = thread; i < params.rows * params.columns; i += params.threads) {
    sum += rows[i];
  }
  sums[thread] = sum;
}
