// The vector field of the Dirac-GAN in all its variants, for four trajectories. Twin: src/math/dirac-field.ts.
// MATHS.md 4.1, 4.5, 4.6.
import package::lib::diracObjective::{curvature, noisyDerivatives, slope};
import package::lib::random::noiseNormals;

// Generators and discriminators, or their velocities.
struct Pair {
  theta: vec4f,
  psi: vec4f,
}

struct Pace {
  // Steps of generator and discriminator.
  h: vec4f,
  hD: vec4f,
  sigma: vec4f,
  gamma: vec4f,
  g0: vec4f,
  generatorSteps: u32,
  discriminatorSteps: u32,
  // For sampled noise: the seed and the first of the four trajectories.
  seed: u32,
  chain: u32,
}

@if(plain)
fn field(z: Pair, pace: Pace, counter: u32) -> Pair {
  let force = slope(z.theta * z.psi);
  return Pair(-z.psi * force, z.theta * force);
}

@if(ns)
fn field(z: Pair, pace: Pace, counter: u32) -> Pair {
  let t = z.theta * z.psi;
  return Pair(-z.psi * slope(-t), z.theta * slope(t));
}

// Stein's form of the expectation: no cancellation near 0.
@if(noise && !sampled)
fn field(z: Pair, pace: Pace, counter: u32) -> Pair {
  let mean = noisyDerivatives(z.theta * z.psi, pace.sigma * abs(z.psi));
  let damping = pace.sigma * pace.sigma * (mean.curvature + mean.curvatureAtReal);
  return Pair(-z.psi * mean.slope, z.theta * mean.slope + damping * z.psi);
}

@if(noise && sampled)
fn field(z: Pair, pace: Pace, counter: u32) -> Pair {
  let a = draw(pace, 0u, counter);
  let b = draw(pace, 1u, counter);
  let c = draw(pace, 2u, counter);
  let d = draw(pace, 3u, counter);
  let fake = z.theta + pace.sigma * vec4f(a.x, b.x, c.x, d.x);
  let real = pace.sigma * vec4f(a.y, b.y, c.y, d.y);
  let force = slope(fake * z.psi);
  return Pair(-z.psi * force, fake * force - real * slope(-real * z.psi));
}

fn draw(pace: Pace, lane: u32, counter: u32) -> vec2f {
  return noiseNormals(pace.seed, pace.chain + lane, counter);
}

@if(r1 || r2)
fn field(z: Pair, pace: Pace, counter: u32) -> Pair {
  let force = slope(z.theta * z.psi);
  return Pair(-z.psi * force, z.theta * force - pace.gamma * z.psi);
}

@if(consensus)
fn field(z: Pair, pace: Pace, counter: u32) -> Pair {
  let t = z.theta * z.psi;
  let force = slope(t);
  let own = pace.gamma * force * force;
  let other = pace.gamma * force * curvature(t) * (z.theta * z.theta + z.psi * z.psi);
  return Pair(-z.psi * force - own * z.theta - other * z.psi, z.theta * force - own * z.psi - other * z.theta);
}

@if(wgangp)
fn field(z: Pair, pace: Pace, counter: u32) -> Pair {
  let force = slope(z.theta * z.psi);
  return Pair(-z.psi * force, z.theta * force - pace.gamma * sign(z.psi) * (abs(z.psi) - pace.g0));
}
