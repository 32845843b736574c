// What the made-up labs share: a few numbers in float32 that the host moves, in place of a device.
import { Scope } from '../../../src/compute/scope';
import { savedArray } from '../../../src/experiment/checkpoint';
import type { Panel } from '../../../src/experiment/frame';
import type { History } from '../../../src/experiment/history';
import type { Checkpoint } from '../../../src/experiment/lab';
import type { Arrays, Model, ModelOptions, Observation, Picture } from '../../../src/experiment/model';
import type { DeviceArray } from '../../../src/compute/backend';

export interface HostContext<V> {
  readonly values: V;
  readonly step: number;
  readonly state: Float32Array;
}

export abstract class HostModel<V> implements Model<V, HostContext<V>> {
  protected values: V;
  protected history: History | undefined;
  protected readonly state: Float32Array<ArrayBuffer>;
  protected readonly seed: number;
  /** The same numbers where they are drawn from. */
  protected readonly drawn: DeviceArray;
  readonly #backend: ModelOptions<V>['backend'];
  readonly #scope: Scope;

  constructor({ backend, values, seed }: ModelOptions<V>, length: number) {
    this.values = values;
    this.seed = seed;
    this.state = new Float32Array(length);
    this.#backend = backend;
    this.#scope = new Scope(backend);
    this.drawn = this.#scope.create('state', 'f32', length);
  }

  get moved(): number {
    return this.state.length / 2;
  }

  want(values: V): void {
    this.values = values;
  }

  async apply(): Promise<void> {}

  begin(): void {
    this.start();
    this.#draw();
  }

  async advance(step: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void> {
    for (let i = 0; i < steps && !signal?.aborted; i++) {
      this.move(step + i);
      completed(1);
    }
    this.#draw();
  }

  async observe(step: number): Promise<Observation> {
    const measures = this.read(step);
    return { measures, kept: measures, nonFinite: this.state.filter((value) => !Number.isFinite(value)).length };
  }

  study(_: number, history: History): void {
    this.history = history;
  }

  picture(): Picture {
    return {};
  }

  abstract panels(): readonly Panel[];

  context(step: number): HostContext<V> {
    return { values: this.values, step, state: this.state };
  }

  async snapshot(): Promise<Arrays> {
    return { positions: { data: this.state.slice(), shape: [this.state.length] } };
  }

  load(checkpoint: Checkpoint): void {
    this.state.set(savedArray(checkpoint, 'positions', this.state.length, 'lab'));
    this.#draw();
  }

  dispose(): void {
    this.#scope.dispose();
  }

  /** Fills the state at step 0. */
  protected abstract start(): void;
  /** One step from `step` on; in float32, so that a checkpoint loses nothing. */
  protected abstract move(step: number): void;
  protected abstract read(step: number): Record<string, number>;

  #draw(): void {
    this.#backend.write(this.drawn, this.state);
  }
}
