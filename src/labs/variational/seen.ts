// What is read of the starts: their numbers, their bounds, and what is kept of both over the steps.
import type { Ensemble, StartBounds } from '../../variational/ensemble';
import type { Values } from './parameters';

/** What was read of one ensemble. */
export interface Seen extends StartBounds {
  /** Row-major [R, rows]. */
  readonly theta: Float64Array<ArrayBuffer>;
  /** Starts with a number that is not finite. */
  readonly lost: number;
  /** The start with the largest evidence. */
  readonly best: number;
}

export async function look(ensemble: Ensemble): Promise<Seen> {
  const bounds = await ensemble.measure();
  const theta = await ensemble.read();
  const { rows, count } = ensemble;
  let [lost, best] = [0, 0];
  for (let start = 0; start < count; start++) {
    if (!theta.subarray(start * rows, (start + 1) * rows).every(Number.isFinite)) lost++;
    if (!(bounds.evidence[start] <= bounds.evidence[best]) && Number.isFinite(bounds.evidence[start])) best = start;
  }
  return { ...bounds, theta, lost, best };
}

/** What is kept over the steps: of the starts the best, the median and the lower tenth, in nats per datum. */
export function keptOf({ bound, evidence }: StartBounds): Record<'best' | 'median' | 'low' | 'evidence', number> {
  const sorted = bound.filter(Number.isFinite).toSorted();
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  const best = evidence.reduce((most, value) => (value > most ? value : most), -Infinity);
  return { best: at(1), median: at(0.5), low: at(0.1), evidence: best };
}

/** A start's numbers as the library takes them. */
export function mixtureOf(
  theta: ArrayLike<number>,
  components: number,
): { readonly pi: number[]; readonly mu: number[]; readonly s2: number[] } {
  const width = theta.length / components;
  const rows = Array.from({ length: components }, (_, k) =>
    Array.from({ length: width }, (__, i) => theta[k * width + i]),
  );
  return {
    pi: rows.map((row) => row[0]),
    mu: rows.flatMap((row) => row.slice(1, -1)),
    s2: rows.map((row) => row[width - 1]),
  };
}

/** Whether float32 can tell what these numbers of a start mean: a step that is far too long leaves no model behind. */
export function isModel(theta: Float64Array, values: Values): boolean {
  const variances =
    values.model === 'pca' ? theta.slice(-1) : Float64Array.from(mixtureOf(theta, values.components).s2);
  return theta.every((value) => Math.abs(value) <= 1e9) && variances.every((s) => s >= 1e-30);
}
