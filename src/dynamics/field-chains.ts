// Chains that move along a score which is evaluated for all of them at once and need not be that of any density, as of a network.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import { initialPositions, startShapes } from '../kernels/initial-positions';
import type { Start } from '../math/start-law';
import { PathRing } from './path-ring';
import { Progress } from './progress';
import { ScoredMoves, type EvaluatedField, type ScoredSettings } from './scored-moves';
import type { Scored } from './scored-stepper';

export class FieldChains implements Scored {
  /** f32 [size, 2] */
  readonly positions: DeviceArray;
  readonly size: number;
  readonly #backend: Backend;
  readonly #ring: PathRing;
  readonly #progress: Progress;
  readonly #moves: ScoredMoves;

  constructor(backend: Backend, scope: Scope, label: string, size: number, field: EvaluatedField) {
    this.#backend = backend;
    this.size = size;
    this.positions = scope.create(`${label}: positions`, 'f32', 2 * size);
    this.#ring = new PathRing(backend, scope, label, size);
    this.#progress = new Progress(backend, scope, label, 'chain-steps', 2);
    const { counters } = this.#progress;
    const moved = { label, count: size, positions: this.positions, counters, ring: this.#ring };
    this.#moves = new ScoredMoves(backend, scope, field, moved);
  }

  configure(settings: ScoredSettings): Promise<void> {
    return this.#moves.configure(settings);
  }

  async begin({ kind, x, y, scale }: Start, seed: number): Promise<void> {
    await this.#backend.prepare(initialPositions);
    this.#backend.dispatch(initialPositions, {
      arrays: { positions: this.positions },
      params: { seed, shape: startShapes[kind], x, y, scale },
      threads: this.size,
    });
    this.#ring.beginAt(0);
  }

  /** Puts the chains elsewhere after so many steps. */
  place(positions: ArrayLike<number>, step: number): void {
    this.#backend.write(this.positions, positions);
    this.#ring.beginAt(step);
  }

  paceAt(step: number): string {
    return this.#moves.paceAt(step);
  }

  ready(step: number, seed: number, signal?: AbortSignal): Promise<void> {
    return this.#moves.ready(step, seed, signal);
  }

  update(step: number, seed: number): void {
    this.#moves.update(step, seed);
    this.#progress.expect(this.size);
  }

  verify(): Promise<void> {
    return this.#progress.verify();
  }

  readPaths(step: number): Promise<Float32Array[]> {
    return this.#ring.read(this.positions, step);
  }
}
