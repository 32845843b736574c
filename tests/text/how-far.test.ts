import { describe, expect, it } from 'vitest';
import type { ClaimResult } from '../../src/experiment/lab';
import { howFar } from '../../src/text/how-far';

const row = (numbers: Partial<ClaimResult>): ClaimResult =>
  ({ measured: 1, predicted: 1, standardError: 0, tolerance: 0.01, verdict: 'fails', ...numbers }) as ClaimResult;

describe('by how much a printed formula misses', () => {
  it.each([
    [{ predicted: 1.5, standardError: 0.1, tolerance: 0.5 - 1e-9 }, 'by 5 standard errors'],
    [{ predicted: 2 }, 'by a factor of 2'],
    [{ predicted: 0.25 }, 'by a factor of 4'],
    [{ predicted: -1 }, 'by 200 times what rounding allows'],
    [{ measured: 0.5, predicted: 0 }, 'by 50 times what rounding allows'],
    [{ reason: 'the mean is not αx' }, 'the mean is not αx'],
    [{ measured: Number.NaN }, 'it is not a number'],
  ])('%j', (numbers, words) => {
    expect(howFar(row(numbers))).toBe(words);
  });
});
