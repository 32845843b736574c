import { describe, expect, test } from 'vitest';
import { batchEstimates } from '../../src/math/batch-estimates';
import { batchIds, expectBatches } from '../support/variational-golden';

test.each(batchIds)('golden %s', expectBatches);

test('the mean is the total, the variance that of the theory (V8)', () => {
  const L = [3, -1, 4, -1.5, 9, 2.5, -6, 5, 3.5, -5, 8, -9.75];
  const total = L.reduce((sum, value) => sum + value, 0);
  const squares = L.reduce((sum, value) => sum + (value - total / 12) ** 2, 0);
  for (let B = 1; B <= 12; B++) {
    const { mean, varianceWithout, varianceWith } = batchEstimates({ L, B });
    expect(mean).toBeCloseTo(total, 10);
    expect(varianceWithout).toBeCloseTo((144 / B) * (1 - B / 12) * (squares / 11), 8);
    expect(varianceWith).toBeCloseTo((144 / B) * (squares / 12), 8);
  }
});

describe('bad arguments', () => {
  test.each([
    [{ L: 'abc', B: 1 }, TypeError, 'L must be an array of numbers'],
    [{ L: [], B: 1 }, RangeError, 'L has 0 numbers'],
    [{ L: [1, Number.NaN], B: 1 }, RangeError, 'L[1] is NaN; finite numbers are allowed'],
    [{ L: [1, 2], B: 3 }, RangeError, 'B is 3; a whole number from 1 to 2, the length of L, is allowed'],
    [{ L: [1, 2], B: 1.5 }, RangeError, 'B is 1.5'],
    [{ L: new Float64Array(64), B: 32 }, RangeError, '64 terms have'],
  ])('%j', (wrong, kind, message) => {
    const call = (): unknown => batchEstimates(wrong as Parameters<typeof batchEstimates>[0]);
    expect(call).toThrow(kind);
    expect(call).toThrow(message);
  });
});
