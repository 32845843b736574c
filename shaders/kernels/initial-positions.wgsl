// Where chains start: a normal cloud, a square or a point. Twin: src/kernels/initial-positions.ts. MATHS.md 0.4.
import package::lib::random::{normalsFromWords, streamInit, threefry2x32, uniformFromWord};
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  seed: u32,
  // 0 normal, 1 uniform, 2 point: startShapes of the twin.
  shape: u32,
  x: f32,
  y: f32,
  // Standard deviation of the normal, half the side of the square.
  scale: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [chains]
@group(0) @binding(1) var<storage, read_write> positions: array<vec2f>;

@compute @workgroup_size(workgroupSize)
fn initialPositions(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let chain = threadIndex(group, groups, local, workgroupSize);
  if chain >= params.threads {
    return;
  }
  let words = threefry2x32(vec2u(params.seed, streamInit), vec2u(chain, 0u));
  var offset = vec2f(0.0);
  if params.shape == 0u {
    offset = normalsFromWords(words);
  } else if params.shape == 1u {
    offset = 2.0 * vec2f(uniformFromWord(words.x), uniformFromWord(words.y)) - 1.0;
  }
  positions[chain] = vec2f(params.x, params.y) + params.scale * offset;
}
