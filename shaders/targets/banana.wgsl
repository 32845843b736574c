// A bent Gaussian: x ~ N(0, length²), y given x ~ N(bend (x² − length²), width²). Twin: src/targets/banana.ts.
import package::targetConstants::{bend, inverseLengthSquared, inverseWidthSquared, lengthSquared, logFactor};

// How far y lies above the ridge.
fn height(x: vec2f) -> f32 {
  return x.y - bend * (x.x * x.x - lengthSquared);
}

fn score(x: vec2f) -> vec2f {
  return scoreAt(x, height(x) * inverseWidthSquared);
}

fn scoreAt(x: vec2f, pull: f32) -> vec2f {
  return vec2f(x.x * (2.0 * bend * pull - inverseLengthSquared), -pull);
}

fn logDensity(x: vec2f) -> f32 {
  let above = height(x);
  return logFactor - 0.5 * (x.x * x.x * inverseLengthSquared + above * above * inverseWidthSquared);
}

// (log density, score)
fn logDensityAndScore(x: vec2f) -> vec3f {
  let above = height(x);
  let pull = above * inverseWidthSquared;
  return vec3f(logFactor - 0.5 * (x.x * x.x * inverseLengthSquared + above * pull), scoreAt(x, pull));
}
