// Particles that have left the finite range, counted where they were read back; there comparisons are to be trusted.
import type { Divergence } from '../../experiment/lab';

/** Undefined where every coordinate, score and log density is finite. */
export function strayed(step: number, count: number, read: readonly ArrayLike<number>[]): Divergence | undefined {
  let nonFinite = 0;
  for (let row = 0; row < count; row++) if (!read.every((values) => isFiniteRow(values, row, count))) nonFinite++;
  if (nonFinite === 0) return undefined;
  const sentence = `${nonFinite.toLocaleString('en-GB')} of ${count.toLocaleString('en-GB')} particles have left the finite range; a wider σ or points nearer to one another keep them in it.`;
  return { nonFinite, step, sentence, remedy: { label: 'Use σ = 1', values: { sigma: 1 } } };
}

function isFiniteRow(values: ArrayLike<number>, row: number, count: number): boolean {
  const width = values.length / count;
  for (let at = row * width; at < (row + 1) * width; at++) if (!Number.isFinite(values[at])) return false;
  return true;
}
