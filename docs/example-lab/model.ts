// What the example lab puts on the device: particles that climb the log density of a Gaussian by x ← x + γ s(x).
import type { Backend, DeviceArray } from '../../src/compute/backend';
import { Scope } from '../../src/compute/scope';
import { Progress } from '../../src/dynamics/progress';
import { Stepper, type Movable } from '../../src/dynamics/stepper';
import { savedArray } from '../../src/experiment/checkpoint';
import { centralBox } from '../../src/experiment/extent';
import type { Panel, Trace } from '../../src/experiment/frame';
import type { History } from '../../src/experiment/history';
import type { Checkpoint } from '../../src/experiment/lab';
import type { Arrays, Model, ModelOptions, Observation, Picture } from '../../src/experiment/model';
import { initialPositions } from '../../src/kernels/initial-positions';
import { langevinUla } from '../../src/kernels/langevin-ula';
import { gaussian } from '../../src/targets/gaussian';
import type { Values } from './parameters';
import { figure } from '../../src/numbers';

/** What the claim may look at. */
export interface ClaimContext {
  readonly values: Values;
  /** Root mean square distance from the mode. */
  readonly radius: number;
  /** The same after one more step, taken by a copy of the climbers. */
  radiusAhead(): Promise<number>;
}

/** A set of climbers and what their kernel writes. */
interface Climbers {
  readonly positions: DeviceArray;
  readonly progress: Progress;
}

export class ClimbingModel implements Model<Values, ClaimContext>, Movable {
  readonly count: number;
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #seed: number;
  readonly #stepper: Stepper;
  readonly #climbers: Climbers;
  readonly #copy: Climbers;
  readonly #paths: DeviceArray;
  #values: Values;
  #kernel = langevinUla(gaussian());
  #radius = Number.NaN;
  #traces: readonly Trace[] = [];

  constructor({ backend, values, seed }: ModelOptions<Values>) {
    this.#backend = backend;
    this.#values = values;
    this.#seed = seed;
    this.count = values.climbers;
    const scope = (this.#scope = new Scope(backend));
    const create = (label: string): Climbers => ({
      positions: scope.create(label, 'f32', 2 * this.count),
      progress: new Progress(backend, scope, label, 'steps'),
    });
    this.#climbers = create('climbers');
    this.#copy = create('climbers ahead');
    this.#paths = scope.create('no trails', 'f32', 2);
    this.#stepper = new Stepper(backend);
  }

  get moved(): number {
    return this.count;
  }

  get unfinished(): boolean {
    return this.#stepper.unfinished;
  }

  want(values: Values): void {
    this.#values = values;
  }

  async apply(): Promise<void> {
    const { sigma } = this.#values;
    this.#kernel = langevinUla(gaussian({ sigmaX: sigma, sigmaY: sigma, angle: 0 }));
    await this.#backend.prepare(this.#kernel, initialPositions);
  }

  begin(): void {
    const arrays = { positions: this.#climbers.positions };
    this.#backend.dispatch(initialPositions, { arrays, params: { seed: this.#seed }, threads: this.count });
  }

  /** For the stepper, which paces the launches. */
  dispatch(from: number, count: number, firstStep: number, steps: number): void {
    this.#climb(this.#climbers, from, count, firstStep, steps);
  }

  advance(step: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void> {
    return this.#stepper.advance([this], this.#seed, step, steps, completed, signal);
  }

  async observe(): Promise<Observation> {
    const places = await this.#read(this.#climbers);
    const extent = centralBox(places);
    this.#radius = radiusOf(places);
    return {
      measures: { radius: this.#radius },
      kept: { radius: this.#radius },
      nonFinite: nonFinite(places),
      ...(extent ? { extent } : {}),
    };
  }

  study(_: number, history: History): void {
    this.#traces = [history.trace('radius', 'Distance from the mode', 'root mean square', 'log', [])];
  }

  picture(): Picture {
    const { positions } = this.#climbers;
    return {
      clouds: [{ layer: 'run', label: 'climbers', colour: 'first', positions, count: this.count }],
      readouts: [
        {
          label: 'factor per step',
          value: figure(factorOf(this.#values)),
          doc: '1 − γ/σ², by which distances shrink.',
        },
      ],
    };
  }

  panels(): readonly Panel[] {
    return this.#traces;
  }

  context(): ClaimContext {
    return { values: this.#values, radius: this.#radius, radiusAhead: () => this.#radiusAhead() };
  }

  async snapshot(): Promise<Arrays> {
    const data = await this.#read(this.#climbers);
    return { positions: { data, shape: [this.count, 2] } };
  }

  load(checkpoint: Checkpoint): void {
    this.#backend.write(this.#climbers.positions, savedArray(checkpoint, 'positions', 2 * this.count, 'climbers'));
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #climb({ positions, progress }: Climbers, from: number, count: number, firstStep: number, steps: number): void {
    const arrays = { positions, progress: progress.counters, paths: this.#paths };
    const params = { firstThread: from, firstStep, steps, stepSize: this.#values.step, noise: 0 };
    this.#backend.dispatch(this.#kernel, { arrays, params, threads: count });
    progress.expect(count * steps);
  }

  async #radiusAhead(): Promise<number> {
    this.#backend.copy(this.#climbers.positions, this.#copy.positions);
    this.#climb(this.#copy, 0, this.count, 0, 1);
    return radiusOf(await this.#read(this.#copy));
  }

  /** Proven to have taken the steps that were asked for. */
  async #read({ positions, progress }: Climbers): Promise<Float32Array<ArrayBuffer>> {
    const reading = this.#backend.read(positions);
    await progress.verify();
    return Float32Array.from(await reading);
  }
}

/** 1 − γ/σ², the eigenvalue of a step. */
export function factorOf({ step, sigma }: Values): number {
  return 1 - step / sigma ** 2;
}

function radiusOf(places: Float32Array): number {
  return Math.sqrt(places.reduce((sum, value) => sum + value * value, 0) / (places.length / 2));
}

function nonFinite(places: Float32Array): number {
  let count = 0;
  for (let i = 0; i < places.length; i += 2)
    if (!Number.isFinite(places[i]) || !Number.isFinite(places[i + 1])) count++;
  return count;
}
