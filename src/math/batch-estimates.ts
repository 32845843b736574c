// Every mini-batch estimate of a sum, and how they spread. MATHS.md 1.4 (V8, V9).

export interface BatchEstimates {
  /** N/B Σ over each set of B different indices, in lexicographic order of the sets, [N choose B]. */
  readonly estimates: Float64Array;
  /** Of all estimates; the sum of all terms. */
  readonly mean: number;
  /** Of all estimates: (N²/B)(1 − B/N) S², S² with 1/(N − 1). */
  readonly varianceWithout: number;
  /** Of the same estimate where indices may come twice: (N²/B) σ², σ² with 1/N. */
  readonly varianceWith: number;
}

const MOST_BATCHES = 2 ** 22;

/**
 * All batches of size `B` of the terms `L` [N], in the terms' unit. Throws RangeError or TypeError naming the argument, what it was and
 * what is allowed.
 */
export function batchEstimates({ L, B }: { readonly L: ArrayLike<number>; readonly B: number }): BatchEstimates {
  const count = batches(L, B);
  const scale = L.length / B;
  const estimates = new Float64Array(count);
  const chosen = Array.from({ length: B }, (_, i) => i);
  for (let index = 0; index < count; index++) {
    estimates[index] = scale * chosen.reduce((sum, i) => sum + L[i], 0);
    // The last index that can still rise, and behind it the smallest that follow.
    let place = B - 1;
    while (place >= 0 && chosen[place] === L.length - B + place) place--;
    if (place < 0) break;
    const first = chosen[place] + 1;
    for (let i = place; i < B; i++) chosen[i] = first + i - place;
  }
  const mean = estimates.reduce((sum, value) => sum + value, 0) / count;
  return {
    estimates,
    mean,
    varianceWithout: varianceOf(estimates),
    varianceWith: (L.length ** 2 / B) * varianceOf(Float64Array.from(L)),
  };
}

/** N choose B, once the arguments are seen to be good. */
function batches(terms: ArrayLike<number>, size: number): number {
  const count = terms?.length;
  if (!Number.isInteger(count) || typeof terms === 'string')
    throw new TypeError('L must be an array of numbers, the terms of the sum');
  if (count === 0) throw new RangeError('L has 0 numbers; at least 1 is allowed');
  for (let i = 0; i < count; i++) {
    if (!Number.isFinite(terms[i])) throw new RangeError(`L[${i}] is ${terms[i]}; finite numbers are allowed`);
  }
  if (!Number.isInteger(size) || size < 1 || size > count)
    throw new RangeError(`B is ${size}; a whole number from 1 to ${count}, the length of L, is allowed`);
  let sets = 1;
  for (let i = 1; i <= size; i++) sets = Math.round((sets * (count - size + i)) / i);
  if (sets > MOST_BATCHES)
    throw new RangeError(`${count} terms have ${sets} batches of ${size}; at most ${MOST_BATCHES} are allowed`);
  return sets;
}

/** With 1/n. */
function varianceOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
