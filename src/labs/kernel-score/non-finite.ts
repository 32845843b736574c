// Particles that have left the finite range, counted where they were read back; there comparisons are to be trusted.
import type { Divergence } from '../../experiment/lab';
import { grouped } from '../../numbers';

/** Rows of which a coordinate, the score or the log density is not finite. */
export function nonFiniteRows(count: number, read: readonly ArrayLike<number>[]): number {
  let nonFinite = 0;
  for (let row = 0; row < count; row++) if (!read.every((values) => isFiniteRow(values, row, count))) nonFinite++;
  return nonFinite;
}

export function divergenceOf(step: number, nonFinite: number, count: number): Divergence | undefined {
  if (nonFinite === 0) return undefined;
  const sentence = `${grouped(nonFinite)} of ${grouped(count)} particles have left the finite range; a wider σ or points nearer to one another keep them in it.`;
  return { nonFinite, step, sentence, remedy: { label: 'Use σ = 1', values: { sigma: 1 } } };
}

function isFiniteRow(values: ArrayLike<number>, row: number, count: number): boolean {
  const width = values.length / count;
  for (let at = row * width; at < (row + 1) * width; at++) if (!Number.isFinite(values[at])) return false;
  return true;
}
