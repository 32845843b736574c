import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { DensityField } from '../../src/draw/density-field';
import { sceneOf, uploadCloud } from '../support/scenes';

const size = { width: 128, height: 128, pixelRatio: 1 };

describe('DensityField', () => {
  it('colours the cells where the particles are, each cloud in its colour', () => {
    const backend = new ReferenceBackend();
    const field = new DensityField(backend);
    const clouds = [
      uploadCloud(backend, 'first', [-0.49, 0.51, -0.49, 0.51, NaN, 0]),
      uploadCloud(backend, 'second', [0.51, -0.49]),
    ];
    const image = field.compute(sceneOf(clouds), size);
    backend.submit();
    const colours = backend.peek(image.colours);
    const part = (column: number, row: number, i: number): number =>
      (colours[row * image.columns + column]! >>> (8 * i)) & 255;
    // 64 × 64 cells over [-1, 1]²: x = -0.49 is in column 16, y = 0.51 in row 15.
    expect(part(16, 15, 3)).toBeGreaterThan(200);
    expect(part(16, 15, 2)).toBeGreaterThan(part(16, 15, 0));
    expect(part(48, 47, 0)).toBeGreaterThan(part(48, 47, 2));
    expect(part(40, 20, 3)).toBe(0);
  });

  it('keeps its arrays while the grid stays and gives all of them back', () => {
    const backend = new ReferenceBackend();
    const field = new DensityField(backend);
    const scene = sceneOf([uploadCloud(backend, 'first', [0, 0])]);
    const image = field.compute(scene, size);
    expect(field.compute(scene, size)).toBe(image);
    expect(field.compute(scene, { ...size, height: 64 })).not.toBe(image);
    field.dispose();
    field.dispose();
    expect(backend.live.arrays).toBe(1);
  });
});
