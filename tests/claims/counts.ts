// What a fuzz run has seen: verdicts by claim, and by lab and backend.
import type { Verdict } from '../../src/experiment/lab';
import type { Outcome } from './play';

const VERDICTS = ['holds', 'weak', 'outside', 'fails'] as const satisfies readonly Verdict[];

export class Counts {
  readonly #claims = new Map<string, Record<Verdict, number>>();
  settings = 0;
  refused = 0;
  /** Cases with anything wrong. */
  failed = 0;
  slowest = 0;

  add({ rows, problems, refused, slowest }: Outcome): void {
    this.settings++;
    if (refused !== undefined) this.refused++;
    if (problems.length > 0) this.failed++;
    this.slowest = Math.max(this.slowest, slowest);
    for (const { id, verdict } of rows) {
      const known = this.#claims.get(id) ?? { holds: 0, weak: 0, outside: 0, fails: 0 };
      this.#claims.set(id, { ...known, [verdict]: known[verdict] + 1 });
    }
  }

  /** A table with a line for each claim, and their sum. */
  table(title: string): string {
    const sum = { holds: 0, weak: 0, outside: 0, fails: 0 };
    for (const row of this.#claims.values()) for (const verdict of VERDICTS) sum[verdict] += row[verdict];
    const line = (name: string, row: Record<Verdict, number>): string =>
      name.padEnd(8) + VERDICTS.map((verdict) => String(row[verdict]).padStart(9)).join('');
    const refused = this.refused > 0 ? `, ${this.refused} refused by the lab` : '';
    const failed = this.failed > 0 ? `, ${this.failed} with something wrong` : '';
    return [
      `${title}: ${this.settings} settings${refused}${failed}; slowest claims() ${(this.slowest / 1000).toFixed(1)} s`,
      ' '.repeat(8) + VERDICTS.map((verdict) => verdict.padStart(9)).join(''),
      ...[...this.#claims].map(([id, row]) => line(id, row)),
      line('all', sum),
    ].join('\n');
  }
}
