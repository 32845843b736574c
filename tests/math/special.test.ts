import { describe, expect, it } from 'vitest';
import {
  erf,
  erfc,
  logAdd,
  logNormalCdf,
  logNormalDensity,
  logSumExp,
  normalCdf,
  normalInterval,
} from '../../src/math/special';

// Thirty-digit values by an arbitrary-precision library: [x, erf x, erfc x].
const TABLE = [
  [1e-10, 1.12837916709551262e-10, 0.999999999887162083],
  [0.1, 0.112462916018284898, 0.887537083981715102],
  [0.5, 0.520499877813046538, 0.479500122186953462],
  [1, 0.842700792949714869, 0.157299207050285131],
  [1.5, 0.966105146475310727, 0.0338948535246892729],
  [1.999, 0.995301556651370512, 0.00469844334862948768],
  [2, 0.995322265018952734, 0.00467773498104726584],
  [2.5, 0.999593047982555041, 0.00040695201744495894],
  [3.5, 0.999999256901627659, 7.43098372341412746e-7],
  [5, 0.99999999999846254, 1.53745979442803485e-12],
  [7, 1, 4.1838256077794144e-23],
  [10, 1, 2.08848758376254476e-45],
  [20, 1, 5.39586561160790093e-176],
  [26, 1, 5.66319240885614285e-296],
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
    [-40, -804.608442013753788],
    [-10, -53.2312851505124706],
    [-3, -6.60772622151034954],
    [0, -0.693147180559945309],
    [2, -0.0230129093289634885],
  ])('log Φ(%d)', (z, wanted) => {
    expect(off(logNormalCdf(z), wanted)).toBeLessThan(2e-14);
  });

  it('does not cancel in the tails', () => {
    expect(off(normalInterval(8, 9), normalCdf(-8) - normalCdf(-9))).toBeLessThan(1e-13);
    expect(off(normalInterval(-9, -8), normalInterval(8, 9))).toBeLessThan(1e-13);
    expect(normalInterval(-1, 1)).toBeCloseTo(0.682689492137085897, 15);
    expect(normalInterval(-Infinity, Infinity)).toBe(1);
    expect(logNormalCdf(-Infinity)).toBe(-Infinity);
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
