// Accepts or rejects the proposals of langevinPropose, once log p and the score are known there, so that p^(1/noise^2)
// stays invariant at every step size. Twin: src/kernels/langevin-decide.ts. MATHS.md 3.1.
import package::lib::acceptance::accepts;
import package::lib::numerics::{isFinite, isFinitePoint};
import package::lib::random::{noiseNormals, streamAccept, threefry2x32};
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  seed: u32,
  // Steps already done: the counter of the random numbers.
  step: u32,
  stepSize: f32,
  noise: f32,
  // The first `traced` chains write their paths.
  traced: u32,
  pathLength: u32,
  // 1: no step; what was evaluated belongs to the positions themselves.
  adopt: u32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [chains], in place.
@group(0) @binding(1) var<storage, read_write> positions: array<vec2f>;
// [chains]: (log p, score, nothing) at the positions.
@group(0) @binding(2) var<storage, read_write> standing: array<vec4f>;
// [chains]
@group(0) @binding(3) var<storage, read> proposals: array<vec2f>;
// [chains], at the proposals, and the same for the score.
@group(0) @binding(4) var<storage, read> logDensity: array<f32>;
@group(0) @binding(5) var<storage, read> score: array<vec2f>;
// [2]: chain-steps done and proposals accepted, modulo 2^32.
@group(0) @binding(6) var<storage, read_write> counters: array<atomic<u32>>;
// [pathLength, traced]: a ring over steps.
@group(0) @binding(7) var<storage, read_write> paths: array<vec2f>;

fn decide(chain: u32, there: vec3f) {
  let proposal = proposals[chain];
  let normals = noiseNormals(params.seed, chain, params.step);
  let word = threefry2x32(vec2u(params.seed, streamAccept), vec2u(chain, params.step)).x;
  let sound = isFinitePoint(proposal) && isFinite(there.x) && isFinitePoint(there.yz);
  if sound && accepts(standing[chain].xyz, there, normals, word, params.stepSize, params.noise) {
    positions[chain] = proposal;
    standing[chain] = vec4f(there, 0.0);
    atomicAdd(&counters[1], 1u);
  }
  if chain < params.traced {
    paths[((params.step + 1u) % params.pathLength) * params.traced + chain] = positions[chain];
  }
  if chain == 0u {
    atomicAdd(&counters[0], params.threads);
  }
}

@compute @workgroup_size(workgroupSize)
fn langevinDecide(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let chain = threadIndex(group, groups, local, workgroupSize);
  if chain >= params.threads {
    return;
  }
  let there = vec3f(logDensity[chain], score[chain]);
  if params.adopt == 1u {
    standing[chain] = vec4f(there, 0.0);
  } else {
    decide(chain, there);
  }
}
