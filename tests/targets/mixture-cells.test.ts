import { describe, expect, it } from 'vitest';
import { mixtureCells, temperedMixtureCells } from '../../src/targets/mixture-cells';
import { integrate } from '../../src/math/quadrature';
import type { Component } from '../../src/targets/target';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
const box = { minX: -3, maxX: 3, minY: -2, maxY: 4 };
const grid = { box, columns: 12, rows: 9 };

function density(components: readonly Component[], x: number, y: number): number {
  return components.reduce((total, { weight, mean, covariance: [xx, xy, yy] }) => {
    const [u, v, determinant] = [x - mean[0], y - mean[1], xx * yy - xy * xy];
    const square = (yy * u * u - 2 * xy * u * v + xx * v * v) / determinant;
    return total + (weight * Math.exp(-0.5 * square)) / (2 * Math.PI * Math.sqrt(determinant));
  }, 0);
}

function cellByQuadrature(f: (x: number, y: number) => number, column: number, row: number): number {
  const [width, height] = [6 / 12, 6 / 9];
  const [minX, minY] = [-3 + width * column, -2 + height * row];
  return integrate(f, { minX, maxX: minX + width, minY, maxY: minY + height }, 1e-12, () => false);
}

const parallel: Component[] = [
  { weight: 0.4, mean: [-1, 0], covariance: [0.3, 0, 0.1] },
  { weight: 0.6, mean: [1, 2], covariance: [0.5, 0, 0.5] },
];
const correlated: Component[] = [
  { weight: 0.5, mean: [0.3, 1], covariance: [0.8, 0.55, 0.5] },
  { weight: 0.5, mean: [-0.5, 0.5], covariance: [0.02, -0.1, 0.9] },
];

describe('masses of cells', () => {
  it.each([
    ['axis-parallel', parallel],
    ['correlated', correlated],
  ])('%s components equal a quadrature of the density', (_, components) => {
    const cells = mixtureCells(components, grid);
    for (let cell = 0; cell < cells.length; cell++) {
      const wanted = cellByQuadrature((x, y) => density(components, x, y), cell % 12, Math.floor(cell / 12));
      expect(Math.abs(cells[cell] - wanted)).toBeLessThan(1e-10);
    }
  });

  it('sum to the weights over a box that holds everything', () => {
    const wide = { box: { minX: -30, maxX: 30, minY: -30, maxY: 30 }, columns: 40, rows: 41 };
    expect(sum(mixtureCells(parallel, wide))).toBeCloseTo(1, 13);
    expect(sum(mixtureCells(correlated, wide))).toBeCloseTo(1, 9);
  });

  it('stay positive far out, where differences of plain error functions are 0', () => {
    const far = mixtureCells([parallel[1]], { box: { minX: 8, maxX: 9, minY: 2, maxY: 3 }, columns: 1, rows: 1 });
    expect(far[0]).toBeGreaterThan(0);
    expect(far[0]).toBeLessThan(1e-20);
  });
});

describe('tempered masses', () => {
  it.each([0.25, 0.7, 4])('at temperature %d equal a quadrature of p^{1/T}', (temperature) => {
    const cells = temperedMixtureCells(parallel, grid, temperature) ?? new Float64Array();
    const f = (x: number, y: number): number => density(parallel, x, y) ** (1 / temperature);
    const total = sum(cells);
    for (let cell = 0; cell < cells.length; cell += 5) {
      const wanted = cellByQuadrature(f, cell % 12, Math.floor(cell / 12));
      expect(Math.abs(cells[cell] - wanted) / total).toBeLessThan(1e-6);
    }
  });

  it('are left to others for correlated components', () => {
    expect(temperedMixtureCells(correlated, grid, 2)).toBeUndefined();
  });
});
