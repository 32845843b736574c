// From squared distances to weights relative to the nearest point so far, in place, and what that does to earlier sums.
// One query a thread. Twin: src/kernels/kernel-score-weights.ts. MATHS.md 3.3.
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  firstQuery: u32,
  firstPoint: u32,
  points: u32,
  // log2(e) / (2 sigma^2)
  rate: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [points of the slice, queries of the slice]: squared distances, then weights.
@group(0) @binding(1) var<storage, read_write> squares: array<f32>;
// [all queries]: squared distance of the anchor.
@group(0) @binding(2) var<storage, read_write> leastSquares: array<f32>;
// [all queries]: the nearest point so far, and the nearest before this slice.
@group(0) @binding(3) var<storage, read_write> anchors: array<u32>;
@group(0) @binding(4) var<storage, read_write> previous: array<u32>;
// [all queries]: sum of the weights; 0 where there is no anchor yet.
@group(0) @binding(5) var<storage, read_write> masses: array<f32>;
// [all queries]: what earlier sums shrink by, and the mass they then have.
@group(0) @binding(6) var<storage, read_write> carried: array<vec2f>;

// Weights summed before they are added to the rest: errors grow with the number of terms.
const chunk = 256u;

@compute @workgroup_size(workgroupSize)
fn kernelScoreWeights(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let query = params.firstQuery + thread;
  let mass = masses[query];
  var best = params.firstPoint;
  var least = squares[thread];
  if mass > 0.0 {
    best = anchors[query];
    least = leastSquares[query];
  }
  let old = best;
  let oldLeast = least;
  for (var i = 0u; i < params.points; i++) {
    let square = squares[i * params.threads + thread];
    if square < least {
      least = square;
      best = params.firstPoint + i;
    }
  }
  var sum = 0.0;
  for (var start = 0u; start < params.points; start += chunk) {
    var part = 0.0;
    for (var i = start; i < min(start + chunk, params.points); i++) {
      let weight = exp2(-params.rate * (squares[i * params.threads + thread] - least));
      squares[i * params.threads + thread] = weight;
      part += weight;
    }
    sum += part;
  }
  let shrink = exp2(-params.rate * (oldLeast - least));
  anchors[query] = best;
  previous[query] = old;
  leastSquares[query] = least;
  carried[query] = vec2f(shrink, mass * shrink);
  masses[query] = mass * shrink + sum;
}
