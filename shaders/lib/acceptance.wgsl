// The decision of Metropolis-adjusted Langevin. Twin: malaLogRatio in src/math/langevin-step.ts. MATHS.md 3.1.
import package::lib::numerics::isFinite;
import package::lib::random::{logUniform, uniformFromWord};

// Whether to move, given (log p, score) at both ends. Written in the normals, the two squared residuals of MATHS 3.1
// differ by -2 c n.(s + s') - c^2 |s + s'|^2 in units of half the noise variance, c = step / spread: nothing cancels.
fn accepts(here: vec3f, there: vec3f, normals: vec2f, word: u32, stepSize: f32, noise: f32) -> bool {
  let rise = there.x - here.x;
  if noise == 0.0 {
    return rise >= 0.0;
  }
  let drift = sqrt(0.5 * stepSize) / noise;
  let scores = drift * (here.yz + there.yz);
  let ratio = rise / (noise * noise) - dot(normals, scores) - 0.5 * dot(scores, scores);
  return isFinite(ratio) && logUniform(uniformFromWord(word)) < ratio;
}
