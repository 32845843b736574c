import { describe, expect, it } from 'vitest';
import {
  cellColour,
  colourParams,
  densityColour,
  densityLook,
  densityTone,
  fullRate,
  packColour,
} from '../../src/draw/density-colour';
import { sceneOf } from '../support/scenes';

const look = densityLook(sceneOf([]));

describe('densityTone', () => {
  it('is 0 at nobody, 1 at the full rate and rises all the way', () => {
    expect(densityTone(0, 7, look)).toBe(0);
    expect(densityTone(7, 7, look)).toBe(1);
    const tones = Array.from({ length: 200 }, (_, i) => densityTone(i / 10, 7, look));
    for (let i = 1; i < tones.length; i++) expect(tones[i]).toBeGreaterThan(tones[i - 1]!);
  });

  it('shows both the tails and the inside of a Gaussian mode', () => {
    const tone = (sigmas: number): number => densityTone(6.5 * Math.exp((-sigmas * sigmas) / 2), 6.5, look);
    expect(tone(0) - tone(1)).toBeGreaterThan(0.1);
    expect(tone(1) - tone(2)).toBeGreaterThan(0.2);
    expect(tone(3)).toBeGreaterThan(0.05);
  });
});

describe('fullRate', () => {
  it('is the peak of a spread cloud', () => {
    expect(fullRate({ peak: 6.5, particles: 65_536, cells: 16_000 }, look)).toBe(6.5);
  });

  it('is not led astray by a few cells that hold half of all', () => {
    expect(fullRate({ peak: 500, particles: 65_536, cells: 10_000 }, look)).toBeCloseTo(6 * 6.5536, 10);
  });

  it('has a floor, also where nobody is', () => {
    expect(fullRate({ peak: 0.06, particles: 3, cells: 3 }, look)).toBe(1);
    expect(fullRate({ peak: 0, particles: 0, cells: 0 }, look)).toBe(1);
  });
});

describe('cellColour', () => {
  const full = [10, 10] as const;

  it('is transparent where nobody is', () => {
    expect(cellColour([0, 0], full, look)).toEqual([0, 0, 0, 0]);
  });

  it('lets a lone particle be seen in a crowd of a million', () => {
    expect(cellColour([1, 0], [100, 1], look)[3]).toBeGreaterThan(0.15);
  });

  it('is premultiplied: no part exceeds alpha, alpha never exceeds 1', () => {
    for (const run of [0, 0.1, 1, 10, 1e4]) {
      for (const twin of [0, 0.1, 1, 10, 1e4]) {
        const [red, green, blue, alpha] = cellColour([run, twin], full, look);
        expect(Math.max(red, green, blue)).toBeLessThanOrEqual(alpha);
        expect(alpha).toBeLessThanOrEqual(1 + 1e-12);
      }
    }
  });

  it('puts the denser cloud on top, and neither when they are equal', () => {
    const [red, , blue] = cellColour([10, 1e5], full, look);
    expect(red / blue).toBeGreaterThan(look.second[0] / look.second[2] / 1.5);
    const swapped = {
      ...look,
      first: look.second,
      firstDeep: look.secondDeep,
      second: look.first,
      secondDeep: look.firstDeep,
    };
    const mixed = cellColour([5, 5], full, look);
    for (const [i, part] of cellColour([5, 5], full, swapped).entries()) expect(part).toBeCloseTo(mixed[i]!, 12);
  });

  it('goes on towards ink on light paper and towards light on dark paper', () => {
    const dark = densityLook(sceneOf([], { dark: true }));
    const sum = (colour: readonly number[]): number => colour[0]! + colour[1]! + colour[2]!;
    expect(sum(cellColour([10, 0], full, look))).toBeLessThan(sum(look.first));
    expect(sum(cellColour([10, 0], full, dark))).toBeGreaterThan(sum(dark.first));
  });
});

describe('densityColour', () => {
  it('packs red lowest', () => {
    expect(packColour([1, 0, 0.5, 1])).toBe(0xff8000ff);
    expect(packColour([2, -1, 0, 0])).toBe(0xff);
  });

  it('colours cells by their own exposure', () => {
    const totals = new Uint32Array(6);
    new Float32Array(totals.buffer).set([8, 0, 0, 2]);
    totals.set([100, 20], 1);
    totals.set([10, 8], 4);
    const colours = new Uint32Array(3);
    const roots = Float64Array.from([2, 0, 0, 0, 1, Math.SQRT2]);
    densityColour.reference({ roots, totals, colours }, colourParams(look), 3);
    expect([...colours]).toEqual([
      packColour(cellColour([4, 0], [8, 2], look)),
      0,
      packColour(cellColour([1, 2], [8, 2], look)),
    ]);
  });
});
