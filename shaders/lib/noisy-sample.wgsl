// The draws of denoising score matching: a datum, a noise level and noise, from (seed, step, sample) alone. Twin of
// src/math/noisy-sample.ts. MATHS.md 3.6, 0.4.
import package::lib::random::{normalsFromWords, threefry2x32};

// Second words of the key: of the choice, and of the noise of two coordinates.
const choiceStream = 0x40u;
const noiseStream = 0x41u;

// (datum, noise level)
fn chooseSample(seed: u32, step: u32, sample: u32, points: u32, levels: u32) -> vec2u {
  return threefry2x32(vec2u(seed, choiceStream), vec2u(sample, step)) % vec2u(points, levels);
}

// The noise of the coordinates 2 pair and 2 pair + 1.
fn sampleNoise(seed: u32, step: u32, sample: u32, pair: u32) -> vec2f {
  return normalsFromWords(threefry2x32(vec2u(seed, noiseStream + pair), vec2u(sample, step)));
}
