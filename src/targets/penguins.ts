// The Gaussian kernel density of 333 penguins, flipper length against bill length, both standardised (mean 0 and standard
// deviation 1, the 1/N convention).
import { billLength, flipperLength } from './data/penguins';
import { kernelDensity } from './kernel-density';
import { readNumbers } from './parameters';
import type { Target } from './target';

export const penguinsRanges = {
  /** Bandwidth of the kernel density, in standard deviations of the data. */
  sigma: { value: 0.25, min: 0.01, max: 100 },
} as const;

/** f32 [333, 2] for the shader; the float64 twin uses the very same rounded numbers. */
const centres = Float32Array.from(interleave(standardise(flipperLength), standardise(billLength)));

export function penguins(params: Readonly<Record<string, unknown>> = {}): Target {
  const { sigma } = readNumbers(penguinsRanges, params);
  return kernelDensity({ id: 'penguins', label: 'Penguins', points: centres, sigma });
}

function standardise(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return values.map((value) => (value - mean) / Math.sqrt(variance));
}

function interleave(xs: readonly number[], ys: readonly number[]): number[] {
  return xs.flatMap((x, index) => [x, ys[index]]);
}
