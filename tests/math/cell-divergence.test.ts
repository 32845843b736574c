import { describe, expect, it } from 'vitest';
import { divergenceFloor, gridDivergence } from '../../src/math/cell-divergence';
import type { CellLaw } from '../../src/targets/cell-law';
import { uniformSource } from '../../src/math/random';

const law = (probabilities: readonly number[]): CellLaw => ({
  box: { minX: 0, maxX: 1, minY: 0, maxY: 1 },
  columns: probabilities.length - 1,
  rows: 1,
  probabilities: Float64Array.from(probabilities.slice(0, -1)),
  outside: probabilities[probabilities.length - 1],
});

/** A law of `count` cells with masses over many orders of magnitude. */
function uneven(count: number): CellLaw {
  const weights = Array.from({ length: count }, (_, i) => Math.exp(-14 * (i / count) ** 2));
  const total = weights.reduce((a, b) => a + b, 0);
  return law(weights.map((w) => w / total));
}

/** Mean and standard deviation of the divergence over repeated multinomial draws. */
function simulate(
  cells: CellLaw,
  n: number,
  repetitions: number,
): { readonly mean: number; readonly deviation: number } {
  const uniform = uniformSource(61);
  const cumulative = [...cells.probabilities, cells.outside].map(
    (
      (sum) => (p) =>
        (sum += p)
    )(0),
  );
  const values = Array.from({ length: repetitions }, () => {
    const counts = new Uint32Array(cumulative.length);
    for (let i = 0; i < n; i++) {
      const u = uniform();
      let [low, high] = [0, cumulative.length - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (cumulative[middle] > u) high = middle;
        else low = middle + 1;
      }
      counts[low]++;
    }
    return gridDivergence(counts, cells);
  });
  const mean = values.reduce((a, b) => a + b, 0) / repetitions;
  return { mean, deviation: Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (repetitions - 1)) };
}

describe('divergence on a grid', () => {
  it('is Σ p̂ log(p̂/p) with the outside as last count', () => {
    const cells = law([0.5, 0.25, 0.25]);
    expect(gridDivergence([2, 1, 1], cells)).toBe(0);
    expect(gridDivergence([4, 0, 0], cells)).toBeCloseTo(Math.LN2, 14);
    expect(gridDivergence([0, 0, 4], cells)).toBeCloseTo(Math.log(4), 14);
    expect(gridDivergence([0, 0, 0], cells)).toBeNaN();
    expect(() => gridDivergence([1, 2], cells)).toThrow(/length 2 – must be 3/);
  });

  it('stays finite where float64 calls a cell impossible', () => {
    expect(gridDivergence([1, 1], law([1, 0]))).toBeCloseTo(0.5 * Math.log(0.5) + 0.5 * Math.log(0.5 / 1e-300), 9);
  });
});

describe('its noise floor', () => {
  it('tends to (B − 1)/2n with deviation √((B − 1)/2)/n', () => {
    const flat = law(Array.from({ length: 101 }, () => 1 / 101));
    const { mean, deviation } = divergenceFloor(flat, 1e8);
    expect(mean * 1e8).toBeCloseTo(50, 3);
    expect(deviation * 1e8).toBeCloseTo(Math.sqrt(50), 3);
  });

  it('is exact for two cells by enumeration', () => {
    const [n, p] = [30, 0.3];
    const two = law([p, 1 - p]);
    let [mean, square] = [0, 0];
    for (let k = 0, mass = (1 - p) ** n; k <= n; k++, mass *= ((n - k + 1) / k) * (p / (1 - p))) {
      const value = gridDivergence([k, n - k], two);
      mean += mass * value;
      square += mass * value * value;
    }
    // The expansion in 1/n leaves about 1/n² of relative error, from cells that are not rare.
    expect(Math.abs(divergenceFloor(two, n).mean / mean - 1)).toBeLessThan(0.03);
    expect(Math.abs(divergenceFloor(two, n).deviation / Math.sqrt(square - mean * mean) - 1)).toBeLessThan(0.1);
  });

  it.each([
    [400, 500],
    [50, 5000],
    [1000, 20_000],
  ])('agrees with draws: %d cells, %d particles', (count, n) => {
    const cells = uneven(count);
    const repetitions = 200;
    const { mean, deviation } = divergenceFloor(cells, n);
    const measured = simulate(cells, n, repetitions);
    expect(Math.abs(measured.mean - mean)).toBeLessThan((5 * deviation) / Math.sqrt(repetitions));
    // The scatter of a deviation over R repetitions is 1/√(2R).
    expect(Math.abs(measured.deviation / deviation - 1)).toBeLessThan(5 / Math.sqrt(2 * repetitions));
  });

  it('joins its two branches', () => {
    const flat = law(Array.from({ length: 1001 }, () => 1 / 1001));
    const [below, above] = [divergenceFloor(flat, 1001 * 199.99), divergenceFloor(flat, 1001 * 200.01)];
    expect(Math.abs((above.mean * 200.01) / (below.mean * 199.99) - 1)).toBeLessThan(1e-5);
    expect(Math.abs((above.deviation * 200.01) / (below.deviation * 199.99) - 1)).toBeLessThan(1e-4);
  });
});
