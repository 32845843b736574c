import { plainAxes } from '../../../src/data/axes';
import { describe, expect, it } from 'vitest';
import { describeView, hudText } from '../../../src/ui/views/canvas-words';

const field = {
  box: { minX: -2, maxX: 2, minY: -2, maxY: 2 },
  columns: 2,
  rows: 2,
  logDensity: Float64Array.of(-2.31, -2.31, -2.31, -2.31),
  score: new Float64Array(8),
};

describe('hudText', () => {
  it('reads coordinates and the density under the pointer', () => {
    const hover = { at: [0.8211, -1.4689] as const, pixel: 0.01, field };
    expect(hudText('step 1,240', plainAxes(), hover)).toBe('step 1,240 · x 0.82, y −1.47 · log p −2.31');
    expect(hudText('', plainAxes(['lon', 'lat']), { ...hover, field: undefined })).toBe('lon 0.82, lat −1.47');
  });

  it('is in the units of the axes, a density per unit of both', () => {
    const axes = {
      names: ['bjd', 'a rather long name of a column'],
      centre: [2459000.5, 12],
      scale: [0.0625, 0.5],
    } as const;
    const perArea = (-2.31 - Math.log(0.0625 * 0.5)).toFixed(2);
    expect(hudText('', axes, { at: [1, -1], pixel: 0.01, field })).toBe(
      `bjd 2,459,000.5625, a rather long nam… 11.500 · log p ${perArea}`,
    );
  });

  it('is the step alone without a pointer', () => expect(hudText('step 3', plainAxes(), undefined)).toBe('step 3'));
});

describe('describeView', () => {
  it('says how many, what, and where', () => {
    const positions = { id: 1, label: 'p', type: 'f32', length: 131_072 } as const;
    const cloud = { label: 'with noise', layer: 'run', colour: 'first', positions, count: 65_536 } as const;
    const axes = { names: ['bjd', 'mag'], centre: [2459000.5, 12], scale: [0.0625, 0.5] } as const;
    expect(describeView([cloud], axes, field.box)).toMatch(
      /bjd from 2[.,]\d+.* to 2[.,]\d+.*, mag from 11\.0 to 13\.0/,
    );
    expect(describeView([cloud], plainAxes(), field.box)).toContain('with noise, 65,536. x from −2.0 to 2.0');
  });
});
