// The draws of denoising score matching: a datum, a noise level and noise, from (seed, step, sample) alone. Twin of
// shaders/lib/noisy-sample.wgsl. MATHS.md 3.6, 0.4.
import { normalsFromWords, threefry2x32 } from './random';

/** Second words of the key: of the choice, and of the noise of two coordinates. Keep in step with shaders/lib/noisy-sample.wgsl. */
const CHOICE_STREAM = 0x40;
const NOISE_STREAM = 0x41;

const words = new Uint32Array(2);
const pair = new Float64Array(2);

export interface SampleChoice {
  datum: number;
  level: number;
}

/** Which datum of `points` and which noise level of `levels` a sample of a step takes; remainders favour some by points/2³². */
export function chooseSample(
  seed: number,
  step: number,
  sample: number,
  points: number,
  levels: number,
  out: SampleChoice,
): void {
  threefry2x32(seed, CHOICE_STREAM, sample, step, words);
  out.datum = words[0] % points;
  out.level = words[1] % levels;
}

/** ε [d] of a sample of a step. */
export function sampleNoise(seed: number, step: number, sample: number, out: Float64Array): void {
  for (let j = 0; j < out.length; j += 2) {
    threefry2x32(seed, NOISE_STREAM + j / 2, sample, step, words);
    normalsFromWords(words[0], words[1], pair);
    out[j] = pair[0];
    if (j + 1 < out.length) out[j + 1] = pair[1];
  }
}
