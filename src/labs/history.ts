// Quantities over steps, thinned so that a run of any length stays a few hundred points.
import type { Series, Trace } from './lab';

const MOST_POINTS = 400;

export class History {
  #steps: number[] = [];
  #values = new Map<string, number[]>();
  /** Only every so many measurements is kept, once there are many. */
  #stride = 1;
  #skipped = 0;

  get steps(): readonly number[] {
    return this.#steps;
  }

  /** Appends one measurement of every quantity; a step that was measured before is replaced. */
  push(step: number, values: Readonly<Record<string, number>>): void {
    const last = this.#steps.at(-1);
    if (last !== undefined && step <= last) this.#truncate(step);
    else if (this.#skipped + 1 < this.#stride) {
      // The newest point always shows; it is overwritten until its turn to stay comes.
      this.#skipped++;
      this.#truncate(last ?? step);
    } else this.#skipped = 0;
    this.#steps.push(step);
    for (const [name, value] of Object.entries(values)) {
      const column = this.#values.get(name) ?? Array<number>(this.#steps.length - 1).fill(Number.NaN);
      column.push(value);
      this.#values.set(name, column);
    }
    if (this.#steps.length > MOST_POINTS) this.#halve();
  }

  series(name: string, label: string, role: Series['role']): Series {
    return { label, role, steps: this.#steps, values: this.#values.get(name) ?? [] };
  }

  /** A trace of one quantity for the run and, where it was measured, for the twin (under `twin: name`). */
  trace(id: string, title: string, unit: string, scale: Trace['scale'], theory: Trace['theory']): Trace {
    const twin = this.#values.has(`twin: ${id}`) ? [this.series(`twin: ${id}`, 'twin', 'twin')] : [];
    return { id, title, unit, scale, series: [this.series(id, 'run', 'run'), ...twin], theory };
  }

  /** A horizontal line over the steps measured so far. */
  level(label: string, value: number): Trace['theory'][number] {
    const ends = [this.#steps[0] ?? 0, this.#steps.at(-1) ?? 1];
    return { label, steps: ends, values: [value, value] };
  }

  /** Forgets everything from `step` on. */
  #truncate(step: number): void {
    const keep = this.#steps.findIndex((known) => known >= step);
    if (keep < 0) return;
    this.#steps.length = keep;
    for (const column of this.#values.values()) column.length = Math.min(column.length, keep);
  }

  #halve(): void {
    const keep = <T>(_: T, index: number): boolean => index % 2 === 0;
    this.#steps = this.#steps.filter(keep);
    for (const [name, column] of this.#values) this.#values.set(name, column.filter(keep));
    this.#stride *= 2;
    this.#skipped = 0;
  }
}
