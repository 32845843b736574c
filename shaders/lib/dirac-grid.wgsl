// Settings that vary over a grid of two parameters. Twin: src/math/dirac-grid.ts.
import package::lib::diracField::Pace;

// What is the same everywhere unless an axis says otherwise.
struct Base {
  h: f32,
  hD: f32,
  sigma: f32,
  gamma: f32,
  g0: f32,
  generatorSteps: u32,
  discriminatorSteps: u32,
  // f'(0) of the objective as it is.
  slope: f32,
}

// What an axis varies: gridAxes of the twin.
const axisH = 1u;
const axisSigma = 2u;
const axisGamma = 3u;
const axisDiscriminatorSteps = 4u;
const axisSlope = 5u;

fn basePace(base: Base) -> Pace {
  return Pace(
    vec4f(base.h),
    vec4f(base.hD),
    vec4f(base.sigma),
    vec4f(base.gamma),
    vec4f(base.g0),
    base.generatorSteps,
    base.discriminatorSteps,
    0u,
    0u,
  );
}

// h takes h_D along; the steps of the discriminator are those of the first lane. f scaled to another f'(0) = A is the
// same motion in time scaled by A/a, in which a damping of the discriminator weighs a/A and a consensus term A/a.
fn along(pace: Pace, base: Base, axis: u32, value: vec4f) -> Pace {
  var changed = pace;
  if axis == axisH {
    changed.h = value;
    changed.hD = value * (base.hD / base.h);
  } else if axis == axisSigma {
    changed.sigma = value;
  } else if axis == axisGamma {
    changed.gamma = value;
  } else if axis == axisDiscriminatorSteps {
    changed.discriminatorSteps = u32(value.x);
  }
  return changed;
}

fn scaled(pace: Pace, base: Base, axis: u32, value: vec4f) -> Pace {
  var changed = pace;
  if axis == axisSlope {
    let factor = value / base.slope;
    changed.h *= factor;
    changed.hD *= factor;
    changed.gamma = weighed(pace.gamma, factor);
  }
  return changed;
}

@if(consensus)
fn weighed(gamma: vec4f, factor: vec4f) -> vec4f {
  return gamma * factor;
}

@if(!consensus)
fn weighed(gamma: vec4f, factor: vec4f) -> vec4f {
  return gamma / factor;
}

fn gridPace(base: Base, axisX: u32, x: vec4f, axisY: u32, y: vec4f) -> Pace {
  let chosen = along(along(basePace(base), base, axisX, x), base, axisY, y);
  return scaled(scaled(chosen, base, axisX, x), base, axisY, y);
}
