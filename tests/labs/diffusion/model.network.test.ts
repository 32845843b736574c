// A trained network as the denoiser of the diffusion lab, in float64.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import type { ParameterValues, Run } from '../../../src/experiment/lab';
import { startLab } from '../../../src/index';
import { linearStep } from '../../../src/math/diffusion-sampler';
import { diffusionSchedule } from '../../../src/math/diffusion-schedule';
import type { Network } from '../../../src/train/check-network';
import { wordsOf } from '../../../src/train/networks';

const settings = {
  denoiser: 'network',
  network: 'own',
  data: 'moons',
  points: 16,
  particles: 24,
  steps: 3,
  sampler: 'ddim',
};
/** s(x) = −0.7(x − b), trained at 0.5 … 2. */
const line: Network = {
  model: { model: 'linear', dimension: 2 },
  weights: Float32Array.of(0.7, 0.3, -0.2),
  levels: [0.5, 2],
};

const start = (params: ParameterValues = {}, network: Network = line): Promise<Run> =>
  startLab('diffusion', {
    backend: new ReferenceBackend(),
    params: { ...settings, ...params },
    seed: 9,
    data: { network: wordsOf(network) },
  });

async function places(run: Run): Promise<Float32Array> {
  const { positions } = await run.snapshot();
  return positions?.data ?? new Float32Array();
}

describe('denoiser: network', () => {
  test('takes the sampler’s steps with x̂ = y + h² s(y), h between the levels of the network', async () => {
    const run = await start();
    let z = Float64Array.from(await places(run));
    const schedule = diffusionSchedule({ kind: 'vp-linear-logsnr', gamma0: -6, gamma1: 6 });
    const [a, ...b] = Float32Array.of(0.7, 0.3, -0.2);
    for (let k = 0; k < 3; k++) {
      await run.advance(1);
      const [s, t] = [(2 - k) / 3, (3 - k) / 3];
      const { alpha, sigma } = schedule.at(t);
      const h = Math.max(0.5, Math.min(2, sigma / alpha));
      const step = linearStep(schedule, s, t, 0);
      z = z.map((value, i) => {
        const y = value / alpha;
        return step.a * value + step.b * (y - h * h * a * (y - b[i % 2]));
      });
      const now = await places(run);
      // float32 places, of some ten in units of z.
      now.forEach((value, i) => expect(Math.abs(value - z[i])).toBeLessThan(1e-5 * Math.max(1, Math.abs(z[i]))));
    }
    await run.measure();
    const claims = await run.claims();
    for (const id of ['D10', 'D11', 'D13'])
      expect(claims.find((claim) => claim.id === id)?.needs, id).toBe('the exact denoiser');
    expect(run.frame().panels.some(({ id }) => id === 'spectrum')).toBe(false);
    run.dispose();
  });

  test.each([{ sampler: 'heun' }, { data: 'gaussian' }, { data: 'pair', twin: 'steps', twinSteps: 6 }])(
    'frees all that it held: %o',
    async (more) => {
      const backend = new ReferenceBackend();
      const params = { ...settings, ...more };
      const run = await startLab('diffusion', { backend, params, data: { network: wordsOf(line) } });
      await run.advance(3);
      expect((await run.measure())['finite']).toBe(24);
      run.dispose();
      expect(backend.live.arrays).toBe(0);
    },
  );

  test('is refused in words without a network, and for data of many dimensions', async () => {
    await expect(startLab('diffusion', { backend: new ReferenceBackend(), params: settings })).rejects.toThrow(
      /train one in the lab ‘Score matching’/,
    );
    await expect(start({ data: 'digits' })).rejects.toThrow(/data of the plane/);
  });
});
