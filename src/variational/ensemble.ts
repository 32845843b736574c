// Many starts of one model, on the device: where they are put, how they are moved and what is read of them.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import type { UpdateParams } from '../kernels/mixture-update';
import type { PacedWork } from '../score/paced-work';
import type { Batch, Slice, Starts } from './starts';

/** How far a step goes. */
export interface StepLength {
  /** Of a natural step. */
  readonly rho: number;
  /** Of a step along an ordinary gradient per datum. */
  readonly rate: number;
  /** Least variance. */
  readonly floor: number;
}

/** Per datum, nats, [R] each. */
export interface StartBounds {
  readonly bound: Float64Array;
  readonly evidence: Float64Array;
}

export abstract class Ensemble {
  /** R */
  readonly count: number;
  /** Numbers of a start. */
  readonly rows: number;
  /** f32 [rows, stride] */
  readonly theta: DeviceArray;
  protected readonly backend: Backend;
  protected readonly bounds: DeviceArray;
  readonly #scratch: DeviceArray;
  readonly #points: number;
  #starts: Starts | undefined;

  constructor(backend: Backend, scope: Scope, count: number, rows: number, points: number, stride: number) {
    this.backend = backend;
    this.count = count;
    this.rows = rows;
    this.#points = points;
    this.theta = scope.create('parameters of the starts', 'f32', rows * stride);
    this.#scratch = scope.create('scratch parameters', 'f32', rows * stride);
    this.bounds = scope.create('bounds of the starts', 'f32', 2 * stride);
  }

  protected get starts(): Starts {
    if (!this.#starts) throw new Error('the sums were not chosen');
    return this.#starts;
  }

  protected set starts(starts: Starts) {
    this.#starts = starts;
  }

  /** Starts for which arrays by start have room. */
  get stride(): number {
    return this.starts.stride;
  }

  /** Its steps take batches where those have not all data. */
  abstract readonly takesBatches: boolean;

  get unfinished(): boolean {
    return this.starts.unfinished;
  }

  /** What is saved beside the parameters, [rows, stride], by name. */
  get beside(): Readonly<Record<string, DeviceArray>> {
    return {};
  }

  /** Compiles what steps, over batches where so `picked`, and bounds need. */
  abstract prepare(picked: boolean): Promise<void>;

  /** One step of all starts over all data or a batch; stops between slices of the starts once `signal` aborts. */
  async step(work: PacedWork, length: StepLength, batch?: Batch, signal?: AbortSignal): Promise<void> {
    const update = (slice: Slice): void => this.move(slice, this.theta, length, this.starts.updateParams(slice, batch));
    await this.starts.sweep(work, this.inputs, update, batch, signal);
  }

  /** One step over all data. */
  async once(length: StepLength): Promise<void> {
    const work = this.paced(1);
    await this.step(work, length);
    work.end();
  }

  /** Bound and evidence over all data where the starts are. */
  async measure(): Promise<StartBounds> {
    this.backend.copy(this.theta, this.#scratch);
    const work = this.starts.paced(1, this.#points);
    const still = { rho: 0, rate: 0, floor: 1e-30 };
    await this.starts.sweep(work, this.inputs, (slice) =>
      this.note(slice, this.#scratch, still, this.starts.updateParams(slice)),
    );
    work.end();
    const { stride } = this.starts;
    const both = await this.backend.read(this.bounds);
    return {
      bound: Float64Array.from(both.subarray(0, this.count)),
      evidence: Float64Array.from(both.subarray(stride, stride + this.count)),
    };
  }

  /** The pacing of so many steps over `points` data each. */
  paced(steps: number, points = this.#points): PacedWork {
    return this.starts.paced(steps, points);
  }

  /** Puts the starts where `parameters`, row-major [R, rows], say; or another array of theirs. */
  place(parameters: ArrayLike<number>, array = this.theta): void {
    const { stride } = this.starts;
    const rows = array.length / stride;
    const from = (row: number, start: number): number => parameters[start * rows + row];
    const values = Float64Array.from({ length: array.length }, (_, i) => from(Math.floor(i / stride), i % stride));
    this.backend.write(array, values);
  }

  /** Row-major [R, rows]. */
  async read(array = this.theta): Promise<Float64Array<ArrayBuffer>> {
    const { stride } = this.starts;
    const rows = array.length / stride;
    const values = await this.backend.read(array);
    return Float64Array.from(
      { length: this.count * rows },
      (_, i) => values[(i % rows) * stride + Math.floor(i / rows)],
    );
  }

  /** What the sums read, by name. */
  protected abstract get inputs(): Readonly<Record<string, DeviceArray>>;

  /** Records the update of a slice of the starts. */
  protected abstract move(slice: Slice, theta: DeviceArray, length: StepLength, params: Partial<UpdateParams>): void;

  /** Records what writes a slice's bounds, and may spoil `theta`. */
  protected abstract note(slice: Slice, theta: DeviceArray, length: StepLength, params: Partial<UpdateParams>): void;
}
