// A particle that is no number any more (F29), in any lab: planted in the checkpoint that a run goes on from.
import { expect } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import type { Lab, ParameterValues } from '../../src/experiment/lab';

const STRAY = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];

/**
 * One number of the particles is not finite: the run counts one particle and says when. Returns whether a sound run says
 * nothing at these settings, so that it is the stray one that is told of.
 */
export async function tellsOfStray(lab: Lab, backend: Backend, params: ParameterValues): Promise<boolean> {
  const options = { backend, params, seed: 7, data: {} };
  const sound = await lab.start(options);
  await sound.advance(3);
  await sound.measure();
  const trouble = sound.frame().divergence;
  expect(trouble?.nonFinite ?? 0).toBe(0);
  const good = await sound.checkpoint();
  sound.dispose();
  for (const stray of STRAY) {
    const arrays = structuredClone(good.arrays);
    const particles = arrays['positions'] ?? arrays['places'];
    particles!.data[1] = stray;
    const run = await lab.start({ ...options, resume: { ...good, arrays } });
    await run.measure();
    expect(run.frame().divergence, `${stray}, as it stands`).toMatchObject({ nonFinite: 1, step: 3 });
    await run.advance(2);
    await run.measure();
    expect(run.frame().divergence?.nonFinite, `${stray}, two steps on`).toBe(1);
    run.dispose();
  }
  return trouble === undefined;
}
