// Owns the backend of a page: opens it once, falls back to the CPU where there is no WebGPU, and asks again, patiently,
// after a loss. A null adapter today may be there in a second, so nothing about a failure is remembered.
import type { Backend, BackendKind, Loss } from '../../compute/backend';

export type OpenBackend = (options: { readonly kind: BackendKind }) => Promise<Backend>;

/** Milliseconds before each attempt after a loss; the last one repeats. */
const RETRY_DELAYS_MS = [0, 250, 1000, 2000, 5000, 10_000] as const;

export class BackendKeeper {
  /** One sentence when the CPU computes because the GPU cannot. */
  fallback: string | undefined;
  readonly #open: OpenBackend;
  readonly #onLost: (loss: Loss) => void;
  #opening: Promise<Backend> | undefined;
  #lost = false;
  #retrying = new AbortController();

  /** `onLost` is told of losses that nobody here intended, once each. */
  constructor(open: OpenBackend, onLost: (loss: Loss) => void) {
    this.#open = open;
    this.#onLost = onLost;
  }

  /** The backend, opened at the first call; after a loss it waits until a GPU is there again, or rejects when disposed. */
  get(): Promise<Backend> {
    this.#opening ??= this.#lost ? this.#reopen(this.#retrying.signal) : this.#openFirst();
    const opening = this.#opening;
    opening.catch(() => {
      if (this.#opening === opening) this.#opening = undefined;
    });
    return opening;
  }

  /** Gives the backend back; a later `get` opens another. */
  dispose(): void {
    const opening = this.#opening;
    this.#opening = undefined;
    this.#retrying.abort();
    this.#retrying = new AbortController();
    opening?.then(
      (backend) => backend.dispose(),
      () => undefined,
    );
  }

  async #openFirst(): Promise<Backend> {
    try {
      return this.#watch(await this.#open({ kind: 'webgpu' }));
    } catch (error) {
      this.fallback = fallbackSentence(error);
      return this.#watch(await this.#open({ kind: 'reference' }));
    }
  }

  async #reopen(signal: AbortSignal): Promise<Backend> {
    for (let attempt = 0; ; attempt++) {
      await wait(RETRY_DELAYS_MS[Math.min(attempt, RETRY_DELAYS_MS.length - 1)] ?? 0, signal);
      try {
        return this.#watch(await this.#open({ kind: 'webgpu' }));
      } catch {
        signal.throwIfAborted();
      }
    }
  }

  #watch(backend: Backend): Backend {
    void backend.lost.then((loss) => {
      if (loss.intended) return;
      this.#opening = undefined;
      this.#lost = true;
      this.#onLost(loss);
    });
    return backend;
  }
}

function fallbackSentence(error: unknown): string {
  const reason = error instanceof Error && error.message ? error.message : 'this browser offers no WebGPU';
  const clause = reason.charAt(0).toUpperCase() + reason.slice(1).replace(/[.\s]+$/, '');
  return `${clause}, so the same computation runs on the CPU in double precision with fewer particles.`;
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
