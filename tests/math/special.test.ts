import { describe, expect, it } from 'vitest';
import { erf, erfc, logAdd, logNormalDensity, logSumExp, normalCdf, normalInterval } from '../../src/math/special';

// Thirty-digit values by an arbitrary-precision library: [x, erf x, erfc x].
const TABLE = [
  [1e-10, 1.1283791670955126e-10, 0.999999999887162],
  [0.1, 0.1124629160182849, 0.887537083981715],
  [0.5, 0.5204998778130465, 0.4795001221869535],
  [1, 0.8427007929497149, 0.15729920705028513],
  [1.5, 0.9661051464753108, 0.033894853524689274],
  [1.999, 0.9953015566513705, 0.004698443348629487],
  [2, 0.9953222650189527, 0.004677734981047266],
  [2.5, 0.999593047982555, 0.0004069520174449589],
  [3.5, 0.9999992569016276, 7.430983723414128e-7],
  [5, 0.9999999999984626, 1.537459794428035e-12],
  [7, 1, 4.183825607779414e-23],
  [10, 1, 2.088487583762545e-45],
  [20, 1, 5.395865611607901e-176],
  [26, 1, 5.663192408856143e-296],
] as const;

/** Relative error; exp(−x²) alone costs x² roundings. */
const off = (got: number, wanted: number): number => Math.abs(got / wanted - 1);

describe('the error function', () => {
  it.each(TABLE)('at %d', (x, plain, complement) => {
    expect(off(erf(x), plain)).toBeLessThan(1e-15);
    expect(erf(-x)).toBe(-erf(x));
    // Below the switch to the continued fraction 1 − erf carries the error that was allowed to erf.
    expect(off(erfc(x), complement)).toBeLessThan(x < 2 ? (1e-15 * plain) / complement + 5e-16 : 2.3e-16 * (4 + x * x));
    expect(off(erfc(-x), 1 + plain)).toBeLessThan(5e-16);
  });

  it('has its limits and passes NaN on', () => {
    expect([erf(Infinity), erf(-Infinity), erfc(Infinity), erfc(-Infinity)]).toEqual([1, -1, 0, 2]);
    expect([erf(NaN), erfc(NaN)]).toEqual([NaN, NaN]);
    expect(erf(0)).toBe(0);
  });
});

describe('the normal law', () => {
  it.each([
    [-10, -53.23128515051247],
    [-3, -6.607726221510349],
    [0, -0.6931471805599453],
    [2, -0.02301290932896349],
  ])('log Φ(%d)', (z, wanted) => {
    expect(off(Math.log(normalCdf(z)), wanted)).toBeLessThan(2e-14);
  });

  it('does not cancel in the tails', () => {
    expect(off(normalInterval(8, 9), normalCdf(-8) - normalCdf(-9))).toBeLessThan(1e-13);
    expect(off(normalInterval(-9, -8), normalInterval(8, 9))).toBeLessThan(1e-13);
    expect(normalInterval(-1, 1)).toBeCloseTo(0.6826894921370859, 15);
    expect(normalInterval(-Infinity, Infinity)).toBe(1);
  });

  it('has the derivative that its density says', () => {
    const slope = (normalCdf(0.7 + 1e-5) - normalCdf(0.7 - 1e-5)) / 2e-5;
    expect(Math.log(slope)).toBeCloseTo(logNormalDensity(0.7, 1), 9);
    expect(logNormalDensity(3, 4)).toBeCloseTo(Math.log(0.06475879783294587), 13);
  });
});

describe('sums of exponentials', () => {
  it('neither overflow nor underflow', () => {
    expect(logAdd(1000, 1000)).toBeCloseTo(1000 + Math.LN2, 12);
    expect(logAdd(-Infinity, -2000)).toBe(-2000);
    expect(logAdd(-Infinity, -Infinity)).toBe(-Infinity);
    expect(logSumExp([-1000, -1000, -1000])).toBeCloseTo(-1000 + Math.log(3), 12);
    expect(logSumExp([])).toBe(-Infinity);
  });
});
