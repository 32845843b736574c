// Interleaved rounds: every contestant once in each round, so that a machine that slows down slows all of them, and
// ratios are taken inside a round before the median over rounds.

export interface Contestant {
  readonly name: string;
  /** Chain-steps of one run. */
  readonly work: number;
  run(): Promise<void>;
}

export interface Result {
  readonly name: string;
  /** Median over rounds, chain-steps a second. */
  readonly rate: number;
  readonly best: number;
  /** Median duration of one run, milliseconds. */
  readonly duration: number;
  /** Median over rounds of this rate over the other's in the same round. */
  readonly ratios: Readonly<Record<string, number>>;
  /** The same per second of all processors together, where the work is done in this process: in Node with a GPU that is its CPU. */
  readonly cpuRatios?: Readonly<Record<string, number>>;
}

/** Milliseconds of the processors; NaN where nobody counts them. */
function cpuTime(): number {
  if (typeof process === 'undefined' || !process.cpuUsage) return Number.NaN;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** The middle value; the mean of the two in the middle for an even number. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Runs everybody once to warm up, then `rounds` times in turn. */
export async function interleave(contestants: readonly Contestant[], rounds: number): Promise<Result[]> {
  for (const contestant of contestants) await contestant.run();
  const rates: number[][] = [];
  const cpuRates: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const row: number[] = [];
    const cpuRow: number[] = [];
    for (const contestant of contestants) {
      const [start, cpu] = [performance.now(), cpuTime()];
      await contestant.run();
      row.push((contestant.work * 1000) / (performance.now() - start));
      cpuRow.push((contestant.work * 1000) / (cpuTime() - cpu));
    }
    rates.push(row);
    cpuRates.push(cpuRow);
  }
  return contestants.map(({ name, work }, index) => {
    const own = rates.map((row) => row[index]);
    const against = (of: readonly number[][], other: number): number =>
      median(of.map((row) => row[index] / row[other]));
    const ratiosOf = (of: readonly number[][]): Record<string, number> =>
      Object.fromEntries(contestants.map((one, position) => [one.name, against(of, position)]));
    const isCounted = Number.isFinite(cpuRates[0]?.[0]);
    return {
      name,
      rate: median(own),
      best: Math.max(...own),
      duration: (work * 1000) / median(own),
      ratios: ratiosOf(rates),
      ...(isCounted ? { cpuRatios: ratiosOf(cpuRates) } : {}),
    };
  });
}
