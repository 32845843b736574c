// Two of the four measurements of the Palmer penguins, standardised.
import { billDepth, billLength, bodyMass, flipperLength } from '../targets/data/penguins';
import type { Axes } from './axes';
import { interleave, standardise } from './standardise';

export const measurements = {
  flipper: { label: 'Flipper length', unit: 'mm', values: flipperLength },
  bill: { label: 'Bill length', unit: 'mm', values: billLength },
  depth: { label: 'Bill depth', unit: 'mm', values: billDepth },
  mass: { label: 'Body mass', unit: 'g', values: bodyMass },
} as const;

export type Measurement = keyof typeof measurements;

/** Points [333, 2], and what their axes are in millimetres and grams. */
export function penguinPoints(x: Measurement, y: Measurement): { points: Float32Array<ArrayBuffer>; axes: Axes } {
  const [across, up] = [x, y].map((key) => standardise(measurements[key].values));
  return {
    points: interleave(across.coordinates, up.coordinates),
    axes: {
      names: [nameOf(x), nameOf(y)],
      centre: [across.centre, up.centre],
      scale: [across.scale, up.scale],
    },
  };
}

function nameOf(key: Measurement): string {
  const { label, unit } = measurements[key];
  return `${label} (${unit})`;
}
