// One factor of each kernel for each column and one for each row of a lattice: exp(-(a^2 + b^2)) = exp(-a^2) exp(-b^2).
// Twin: src/kernels/kernel-score-factors.ts. MATHS.md 3.2.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  firstPoint: u32,
  // Of the axes: columns, then rows.
  columns: u32,
  width: u32,
  // log2(e) / (2 sigma^2)
  rate: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [points, 2]
@group(0) @binding(1) var<storage, read> data: array<f32>;
// [width]: the columns' x, then the rows' y.
@group(0) @binding(2) var<storage, read> axes: array<f32>;
// [points of the slice, width]
@group(0) @binding(3) var<storage, read_write> factors: array<f32>;

@compute @workgroup_size(workgroupSize)
fn kernelScoreFactors(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let line = thread % params.width;
  let coordinate = select(0u, 1u, line >= params.columns);
  let away = data[2u * (params.firstPoint + thread / params.width) + coordinate] - axes[line];
  factors[thread] = exp2(-params.rate * away * away);
}
