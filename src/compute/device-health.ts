// Whether a device still works, and what it has to say: losses, errors outside any scope, allocations that failed. Every
// GPU promise passes here: after the death of the GPU process they reject, after destroy() most resolve; both become one error.
import { GpuFaultError, GpuLostError, OutOfMemoryError, type Loss } from './backend';
import { within } from '../waiting';

/** How long a promise that broke waits for the browser to say that the device is gone; 26 to 48 ms were seen. */
const LOSS_GRACE_MS = 500;

export class DeviceHealth {
  readonly lost: Promise<Loss>;
  readonly #device: GPUDevice;
  #settleLost!: (loss: Loss) => void;
  #loss: Loss | undefined;
  #disposed = false;
  #failure: Error | undefined;
  #pendingAllocations: Promise<void> = Promise.resolve();

  constructor(device: GPUDevice) {
    this.#device = device;
    this.lost = new Promise((resolve) => {
      this.#settleLost = resolve;
    });
    void device.lost.then((info) => this.#lose(this.#disposed, info.message || String(info.reason)));
    device.addEventListener('uncapturederror', (event) => {
      this.#failure ??= new GpuFaultError((event as GPUUncapturedErrorEvent).error.message);
    });
  }

  /** Nothing can be done with the device any more. */
  get isOver(): boolean {
    return this.#disposed || this.#loss !== undefined;
  }

  /** The loss that follows is meant. */
  dispose(): void {
    this.#disposed = true;
  }

  /** Runs an allocation in a scope of its own. Running out of memory surfaces at the next `guard`; a refusal is a loss. */
  allocate<T>(label: string, bytes: number, create: () => T): T {
    this.#device.pushErrorScope('out-of-memory');
    try {
      return create();
    } catch (error) {
      // A living device reports by its scopes and never refuses a small allocation.
      throw this.#give(`${label}: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      this.#watch(label, bytes, this.#device.popErrorScope());
    }
  }

  /** Rejects with GpuLostError, OutOfMemoryError or GpuFaultError, and with nothing else. Tells, once, also what failed before. */
  async guard<T>(work: Promise<T>): Promise<T> {
    const result = await this.explained(work.then((done) => this.#pendingAllocations.then(() => done)));
    if (this.#failure) {
      const failure = this.#failure;
      this.#failure = undefined;
      throw failure;
    }
    return result;
  }

  /** Rejects with GpuLostError, or with GpuFaultError where this very work failed: nobody may look at the result. */
  async explained<T>(work: Promise<T>): Promise<T> {
    try {
      const result = await work;
      if (!this.isOver) return result;
    } catch (error) {
      throw await this.explain(error);
    }
    throw new GpuLostError('the GPU device was lost');
  }

  /** What a rejection means: GpuLostError where the device is gone or as good as gone, else GpuFaultError. */
  async explain(error: unknown): Promise<GpuLostError | GpuFaultError> {
    if (error instanceof GpuLostError || error instanceof GpuFaultError) return error;
    if (!this.isOver && !isValidation(error)) await this.#grace();
    if (this.isOver) return new GpuLostError('the GPU device was lost', { cause: error });
    const message = error instanceof Error ? error.message : String(error);
    // No call of ours is aborted on a device that works.
    return isAbort(error) ? this.#give(message) : new GpuFaultError(message, { cause: error });
  }

  /** A device that cannot be worked with is as good as lost, whether or not the browser says so. */
  #give(message: string): GpuLostError {
    this.#lose(this.#disposed, message);
    return new GpuLostError('the GPU device was lost');
  }

  #lose(intended: boolean, message: string): void {
    this.#loss ??= { intended, message };
    this.#settleLost(this.#loss);
  }

  async #grace(): Promise<void> {
    await within(LOSS_GRACE_MS, this.lost);
  }

  #watch(label: string, bytes: number, scope: Promise<GPUError | null>): void {
    const outcome = scope.then(
      (error) => {
        if (error) this.#failure ??= new OutOfMemoryError(`${label}: no memory for ${bytes} bytes on the device`);
      },
      () => undefined, // a scope that cannot be popped means the device is gone: `lost` tells
    );
    this.#pendingAllocations = Promise.all([this.#pendingAllocations, outcome]).then(() => undefined);
  }
}

/** mapAsync rejects AbortError and the rest OperationError, often before `lost` settles. */
function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'OperationError');
}

/** A pipeline that no device would accept. */
function isValidation(error: unknown): boolean {
  return error instanceof Error && error.name === 'GPUPipelineError' && Reflect.get(error, 'reason') === 'validation';
}
