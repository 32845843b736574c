// How fast a small start grows or shrinks, over a grid of two parameters: every pixel is a run of its own, four to a
// thread. Twin: src/kernels/dirac-growth.ts. MATHS.md 4.3 to 4.6.
import package::lib::diracField::Pair;
import package::lib::diracGrid::{Base, gridPace};
import package::lib::diracScheme::{advanceRound, resting};
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  steps: u32,
  // Columns of this tile, and where its pixels stand in `xs` and `ys`.
  columns: u32,
  firstX: u32,
  strideX: u32,
  firstY: u32,
  strideY: u32,
  axisX: u32,
  axisY: u32,
  h: f32,
  hD: f32,
  sigma: f32,
  gamma: f32,
  g0: f32,
  generatorSteps: u32,
  discriminatorSteps: u32,
  slope: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> xs: array<f32>;
@group(0) @binding(2) var<storage, read> ys: array<f32>;
// [rows, columns] of the tile: mean of log(size after / size before) a round.
@group(0) @binding(3) var<storage, read_write> growth: array<f32>;

// Far inside the range where every f is linear, and far from the smallest float.
const start = 1e-12;
const least = 1e-30;
const most = 1e-3;

// The Euclidean one: orbits of small steps are circles, and a slow turn must not look like growth. Scaled, because the
// square of 1e-30 would be 0.
const scale = 1e18;

fn sizeOf(at: Pair) -> vec4f {
  return vec4f(
    sizeOfOne(at.theta.x, at.psi.x),
    sizeOfOne(at.theta.y, at.psi.y),
    sizeOfOne(at.theta.z, at.psi.z),
    sizeOfOne(at.theta.w, at.psi.w),
  );
}

// By comparisons in place of min and max, which are several times as long on the software adapter. What is not finite is
// as large as can be.
fn sizeOfOne(theta: f32, psi: f32) -> f32 {
  let x = scale * select(1.0, theta, abs(theta) < 1.0);
  let y = scale * select(1.0, psi, abs(psi) < 1.0);
  return sqrt(x * x + y * y) / scale;
}

@compute @workgroup_size(workgroupSize)
fn diracGrowth(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let column = thread % params.columns;
  let row = 4u * (thread / params.columns);
  let x = vec4f(xs[params.firstX + column * params.strideX]);
  let nearest = params.firstY + row * params.strideY;
  let y = vec4f(
    ys[nearest],
    ys[nearest + params.strideY],
    ys[nearest + 2u * params.strideY],
    ys[nearest + 3u * params.strideY],
  );
  let base = Base(
    params.h,
    params.hD,
    params.sigma,
    params.gamma,
    params.g0,
    params.generatorSteps,
    params.discriminatorSteps,
    params.slope,
  );
  let pace = gridPace(base, params.axisX, x, params.axisY, y);
  let quarter = params.steps / 4u;
  var z = resting(Pair(vec4f(start), vec4f(0.6 * start)));
  var step = 0u;
  // Runs that left, how large they were then, and after how many rounds.
  var done = vec4<bool>(false);
  var size = vec4f(start);
  var rounds = vec4f(0.0);
  var early = vec4f(least);
  var late = vec4f(least);
  // The largest size in the second quarter and in the last: both hold whole turns, so that a rotation cancels. The loop over
  // quarters keeps questions and logarithms out of the rounds: the software adapter would execute them in each.
  for (var window = 0u; window < 4u && !all(done); window++) {
    let end = step + quarter;
    var top = vec4f(least);
    while step != end && !all(done) {
      z = advanceRound(z, pace, step);
      step++;
      let now = sizeOf(z.at);
      top = select(top, now, now > top);
      size = select(now, size, done);
      rounds = select(vec4f(f32(step)), rounds, done);
      done |= (now < vec4f(least)) | (now > vec4f(most));
    }
    early = select(early, top, window == 1u);
    late = select(late, top, window == 3u);
  }
  let left = log(max(size, vec4f(1e-37)) / start) / rounds;
  let rate = select(log(late / early) / f32(2u * quarter), left, done);
  let slot = row * params.columns + column;
  growth[slot] = rate.x;
  growth[slot + params.columns] = rate.y;
  growth[slot + 2u * params.columns] = rate.z;
  growth[slot + 3u * params.columns] = rate.w;
}
