// The claims in float32: what rounding does to them is inside the tolerances that they derive.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebGpuBackend } from '../../../src/compute/webgpu-backend';
import { ask, cases, type Case } from '../../support/diffusion-claims';
import { gpuBackend, hasGpu } from '../../support/device';

let backend: WebGpuBackend;
const present = await hasGpu();

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

/** Values at their ends, where rounding counts most. */
const extreme: readonly Case[] = [
  { name: 'many steps', values: { steps: 4096, particles: 256 }, points: [-1, 0, 1, 0], holds: ['D2', 'D3', 'D14'] },
  {
    name: 'a wide range of noise',
    values: { gamma0: -10, gamma1: 10 },
    points: [-1, 0, 1, 0],
    holds: ['D2', 'D9', 'D10'],
  },
];

describe.skipIf(!present)('in float32', () => {
  test.each([...cases, ...extreme])('$name: $holds', async (one) => {
    const results = await ask(one, { backend: () => backend });
    expect([...results.values()].filter(({ verdict }) => verdict === 'fails')).toEqual([]);
    for (const id of one.holds) expect(results.get(id), id).toMatchObject({ verdict: 'holds' });
  });
});
