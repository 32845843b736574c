// Owns the backend of a page: opens it, falls back to the CPU where there is no WebGPU, and asks again, patiently, after a
// loss. A null adapter today may be there in a second, so no refusal is remembered.
import type { Backend, BackendKind, Loss } from '../../compute/backend';
import { NoWebGpuError } from '../../compute/open-backend';
import { within } from '../../waiting';
import { pause } from './pause';

export type OpenBackend = (options: { readonly kind: BackendKind }) => Promise<Backend>;

export interface SupplyListener {
  /** A loss that nobody here intended, once each. */
  lost(loss: Loss): void;
  /** After a loss the browser answered that there is no GPU. */
  refused?(times: number): void;
  /** The GPU answered after the CPU had begun in its place; the next start computes on it. */
  arrived?(sentence: string): void;
}

/** Milliseconds before each attempt after a loss; the last one repeats. */
const RETRY_DELAYS_MS = [0, 250, 1000, 2000, 5000, 10_000] as const;
/** The same at the start of a page, whose GPU process may still be starting; then the CPU computes. */
const FIRST_DELAYS_MS = [0, 150, 600] as const;
/** How long the first answer is waited for before the CPU begins, and any other before it is asked for anew. */
const FIRST_PATIENCE_MS = 4000;
const PATIENCE_MS = 15_000;
/** While the CPU computes, a new start asks again for a GPU, but no more often than this. */
const SHORTEST_ASKING_MS = 2000;

export class BackendSupply {
  /** One sentence when the CPU computes because the GPU cannot. */
  fallback: string | undefined;
  readonly #open: OpenBackend;
  readonly #listener: SupplyListener;
  #opening: Promise<Backend> | undefined;
  #backend: Backend | undefined;
  #lost = false;
  /** Attempts since a device last did its work. */
  #attempts = 0;
  #lastAsked = -Infinity;
  #mayAskAgain = false;
  #late: Backend | undefined;
  #asking = new AbortController();

  constructor(open: OpenBackend, listener: SupplyListener) {
    this.#open = open;
    this.#listener = listener;
  }

  /** The backend, opened at the first call; after a loss it waits until a GPU is there again, or rejects when disposed. */
  get(): Promise<Backend> {
    if (this.fallback !== undefined && this.#opening) this.#leaveFallback();
    this.#opening ??= this.#lost ? this.#reopen(this.#asking.signal) : this.#openFirst(this.#asking.signal);
    const opening = this.#opening;
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    return opening;
  }

  /** The device did what it was asked for: the next loss is asked about at once again. */
  proved(): void {
    this.#attempts = 0;
  }

  /** Gives the backend back; a later `get` opens another. */
  dispose(): void {
    const opening = this.#opening;
    this.#opening = undefined;
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#late?.dispose();
    this.#late = undefined;
    opening?.then(
      (backend) => backend.dispose(),
      () => undefined,
    );
  }

  async #openFirst(signal: AbortSignal): Promise<Backend> {
    let refusal: unknown;
    for (const delay of FIRST_DELAYS_MS) {
      if (delay > 0) await pause(delay, signal);
      try {
        const backend = await this.#ask(FIRST_PATIENCE_MS, signal, (late) => this.#arrive(late));
        if (backend) return backend;
        return await this.#fallBack(WAITING);
      } catch (error) {
        signal.throwIfAborted();
        refusal = error;
        if (!mayPass(error)) break;
      }
    }
    this.#mayAskAgain = mayPass(refusal);
    return this.#fallBack(fallbackSentence(refusal));
  }

  async #fallBack(sentence: string): Promise<Backend> {
    this.fallback = sentence;
    return this.#watch(await this.#open({ kind: 'reference' }));
  }

  /** To the device that came late, or to one that there may be by now. */
  #leaveFallback(): void {
    const late = this.#late;
    this.#late = undefined;
    const current = this.#opening;
    if (late) {
      this.fallback = undefined;
      this.#opening = Promise.resolve(this.#watch(late));
    } else if (this.#mayAskAgain && Date.now() - this.#lastAsked >= SHORTEST_ASKING_MS) {
      this.#opening = this.#ask(SHORTEST_ASKING_MS, this.#asking.signal, (backend) => backend.dispose()).then(
        (backend) => {
          if (backend) this.fallback = undefined;
          return backend ?? (current as Promise<Backend>);
        },
        () => current as Promise<Backend>,
      );
    }
  }

  #arrive(late: Backend): void {
    this.#late = late;
    this.fallback = ARRIVED;
    void late.lost.then(() => {
      if (this.#late === late) this.#late = undefined;
    });
    this.#listener.arrived?.(ARRIVED);
  }

  async #reopen(signal: AbortSignal): Promise<Backend> {
    for (let refusals = 0; ; refusals++) {
      const delay = RETRY_DELAYS_MS[Math.min(this.#attempts++, RETRY_DELAYS_MS.length - 1)] ?? 0;
      await pause(delay, signal);
      try {
        const backend = await this.#ask(PATIENCE_MS, signal, (late) => late.dispose());
        if (backend) return backend;
      } catch {
        signal.throwIfAborted();
        this.#listener.refused?.(refusals + 1);
      }
    }
  }

  /** Undefined where there is no answer for so long; one that comes later, or too late, is handed to `onLate`. */
  async #ask(ms: number, signal: AbortSignal, onLate: (backend: Backend) => void): Promise<Backend | undefined> {
    this.#lastAsked = Date.now();
    const answer = this.#open({ kind: 'webgpu' });
    const backend = await within(ms, answer);
    if (backend && !signal.aborted) return this.#watch(backend);
    answer.then(
      (late) => (signal.aborted ? late.dispose() : onLate(late)),
      () => undefined,
    );
    signal.throwIfAborted();
    return undefined;
  }

  #watch(backend: Backend): Backend {
    this.#backend = backend;
    void backend.lost.then((loss) => {
      if (loss.intended || this.#backend !== backend) return;
      this.#opening = undefined;
      this.#lost = true;
      this.#listener.lost(loss);
      // What the browser still holds of it.
      backend.dispose();
    });
    return backend;
  }
}

const INSTEAD = 'the same computation runs on the CPU in double precision with fewer particles.';
const WAITING = `Still waiting for the GPU to answer; meanwhile ${INSTEAD}`;
const ARRIVED = 'The GPU has answered by now: press Reset to compute on it.';

function mayPass(error: unknown): boolean {
  return error instanceof NoWebGpuError && error.mayPass;
}

function fallbackSentence(error: unknown): string {
  const reason = error instanceof Error && error.message ? error.message : 'this browser offers no WebGPU';
  const clause = reason.charAt(0).toUpperCase() + reason.slice(1).replace(/[.\s]+$/, '');
  return `${clause}, so ${INSTEAD}`;
}
