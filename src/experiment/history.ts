// Quantities over steps, thinned so that a run of any length stays a few hundred points.
import { remembered } from './checkpoint';
import type { Checkpoint, Series, Trace } from './lab';

const MOST_POINTS = 400;
const MOST_QUANTITIES = 32;

/** As a checkpoint remembers it under `history`: plain JSON, in which NaN may become null. */
export interface HistoryMemory {
  readonly stride: number;
  readonly skipped: number;
  readonly steps: readonly number[];
  readonly values: Readonly<Record<string, readonly (number | null)[]>>;
}

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
    for (const name of new Set([...this.#values.keys(), ...Object.keys(values)])) {
      const column = this.#values.get(name) ?? Array<number>(this.#steps.length - 1).fill(Number.NaN);
      column.push(Object.hasOwn(values, name) ? values[name] : Number.NaN);
      this.#values.set(name, column);
    }
    if (this.#steps.length > MOST_POINTS) this.#halve();
  }

  series(name: string, label: string, colour: Series['colour']): Series {
    return { label, colour, steps: this.#steps, values: this.#values.get(name) ?? [] };
  }

  /** A trace of one quantity for the run and, where it was measured, for the twin (under `twin: name`). */
  trace(id: string, title: string, unit: string, scale: Trace['scale'], theory: Trace['theory']): Trace {
    const twin = this.#values.has(`twin: ${id}`) ? [this.series(`twin: ${id}`, 'twin', 'second')] : [];
    return { kind: 'trace', id, title, unit, scale, series: [this.series(id, 'run', 'first'), ...twin], theory };
  }

  /** A horizontal line over the steps measured so far. */
  level(label: string, value: number): Trace['theory'][number] {
    const ends = [this.#steps[0] ?? 0, this.#steps.at(-1) ?? 1];
    return { label, steps: ends, values: [value, value] };
  }

  get memory(): HistoryMemory {
    const values = Object.fromEntries([...this.#values].map(([name, column]) => [name, [...column]]));
    return { stride: this.#stride, skipped: this.#skipped, steps: [...this.#steps], values };
  }

  /** Goes on from what a checkpoint remembers, up to its step; begins empty where that cannot be read. */
  recall(checkpoint: Pick<Checkpoint, 'memory' | 'step'>): void {
    const memory = remembered(checkpoint.memory, 'history');
    const [stride, skipped] = [remembered(memory, 'stride'), remembered(memory, 'skipped')];
    const steps = numbers(remembered(memory, 'steps'), MOST_POINTS);
    const columns = remembered(memory, 'values');
    if (!isCount(stride) || stride < 1 || !isCount(skipped) || !steps || !isRising(steps)) return;
    if (typeof columns !== 'object' || columns === null) return;
    const values = Object.entries(columns).slice(0, MOST_QUANTITIES);
    const read = values.map(([name, column]) => [name, numbers(column, steps.length)] as const);
    const whole = read.filter((one): one is [string, number[]] => one[1]?.length === steps.length);
    if (whole.length !== read.length) return;
    [this.#steps, this.#values, this.#stride, this.#skipped] = [steps, new Map(whole), stride, skipped];
    this.#truncate(checkpoint.step + 1);
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

/** At most so many numbers, null for NaN; undefined for anything else. */
function numbers(memory: unknown, most: number): number[] | undefined {
  if (!Array.isArray(memory) || memory.length > most) return undefined;
  const read = memory.map((one: unknown) => (one === null ? Number.NaN : one));
  return read.every((one): one is number => typeof one === 'number') ? read : undefined;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isRising(steps: readonly number[]): boolean {
  return steps.every((step, i) => isCount(step) && step > (steps[i - 1] ?? -1));
}
