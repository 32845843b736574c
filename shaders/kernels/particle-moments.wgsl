// Sums over chains from which means, covariances, their standard errors, lag correlations and Stein identities follow:
// a fixed number of threads strides over the chains and each adds to its own row; sumRows adds the rows up. Barriers
// are what the software adapter is slowest at, so there are none. Twin: src/kernels/particle-moments.ts. MATHS.md 0.3, L1, L2, L4, L11.
import package::lib::numerics::isFinitePoint;
import package::lib::threads::threadIndex;
@if(!given) import package::target::logDensityAndScore;

struct Params {
  threads: u32,
  // The first chain, and how many from there on.
  first: u32,
  count: u32,
  centreX: f32,
  centreY: f32,
  laterCentreX: f32,
  laterCentreY: f32,
  // The unit vector along which u_x and v_x are measured; u_y and v_y are measured at right angles to it.
  axisX: f32,
  axisY: f32,
  // Unit of length of the deviations: float32 holds 4th powers of 1e9 units, no more.
  scale: f32,
}

override workgroupSize: u32 = 64;

@group(0) @binding(0) var<uniform> params: Params;
// [chains]
@group(0) @binding(1) var<storage, read> positions: array<vec2f>;
// [chains]: the same chains, some steps later.
@group(0) @binding(2) var<storage, read> later: array<vec2f>;
// [threads]: one row of the twin's 36 columns each.
@group(0) @binding(3) var<storage, read_write> sums: array<Sums>;

// [chains], at the positions: where they are given the target is not asked.
@if(given) @group(0) @binding(4) var<storage, read> logDensity: array<f32>;
@if(given) @group(0) @binding(5) var<storage, read> score: array<vec2f>;

struct Sums {
  // pairs of which both are finite; positions that are not; positions with x > 0; sum of log p
  counts: vec4f,
  // u, v
  first: vec4f,
  // of u: xx, xy, yy; then (log p)^2
  second: vec4f,
  // of u: xxx, xxy, xyy, yyy
  third: vec4f,
  // of u: xxxx, xxxy, xxyy, xyyy
  fourth: vec4f,
  // of u: yyyy; of v: xx, xy, yy
  last: vec4f,
  // u_x v_x, u_x v_y, u_y v_x, u_y v_y
  lag: vec4f,
  // s_x, s_y, s_x^2, s_y^2
  score: vec4f,
  // s . x, (s . x)^2, s_x y, s_y x
  stein: vec4f,
}

fn add(a: Sums, b: Sums) -> Sums {
  return Sums(
    a.counts + b.counts,
    a.first + b.first,
    a.second + b.second,
    a.third + b.third,
    a.fourth + b.fourth,
    a.last + b.last,
    a.lag + b.lag,
    a.score + b.score,
    a.stein + b.stein,
  );
}

// (log p, score) where a chain stands.
@if(!given)
fn valueAt(chain: u32, x: vec2f) -> vec3f {
  return logDensityAndScore(x);
}

@if(given)
fn valueAt(chain: u32, x: vec2f) -> vec3f {
  return vec3f(logDensity[chain], score[chain]);
}

// A deviation from a centre, along the axis and at right angles to it: a variance far narrower than the other is lost in float32 by whoever
// turns the sums afterwards.
fn alongAxis(x: vec2f, centre: vec2f) -> vec2f {
  let u = (x - centre) / params.scale;
  return vec2f(params.axisX * u.x + params.axisY * u.y, params.axisX * u.y - params.axisY * u.x);
}

// What one chain adds.
fn contribution(chain: u32, x: vec2f, xLater: vec2f) -> Sums {
  if !isFinitePoint(x) {
    return Sums(vec4f(0.0, 1.0, 0.0, 0.0), vec4f(), vec4f(), vec4f(), vec4f(), vec4f(), vec4f(), vec4f(), vec4f());
  }
  if !isFinitePoint(xLater) {
    return Sums();
  }
  let u = alongAxis(x, vec2f(params.centreX, params.centreY));
  let v = alongAxis(xLater, vec2f(params.laterCentreX, params.laterCentreY));
  let uu = vec3f(u.x * u.x, u.x * u.y, u.y * u.y);
  let value = valueAt(chain, x);
  let s = value.yz;
  let work = dot(s, x);
  return Sums(
    vec4f(1.0, 0.0, select(0.0, 1.0, x.x > 0.0), value.x),
    vec4f(u, v),
    vec4f(uu, value.x * value.x),
    vec4f(uu.x * u.x, uu.x * u.y, uu.z * u.x, uu.z * u.y),
    vec4f(uu.x * uu.x, uu.x * uu.y, uu.x * uu.z, uu.y * uu.z),
    vec4f(uu.z * uu.z, v.x * v.x, v.x * v.y, v.y * v.y),
    vec4f(u.x * v, u.y * v),
    vec4f(s, s * s),
    vec4f(work, work * work, s.x * x.y, s.y * x.x),
  );
}

@compute @workgroup_size(workgroupSize)
fn particleMoments(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  var mine = sums[thread];
  for (var chain = params.first + thread; chain < params.first + params.count; chain += params.threads) {
    mine = add(mine, contribution(chain, positions[chain], later[chain]));
  }
  sums[thread] = mine;
}
