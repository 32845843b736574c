// The Gaussian kernel density of 333 penguins, flipper length against bill length, both standardised (mean 0 and standard
// deviation 1, the 1/N convention). Twin of shaders/targets/penguins.wgsl.
import shader from '../../shaders/targets/penguins.wgsl?raw';
import { mixtureTarget } from './components';
import { billLength, flipperLength } from './data/penguins';
import { readNumbers } from './parameters';
import type { Component, Target } from './target';

export const penguinsRanges = {
  /** Bandwidth of the kernel density, in standard deviations of the data. */
  sigma: { value: 0.25, min: 0.01, max: 100 },
} as const;

const modules = { target: shader };

/** f32 [333, 2] for the shader; the float64 twin uses the very same rounded numbers. */
const centres = Float32Array.from(interleave(standardise(flipperLength), standardise(billLength)));

export function penguins(params: Readonly<Record<string, unknown>> = {}): Target {
  const { sigma } = readNumbers(penguinsRanges, params);
  const variance = sigma * sigma;
  const count = centres.length / 2;
  const components = Array.from({ length: count }, (_, i): Component => ({
    weight: 1 / count,
    mean: [centres[2 * i], centres[2 * i + 1]],
    covariance: [variance, 0, variance],
  }));
  return mixtureTarget({
    id: 'penguins',
    label: 'Penguins',
    modules,
    components,
    arrays: { centres, bandwidth: Float32Array.of(sigma) },
  });
}

function standardise(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}

function interleave(xs: readonly number[], ys: readonly number[]): number[] {
  return xs.flatMap((x, index) => [x, ys[index]]);
}
