// The linearisation of one round at the equilibrium, by central differences of the very update that moves the
// trajectories, over a grid of two parameters: one thread a pixel, its four lanes are the four points.
// Twin: src/kernels/dirac-jacobian.ts. MATHS.md 4.3 to 4.6.
import package::lib::diracField::Pair;
import package::lib::diracGrid::{Base, gridPace};
import package::lib::diracScheme::{advanceRound, resting};
import package::lib::threads::threadIndex;

struct Params {
  threads: u32,
  columns: u32,
  // Half the distance of the points: a power of two, so that nothing is rounded on the way.
  spacing: f32,
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
// [rows, columns]: each matrix row by row.
@group(0) @binding(3) var<storage, read_write> jacobians: array<vec4f>;

@compute @workgroup_size(workgroupSize)
fn diracJacobian(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads {
    return;
  }
  let x = vec4f(xs[thread % params.columns]);
  let y = vec4f(ys[thread / params.columns]);
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
  let d = params.spacing;
  let at = Pair(vec4f(d, -d, 0.0, 0.0), vec4f(0.0, 0.0, d, -d));
  let image = advanceRound(resting(at), gridPace(base, params.axisX, x, params.axisY, y), 0u).at;
  let theta = (image.theta.xz - image.theta.yw) / (2.0 * d);
  let psi = (image.psi.xz - image.psi.yw) / (2.0 * d);
  jacobians[thread] = vec4f(theta, psi);
}
