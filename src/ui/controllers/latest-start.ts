// Starts of runs, of which the latest counts.
import { GpuLostError } from '../../compute/backend';

export class LatestStart {
  readonly #failed: (error: unknown) => void;
  #abort = new AbortController();

  /** `failed` is told what fails, unless a later start has begun or the GPU was lost, which brings one. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  /** Gives up the start before. */
  async begin(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      await work(signal);
    } catch (error) {
      if (!signal.aborted && !(error instanceof GpuLostError)) this.#failed(error);
    }
  }

  abort(): void {
    this.#abort.abort();
  }
}
