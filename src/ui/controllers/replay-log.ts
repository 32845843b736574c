// What it takes to go on after the device is lost: the last checkpoint, and every live change since, with its step.
// Randomness is counted, not kept, so replaying them gives the same trajectory bit for bit.
import type { Checkpoint, ParameterValues, Run, RunData } from '../../experiment/lab';

interface Change {
  readonly step: number;
  readonly values?: Partial<ParameterValues>;
  readonly data?: RunData;
  /** Where the run went from there, forwards or back. */
  readonly to?: number;
}

export class ReplayLog {
  /** Settings and data in force at the checkpoint, or at the start when there is none. */
  #values: ParameterValues;
  #data: RunData;
  #checkpoint: Checkpoint | undefined;
  #changes: Change[] = [];

  constructor(values: ParameterValues, data: RunData, checkpoint?: Checkpoint) {
    this.#values = values;
    this.#data = data;
    this.#checkpoint = checkpoint;
  }

  get values(): ParameterValues {
    return this.#values;
  }

  get data(): RunData {
    return this.#data;
  }

  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  noteValues(step: number, values: Partial<ParameterValues>): void {
    this.#changes.push({ step, values });
  }

  noteData(step: number, data: RunData): void {
    this.#changes.push({ step, data });
  }

  /** Again for the same beginning: where it came to. */
  noteSeek(step: number, to: number): void {
    const last = this.#changes.at(-1);
    if (last?.to !== undefined && last.step === step) this.#changes.pop();
    this.#changes.push({ step, to });
  }

  /** A checkpoint makes everything before it unnecessary. */
  keep(checkpoint: Checkpoint): void {
    for (const { values, data } of this.#changes) {
      this.#values = { ...this.#values, ...(values as ParameterValues | undefined) };
      this.#data = data ?? this.#data;
    }
    this.#changes = [];
    this.#checkpoint = checkpoint;
  }

  /** Brings a run that was started from `values`, `data` and `checkpoint` to `step`, through the same changes. */
  async replay(run: Run, step: number, signal?: AbortSignal): Promise<void> {
    const last = this.#changes.findLastIndex(({ to }) => to !== undefined);
    for (const [at, change] of this.#changes.entries()) {
      const limit = at > last ? step : Infinity;
      if (change.step > run.step) await run.advance(Math.min(change.step, limit) - run.step, signal);
      if (signal?.aborted) return;
      if (change.values) run.set(change.values);
      if (change.data) run.setData?.(change.data);
      if (change.to !== undefined) await run.seek?.(change.to, signal);
    }
    if (step > run.step && !signal?.aborted) await run.advance(step - run.step, signal);
  }
}
