// Two of the four measurements of the Palmer penguins, standardised.
import { billDepth, billLength, bodyMass, flipperLength } from '../targets/data/penguins';
import { interleave, standardise } from './standardise';

export const measurements = {
  flipper: { label: 'Flipper length', values: flipperLength },
  bill: { label: 'Bill length', values: billLength },
  depth: { label: 'Bill depth', values: billDepth },
  mass: { label: 'Body mass', values: bodyMass },
} as const;

export type Measurement = keyof typeof measurements;

/** Points [333, 2]. */
export function penguinPoints(x: Measurement, y: Measurement): Float32Array<ArrayBuffer> {
  return interleave(standardise(measurements[x].values), standardise(measurements[y].values));
}
