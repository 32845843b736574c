// Many starts of one model on the device, all moved by sums over the same data. What a start does depends neither on how many others there
// are nor on how the work is split: a thread has one block of the data, blocks depend on the number of data alone, and they are
// added in a fixed order. MATHS.md 1.3, 1.4.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Kernel } from '../compute/kernel';
import type { Scope } from '../compute/scope';
import type { BlockSumsParams, MixtureSumsParams, SumsVariant } from '../kernels/mixture-sums';
import type { UpdateParams } from '../kernels/mixture-update';
import { sumRows } from '../kernels/sum-rows';
import { PacedWork, pacerOf, type Progress } from '../score/paced-work';

/** Data of a block, and the most blocks, of which the size follows beyond. */
const BLOCK = 128;
const MOST_BLOCKS = 1024;
/** Rows that are added one after the other; more are added in so many groups first. */
const MOST_ROWS = 32;
/** Numbers that the blocks' sums may take at least, whatever the problem. */
const LEAST_SCRATCH = 2 ** 17;
/** Units (datum · component · start) of the first submission. */
const FIRST_WORK = { webgpu: 2 ** 19, reference: 2 ** 16 } as const;

/** Which starts a launch has, and where their totals stand. */
export interface Slice {
  readonly totals: DeviceArray;
  readonly starts: number;
  readonly firstStart: number;
}

export interface StartsOptions {
  /** f32 [points, dimension] */
  readonly data: DeviceArray;
  readonly points: number;
  /** R ≥ 1 */
  readonly starts: number;
  /** Numbers of a start in a row of the sums. */
  readonly columns: number;
  /** What a datum costs a start, in components. */
  readonly work: number;
  /** The kernel that sums. */
  readonly sums: (variant: Pick<SumsVariant, 'picked'>) => Kernel<BlockSumsParams> | Kernel<MixtureSumsParams>;
  /** Further params of it. */
  readonly params?: Partial<MixtureSumsParams>;
}

/** A batch: `count` numbers of `picks` (u32) from `first` on. */
export interface Batch {
  readonly picks: DeviceArray;
  readonly first: number;
  readonly count: number;
}

export class Starts {
  /** Starts for which arrays by start have room: R. */
  readonly stride: number;
  readonly #backend: Backend;
  readonly #options: StartsOptions;
  readonly #scratch: DeviceArray;
  readonly #groups: DeviceArray;
  readonly #totals: DeviceArray;
  /** Starts of a slice. */
  readonly #slice: number;
  /** The first start that the sweep under way has not moved. */
  #next = 0;
  /** Over all data, and over batches: a kernel that was prepared is known by its object. */
  readonly #kernels: Readonly<Record<'all' | 'picked', Kernel>>;

  constructor(backend: Backend, scope: Scope, options: StartsOptions) {
    const { points, starts, columns, work } = options;
    this.#backend = backend;
    this.#options = options;
    this.stride = starts;
    this.#kernels = {
      all: options.sums({ picked: false }) as Kernel,
      picked: options.sums({ picked: true }) as Kernel,
    };
    const rows = blocksOf(points).blocks;
    const room = Math.max(LEAST_SCRATCH, 8 * points + 32 * work * starts);
    this.#slice = Math.min(starts, Math.max(1, Math.floor(room / (rows * columns))));
    this.#scratch = scope.create('block sums', 'f32', rows * columns * this.#slice);
    this.#groups = scope.create('group sums', 'f32', rows > MOST_ROWS ? MOST_ROWS * columns * this.#slice : 1);
    this.#totals = scope.create('totals', 'f32', columns * this.#slice);
  }

  /** Compiles what a sweep over all data, or over batches, needs. */
  async prepare(picked = false): Promise<void> {
    await this.#backend.prepare(this.#kernels[picked ? 'picked' : 'all'], sumRows);
  }

  /** Work of one sweep over `points` data, in the pacer's units. */
  workOf(points: number): number {
    return this.stride * this.#options.work * points;
  }

  /** The pacing of `sweeps` sweeps that may be split anywhere. */
  paced(sweeps: number, points: number, progress: Progress = {}): PacedWork {
    const pacer = pacerOf(this.#backend, 'variational', FIRST_WORK[this.#backend.kind], BLOCK);
    return new PacedWork(this.#backend, pacer, sweeps * this.workOf(points), progress);
  }

  /** Some starts are ahead of others, after an abort: the next sweep goes on with the others. */
  get unfinished(): boolean {
    return this.#next > 0;
  }

  /**
   * Sums over the data, or a batch of them, for each slice of the starts, and hands the totals of the slice to `update`, which moves these
   * starts. `arrays`: the model's, by the sums' names. Stops between slices once `signal` aborts.
   */
  async sweep(
    work: PacedWork,
    arrays: Readonly<Record<string, DeviceArray>>,
    update: (slice: Slice) => void,
    batch?: Batch,
    signal?: AbortSignal,
  ): Promise<void> {
    while (this.#next < this.stride) {
      const firstStart = this.#next;
      const starts = Math.min(this.#slice, this.stride - firstStart);
      await this.#sum(work, arrays, firstStart, starts, batch);
      this.#total(starts, batch?.count ?? this.#options.points);
      update({ totals: this.#totals, starts, firstStart });
      this.#next = firstStart + starts;
      if (signal?.aborted && this.#next < this.stride) return;
    }
    this.#next = 0;
  }

  /** Common to all updates. */
  updateParams({ starts, firstStart }: Slice, batch?: Batch): Partial<UpdateParams> {
    return { starts, firstStart, stride: this.stride, points: batch?.count ?? this.#options.points };
  }

  async #sum(
    work: PacedWork,
    arrays: Readonly<Record<string, DeviceArray>>,
    firstStart: number,
    starts: number,
    batch: Batch | undefined,
  ): Promise<void> {
    const points = batch?.count ?? this.#options.points;
    const { blocks, span } = blocksOf(points);
    const cost = this.#options.work * span;
    for (let firstThread = 0; firstThread < blocks * starts;) {
      const threads = Math.min(blocks * starts - firstThread, Math.max(16, Math.floor(work.room / cost)));
      this.#backend.dispatch(this.#kernels[batch ? 'picked' : 'all'], {
        arrays: {
          data: this.#options.data,
          ...arrays,
          sums: this.#scratch,
          ...(batch ? { picks: batch.picks } : {}),
        },
        threads,
        params: {
          firstThread,
          points,
          span,
          starts,
          firstStart,
          stride: this.stride,
          firstPick: batch?.first ?? 0,
          ...this.#options.params,
        },
      });
      firstThread += threads;
      await work.add(threads * cost);
    }
  }

  #total(starts: number, points: number): void {
    const columns = this.#options.columns * starts;
    let rows = blocksOf(points).blocks;
    let from = this.#scratch;
    if (rows > MOST_ROWS) {
      this.#add(from, this.#groups, rows, columns, MOST_ROWS);
      [rows, from] = [MOST_ROWS, this.#groups];
    }
    this.#add(from, this.#totals, rows, columns, 1);
  }

  #add(from: DeviceArray, to: DeviceArray, rows: number, columns: number, groups: number): void {
    const arrays = { rows: from, sums: to };
    this.#backend.dispatch(sumRows, { arrays, params: { rows, columns }, threads: groups * columns });
  }
}

function blocksOf(points: number): { readonly blocks: number; readonly span: number } {
  const span = Math.max(BLOCK, Math.ceil(points / MOST_BLOCKS));
  return { blocks: Math.ceil(points / span), span };
}
