// Twenty-five equal Gaussians on a 5 × 5 lattice. Twin of shaders/targets/grid.wgsl, which uses that the density is a
// product; this side adds up all twenty-five.
import shader from '../../shaders/targets/grid.wgsl?raw';
import { mixtureTarget } from './components';
import { constants } from './literal';
import { LENGTHS, readNumbers } from './parameters';
import type { Component, Target } from './target';

export const gridRanges = {
  /** Distance of neighbouring modes. */
  spacing: { value: 2, ...LENGTHS },
  /** Standard deviation of each component. */
  spread: { value: 0.3, ...LENGTHS },
} as const;

export function grid(params: Readonly<Record<string, unknown>> = {}): Target {
  const { spacing, spread } = readNumbers(gridRanges, params);
  const variance = spread * spread;
  const places = [-2, -1, 0, 1, 2].map((place) => place * spacing);
  const components = places.flatMap((y) =>
    places.map((x): Component => ({ weight: 1 / 25, mean: [x, y], covariance: [variance, 0, variance] })),
  );
  const modules = {
    target: shader,
    targetConstants: constants({ componentVariance: variance, componentPrecision: 1 / variance, spacing }),
  };
  return mixtureTarget({ id: 'grid', label: 'Grid of 25', modules, components });
}
