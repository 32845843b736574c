// The lab on the float64 backend: what it shows, and that claims fail where their premises are broken.
import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import type { ParameterValues, Run } from '../../../src/experiment/lab';
import { startLab } from '../../../src/index';

const small = { points: 64, batch: 64, chains: 64, width: 16 };

async function started(params: ParameterValues = {}): Promise<Run> {
  return startLab('score-matching', { backend: new ReferenceBackend(), params: { ...small, ...params }, seed: 3 });
}

describe('score matching', () => {
  it('gives weights by name, and losses with their errors', async () => {
    const run = await started();
    await run.advance(20);
    const { weights, positions, ...layers } = await run.snapshot();
    expect(weights.shape).toEqual([2 * 16 + 16 + 16 * 16 + 16 + 16 * 2 + 2]);
    expect(Object.entries(layers).map(([name, { shape }]) => [name, shape])).toEqual([
      ['layers.0.weight', [2, 16]],
      ['layers.0.bias', [16]],
      ['layers.1.weight', [16, 16]],
      ['layers.1.bias', [16]],
      ['layers.2.weight', [16, 2]],
      ['layers.2.bias', [2]],
    ]);
    expect(Object.values(layers).flatMap(({ data }) => [...data])).toEqual([...weights.data]);
    expect(positions.shape).toEqual([64, 2]);
    const { loss, floor, excess, explicit, lossStandardError, excessStandardError } = await run.measure();
    expect(Math.abs(loss - floor - explicit)).toBeLessThan(5 * lossStandardError);
    expect(Math.abs(excess - explicit)).toBeLessThan(5 * excessStandardError);
    expect(loss).toBeGreaterThan(floor);
    run.dispose();
  });

  it('answers every claim of a network', async () => {
    const run = await started();
    await run.advance(30);
    const rows = await run.claims();
    run.dispose();
  });

  it('answers every claim of a linear model', async () => {
    const run = await started({ model: 'linear', optimiser: 'sgd', rate: 0.02 });
    await run.advance(30);
    const rows = await run.claims();
    run.dispose();
  });
});
