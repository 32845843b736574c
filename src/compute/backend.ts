// The seam between what is computed and what computes it. Algorithms know this interface and nothing else:
// WebGpuBackend runs the WGSL of a kernel in f32, ReferenceBackend runs its float64 twin, and both obey this page.
import type { Kernel, KernelParams } from './kernel';

export type BackendKind = 'webgpu' | 'reference';
export type ElementType = 'f32' | 'u32';
export type HostArray = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A one-dimensional array that lives where the backend computes. Whoever creates it destroys it: see Scope. */
export interface DeviceArray {
  readonly id: number;
  readonly label: string;
  readonly type: ElementType;
  readonly length: number;
}

/** One launch of a kernel. Arrays are bound by the name of the WGSL variable, params by the name of the struct field. */
export interface Call<P extends KernelParams = KernelParams> {
  readonly arrays: Readonly<Record<string, DeviceArray>>;
  readonly params?: Partial<P>;
  /** Number of invocations wanted; rounding up to workgroups and folding into two dimensions is not the caller's business. */
  readonly threads: number;
}

export interface BackendLimits {
  /** Most 4-byte elements that one array may have. */
  readonly maxElements: number;
  /** Bytes that the threads of one workgroup may share. */
  readonly workgroupBytes: number;
  /** Threads run in fours that can swap values without memory: subgroups of four, as on a software adapter. */
  readonly hasQuads: boolean;
}

/** What is alive at the moment: the instrument of the leak tests. */
export interface LiveCounts {
  readonly arrays: number;
  readonly bytes: number;
}

/** Why the backend stopped working. `intended` is our own flag: the browser's reason does not tell intent. */
export interface Loss {
  readonly intended: boolean;
  readonly message: string;
}

export interface Backend {
  readonly kind: BackendKind;
  /** The adapter in words, for the read-out. */
  readonly adapterName: string;
  readonly limits: BackendLimits;
  readonly live: LiveCounts;
  /** Settles once, when the backend can no longer compute. Never rejects. */
  readonly lost: Promise<Loss>;

  /** Allocates `length` zeroed elements. Running out of memory surfaces at the next `settled()` or `read()`. Throws RangeError beyond limits. */
  create(label: string, type: ElementType, length: number): DeviceArray;
  /** CPU → device, in order with dispatches. `offset` in elements. */
  write(array: DeviceArray, values: ArrayLike<number>, offset?: number): void;
  /** Records setting every element to zero. */
  clear(array: DeviceArray): void;
  /** Records a device → device copy of the whole of `source` to the start of `target`. */
  copy(source: DeviceArray, target: DeviceArray): void;
  /** Compiles what is not yet compiled. A kernel must be prepared before it is dispatched. Rejects with GpuLostError or GpuFaultError. */
  prepare(...kernels: readonly Kernel[]): Promise<void>;
  /** Records one launch; nothing runs before `submit`. */
  dispatch<P extends KernelParams>(kernel: Kernel<P>, call: Call<P>): void;
  /** Hands over what was recorded. */
  submit(): void;
  /** Resolves when all submitted work is done; rejects with GpuLostError, OutOfMemoryError or GpuFaultError. */
  settled(): Promise<void>;
  /** Resolves when all submitted work is done, or never will be; what failed is left to whoever asks by `settled` or `read`. */
  drained(): Promise<void>;
  /** Device → CPU, of the state at the moment of the call (the copy is recorded before this returns). */
  read(array: DeviceArray, offset?: number, length?: number): Promise<HostArray>;
  destroy(array: DeviceArray): void;
  dispose(): void;
}

/** The device is gone; the caller may ask for another one and go on from a checkpoint. */
export class GpuLostError extends Error {
  override readonly name = 'GpuLostError';
}

/** An allocation failed; halving the problem may help. */
export class OutOfMemoryError extends Error {
  override readonly name = 'OutOfMemoryError';
}

/** The device reported a validation or internal error, or a run could not prove that it ran. Our bug, never a result. */
export class GpuFaultError extends Error {
  override readonly name = 'GpuFaultError';
}
