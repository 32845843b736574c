// Where particles are denoised to: the library's x̂ at their places, which stay.
import { expect, test } from 'vitest';
import { openBackend } from '../../src/compute/open-backend';
import { Denoised } from '../../src/diffusion/denoised';
import { denoise } from '../../src/diffusion/denoise';
import { diffusionSchedule } from '../../src/math/diffusion-schedule';

test('is α times the x̂ of the library, at every level asked, and moves nobody', async () => {
  const backend = await openBackend({ kind: 'reference' });
  const data = Float32Array.of(-1, 0.25, 1, 0, 0.5, -0.75);
  const z = Float32Array.from({ length: 10 }, (_, i) => Math.sin(3 * i));
  const places = backend.create('places', 'f32', 10);
  backend.write(places, z);
  const denoised = new Denoised(backend, { centres: data, dimension: 2 }, 5);
  expect(denoised.positions).toBeUndefined();
  const schedule = diffusionSchedule({ kind: 'vp-cosine', gamma0: -6, gamma1: 6 });
  for (const [t, smoothing, factor] of [
    [0.3, 0, 1],
    [0.7, 0.4, 1.25],
  ]) {
    const level = schedule.at(t);
    await denoised.update(places, level, { smoothing, factor });
    if (!denoised.positions) throw new Error('nothing is known');
    const { alpha, sigma } = level;
    const { xHat } = await denoise(backend, { data, z, dimension: 2, alpha, sigma, smoothing });
    const found = await backend.read(denoised.positions);
    xHat.forEach((value, i) => expect(Math.abs(Number(found[i]) - alpha * factor * value)).toBeLessThan(1e-6));
  }
  expect(Float32Array.from(await backend.read(places))).toEqual(z);
  denoised.dispose();
  backend.destroy(places);
  expect(backend.live.arrays).toBe(0);
  backend.dispose();
});
