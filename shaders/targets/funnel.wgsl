// Neal's funnel in two dimensions: y ~ N(0, flare²), x given y ~ N(0, exp(y)). Twin: src/targets/funnel.ts.
// exp(−y) is bounded at e^±87: beyond it float32 has no number for the density's width.
import package::targetConstants::{inverseFlareSquared, logFactor};

fn inverseVariance(y: f32) -> f32 {
  return exp(clamp(-y, -87.0, 87.0));
}

fn score(x: vec2f) -> vec2f {
  return scoreAt(x, x.x * inverseVariance(x.y));
}

fn scoreAt(x: vec2f, pull: f32) -> vec2f {
  return vec2f(-pull, 0.5 * (x.x * pull - 1.0) - x.y * inverseFlareSquared);
}

fn logDensity(x: vec2f) -> f32 {
  return logDensityAt(x, x.x * inverseVariance(x.y));
}

fn logDensityAt(x: vec2f, pull: f32) -> f32 {
  return logFactor - 0.5 * (x.x * pull + x.y * (1.0 + x.y * inverseFlareSquared));
}

// (log density, score)
fn logDensityAndScore(x: vec2f) -> vec3f {
  let pull = x.x * inverseVariance(x.y);
  return vec3f(logDensityAt(x, pull), scoreAt(x, pull));
}
