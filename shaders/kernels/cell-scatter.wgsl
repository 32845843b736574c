// Moves entries to their places by one digit; equal digits keep their order. Twin: src/kernels/cell-scatter.ts.
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
// [64, threads]: where the next entry of a run with this digit goes.
@group(0) @binding(2) var<storage, read_write> offsets: array<u32>;
// [entries]
@group(0) @binding(3) var<storage, read_write> sorted: array<vec2u>;

// Entries of one thread.
const run = 256u;

@compute @workgroup_size(workgroupSize)
fn cellScatter(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  for (var i = thread * run; i < min((thread + 1u) * run, params.entries); i++) {
    let entry = entries[i];
    let slot = ((entry.x >> params.shift) & 63u) * params.threads + thread;
    let place = offsets[slot];
    offsets[slot] = place + 1u;
    sorted[place] = entry;
  }
}
