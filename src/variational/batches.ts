// Mini-batches of different data, of which each is a function of the seed and of its step alone. MATHS.md 1.4.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';
import { threefry2x32 } from '../math/random';
import type { Batch } from './starts';

/** What the random words of batches are for, next to those of math/random. */
const STREAM = 0xba7c;
/** Numbers of data that are drawn at once. */
const WINDOW = 2 ** 14;

const words = new Uint32Array(2);

/** `size` different numbers below `points`, all sets alike probable (Floyd), written to `picks` from `at` on. */
export function drawBatch(seed: number, step: number, points: number, size: number, picks: Uint32Array, at = 0): void {
  const chosen = new Set<number>();
  for (let i = 0; i < size; i++) {
    const last = points - size + i;
    threefry2x32(seed, STREAM, step, i, words);
    // Of 64 bits the remainder is uniform to 2⁻⁴⁴.
    const pick = Number(((BigInt(words[0]) << 32n) | BigInt(words[1])) % BigInt(last + 1));
    const taken = chosen.has(pick) ? last : pick;
    chosen.add(taken);
    picks[at + i] = taken;
  }
}

/** Batches on the device, a window of steps at a time. */
export class Batches {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #seed: number;
  readonly #points: number;
  #picks: DeviceArray | undefined;
  #size = 0;
  #first = 0;
  #steps = 0;

  constructor(backend: Backend, scope: Scope, seed: number, points: number) {
    this.#backend = backend;
    this.#scope = scope;
    this.#seed = seed;
    this.#points = points;
  }

  /** The batch of a step; undefined where it has all data. */
  at(step: number, size: number): Batch | undefined {
    if (size >= this.#points) return undefined;
    if (!this.#picks || size !== this.#size || step < this.#first || step >= this.#first + this.#steps)
      this.#draw(step, size);
    return { picks: this.#picks as DeviceArray, first: (step - this.#first) * size, count: size };
  }

  #draw(step: number, size: number): void {
    const steps = Math.max(1, Math.floor(WINDOW / size));
    if (this.#picks && this.#picks.length !== steps * size) {
      this.#scope.release(this.#picks);
      this.#picks = undefined;
    }
    this.#picks ??= this.#scope.create('numbers of the batches', 'u32', steps * size);
    const numbers = new Uint32Array(steps * size);
    for (let i = 0; i < steps; i++) drawBatch(this.#seed, step + i, this.#points, size, numbers, i * size);
    // What was recorded reads the numbers before.
    this.#backend.write(this.#picks, numbers);
    [this.#first, this.#steps, this.#size] = [step, steps, size];
  }
}
