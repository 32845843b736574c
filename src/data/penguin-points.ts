// Measurements of the Palmer penguins, standardised.
import { billDepth, billLength, bodyMass, flipperLength } from '../targets/data/penguins';
import type { Axes } from './axes';
import { standardise } from './standardise';

export const measurements = {
  flipper: { label: 'Flipper length', unit: 'mm', values: flipperLength },
  bill: { label: 'Bill length', unit: 'mm', values: billLength },
  depth: { label: 'Bill depth', unit: 'mm', values: billDepth },
  mass: { label: 'Body mass', unit: 'g', values: bodyMass },
} as const;

export type Measurement = keyof typeof measurements;

/** Points [333, D] of D measurements, and what the first two axes are in millimetres and grams. */
export function penguinPoints(...keys: readonly [Measurement, Measurement, ...Measurement[]]): {
  readonly points: Float32Array<ArrayBuffer>;
  readonly axes: Axes;
} {
  const columns = keys.map((key) => standardise(measurements[key].values));
  const [across, up] = columns;
  const { length } = across.coordinates;
  return {
    points: Float32Array.from({ length: length * columns.length }, (_, i) => {
      return columns[i % columns.length].coordinates[Math.floor(i / columns.length)];
    }),
    axes: {
      names: [nameOf(keys[0]), nameOf(keys[1])],
      centre: [across.centre, up.centre],
      scale: [across.scale, up.scale],
    },
  };
}

function nameOf(key: Measurement): string {
  const { label, unit } = measurements[key];
  return `${label} (${unit})`;
}
