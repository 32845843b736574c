// The trails of the first few particles: a ring of their last positions, which the kernel that moves them writes.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Scope } from '../compute/scope';

/** Particles that leave trails, and the records that are remembered of each. */
const TRACED = 24;
const LENGTH = 128;

export class PathRing {
  /** f32 [pathLength, traced, 2] */
  readonly paths: DeviceArray;
  readonly traced: number;
  readonly pathLength = LENGTH;
  readonly #backend: Backend;
  /** Steps between records. */
  #stride = 1;
  /** Records before this step belong to another place or stride. */
  #from = 0;

  /** `count`: of the positions, all of which the kernel moves. */
  constructor(backend: Backend, scope: Scope, label: string, count: number) {
    this.#backend = backend;
    this.traced = Math.min(TRACED, count);
    this.paths = scope.create(`${label}: paths`, 'f32', 2 * TRACED * LENGTH);
  }

  get stride(): number {
    return this.#stride;
  }

  /** Another stride begins the trails anew. */
  record(every: number, step: number): void {
    if (every !== this.#stride) this.#from = step;
    this.#stride = every;
  }

  /** The particles were put elsewhere. */
  beginAt(step: number): void {
    this.#from = step;
  }

  /** Of at most `shown` particles after `step` steps: row-major [n, 2], oldest first, up to where they are; each ends where something is not finite. */
  async read(positions: DeviceArray, step: number, shown = this.traced): Promise<Float32Array[]> {
    const { traced } = this;
    const newest = Math.floor(step / this.#stride);
    const length = Math.min(newest - Math.floor(this.#from / this.#stride), LENGTH);
    const [ring, now] = await Promise.all([
      this.#backend.read(this.paths),
      this.#backend.read(positions, 0, 2 * traced),
    ]);
    return Array.from({ length: Math.min(traced, shown) }, (_, particle) => {
      const line: number[] = [];
      const add = (from: ArrayLike<number | bigint>, at: number): void =>
        void line.push(Math.fround(Number(from[at])), Math.fround(Number(from[at + 1])));
      for (let i = 0; i < length; i++) add(ring, 2 * (((newest - length + 1 + i) % LENGTH) * traced + particle));
      if (length <= 0 || step % this.#stride !== 0) add(now, 2 * particle);
      const lost = line.findIndex((value) => !Number.isFinite(value));
      return Float32Array.from(lost < 0 ? line : line.slice(0, lost - (lost % 2)));
    });
  }
}
