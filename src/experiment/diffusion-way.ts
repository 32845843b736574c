// How the way between noise and data is read: as t, or as what of the data is left in z. MATHS.md 2.1, D19.
import type { Process } from '../diffusion/process';
import type { Way } from './frame';

/** `choice`: t at which samples choose, if they do. */
export function wayOf({ steps, direction, timeAt, levelAt }: Process, choice: number | undefined): Way {
  return {
    readings: [
      { label: 't', at: (step) => timeAt(step / steps) },
      { label: 'log SNR', at: (step) => -levelAt(step / steps).gamma },
    ],
    marks:
      choice === undefined
        ? []
        : [{ label: 'samples choose', step: steps * (direction === 'generate' ? 1 - choice : choice) }],
  };
}
