import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { encoderBound } from '../../src/variational/encoder';
import { encoderIds, expectEncoder } from '../support/variational-golden';

const backend = new ReferenceBackend();

test.each(encoderIds)('golden %s', (id) => expectEncoder(backend, id));

test('typical mistakes miss the golden values', async () => {
  await expect(expectEncoder(backend, encoderIds[1], { s2: [1, 1, 1] })).rejects.toThrow('times the tolerance');
});

const model = { x: [0.5, 1, -1, 0.25], pi: [0.3, 0.7], mu: [0, 0, 1, 1], s2: [0.5, 1] };

test('the gradient is that of the total (V9)', async () => {
  const phi = [0.1, -0.2, 0.3, 0.05];
  const at = (values: number[]) => encoderBound(backend, { ...model, kind: 'quadratic', phi: values });
  const { gradPhi } = await at(phi);
  for (const [i, slope] of gradPhi.entries()) {
    const [up, down] = await Promise.all([1e-5, -1e-5].map((h) => at(phi.map((p, j) => (j === i ? p + h : p)))));
    expect((up.total - down.total) / 2e-5).toBeCloseTo(slope, 7);
  }
});

test('one component leaves nothing to encode', async () => {
  const one = { x: [1, 2], pi: [1], mu: [0], s2: [1], kind: 'linear' as const, phi: [] };
  const { r, gradPhi, amortisationGap } = await encoderBound(backend, one);
  expect([...r]).toEqual([1, 1]);
  expect(gradPhi).toHaveLength(0);
  expect(amortisationGap).toBeCloseTo(0, 12);
});

describe('bad arguments', () => {
  test.each([
    [{ kind: 'cubic' }, RangeError, 'kind is "cubic"; allowed are constant, linear, quadratic'],
    [{ phi: [1, 2] }, RangeError, 'phi has 2 numbers; 3 are allowed, [F, K − 1]'],
    [{ phi: [1, 2, Number.NaN] }, RangeError, 'phi[2] is NaN'],
  ])('%j', async (wrong, kind, message) => {
    const good = { ...model, kind: 'linear', phi: [0, 0, 0] };
    const call = encoderBound(backend, { ...good, ...wrong } as Parameters<typeof encoderBound>[1]);
    await expect(call).rejects.toThrow(kind);
    await expect(call).rejects.toThrow(message);
    expect(backend.live.arrays).toBe(0);
  });
});
