// When a sample chooses: in theory, and on a swarm. MATHS.md D19.
import { expect, test } from 'vitest';
import { fullestAt, middleLaw, middleShare, modeChoice } from '../../src/diffusion/mode-choice';
import { diffusionProcess } from '../../src/diffusion/process';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';
import { noisyDraws } from '../../src/math/noisy-draws';

const schedule = diffusionSchedule({ kind: 'vp-linear-logsnr', gamma0: -6, gamma1: 6 });
const common = { schedule, steps: 24, direction: 'generate', sampler: 'ddim' } as const;
const pair = { centres: Float32Array.of(-1, 0, 1, 0), dimension: 2 };
const times = Array.from({ length: 49 }, (_, k) => k / 48);

test('two points at ±1 are chosen from where h falls below 1: t = ½ here, and later where the law is smooth', () => {
  const choice = modeChoice(pair, diffusionProcess(common));
  expect(Math.abs((choice?.time ?? 0) - 0.5)).toBeLessThanOrEqual(1 / 128);
  expect(choice?.axis.map(Math.abs)).toEqual([1, 0]);
  // h² + σ_d² = 1
  const smooth = modeChoice(pair, diffusionProcess({ ...common, smoothing: 0.8 }))?.time ?? 0;
  expect(Math.abs(smooth - (0.5 + Math.log(0.36) / 12))).toBeLessThanOrEqual(1 / 128);
  expect(modeChoice({ centres: Float32Array.of(2, 1), dimension: 2 }, diffusionProcess(common))).toBeUndefined();
});

test('the law is fullest in the middle there, d log p/d log h = a²/h² − 1', () => {
  for (const smoothing of [0, 0.6]) {
    const process = diffusionProcess({ ...common, smoothing });
    const choice = modeChoice(pair, process);
    if (!choice) throw new Error('nothing chosen');
    const law = times.map((t) => middleLaw(choice, pair.centres, process, t));
    const top = times[law.indexOf(Math.max(...law))];
    expect(Math.abs(top - choice.time)).toBeLessThanOrEqual(1 / 48);
    // −½e^(−2u) − u of u = log h/a is steeper by 2u³/3 on the side of the data: by a tenth in u within the half that is seen, ⅕ in γ of 12.
    expect(Math.abs((fullestAt(times, law) ?? 0) - choice.time)).toBeLessThan(0.03);
  }
});

test('draws of q_t are in the middle as often as the law says', () => {
  const process = diffusionProcess(common);
  const choice = modeChoice(pair, process);
  if (!choice) throw new Error('nothing chosen');
  const count = 20_000;
  for (const t of [0.4, 0.5, 0.8]) {
    const { alpha, sigma } = schedule.at(t);
    const { places } = noisyDraws(pair.centres, 2, sigma / alpha, count, 7, 3);
    const z = places.map((value) => alpha * value);
    z.fill(Number.NaN, 0, count);
    const share = middleLaw(choice, pair.centres, process, t);
    const off = Math.abs(middleShare(choice, z, alpha) - share);
    expect(off).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / (count / 2)));
  }
});
