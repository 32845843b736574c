// How far the trajectories are from the equilibrium: least and most in a first pass, a histogram between the two in a
// second. Radii are counted by their bits, which order like the numbers; what is not finite is counted apart.
// Twin: src/kernels/dirac-radii.ts.
import package::lib::numerics::isFinitePoint;
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  count: u32,
  // 0: extremes, 1: histogram.
  second: u32,
  // Of the quadratic form under the root: theta^2, theta psi, psi^2.
  a: f32,
  b: f32,
  c: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [count]
@group(0) @binding(1) var<storage, read> positions: array<vec2f>;
// Complement of the least bits, the most bits, the number that is not finite, then 2^12 bins of equal width in bits.
@group(0) @binding(2) var<storage, read_write> counts: array<atomic<u32>>;

const binBits = 12u;

// Scaled before squaring, so that it overflows no earlier than the position itself.
fn radiusBits(at: vec2f) -> u32 {
  let size = max(abs(at.x), abs(at.y));
  if size == 0.0 {
    return 0u;
  }
  let unit = at / size;
  let form = params.a * unit.x * unit.x + params.b * unit.x * unit.y + params.c * unit.y * unit.y;
  return min(bitcast<u32>(size * sqrt(max(form, 0.0))), 0x7f7fffffu);
}

@compute @workgroup_size(workgroupSize)
fn diracRadii(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let least = ~atomicLoad(&counts[0]);
  let most = atomicLoad(&counts[1]);
  // Bits that a bin leaves open.
  let shift = 32u - binBits - min(countLeadingZeros(most - least), 32u - binBits);
  var smallest = 0u;
  var largest = 0u;
  var lost = 0u;
  for (var i = thread; i < params.count; i += params.threads) {
    let at = positions[i];
    if !isFinitePoint(at) {
      lost++;
      continue;
    }
    let bits = radiusBits(at);
    if params.second == 1u {
      if bits >= least && bits <= most {
        atomicAdd(&counts[3u + ((bits - least) >> shift)], 1u);
      }
    } else {
      smallest = max(smallest, ~bits);
      largest = max(largest, bits);
    }
  }
  if params.second == 0u {
    atomicMax(&counts[0], smallest);
    atomicMax(&counts[1], largest);
    atomicAdd(&counts[2], lost);
  }
}
