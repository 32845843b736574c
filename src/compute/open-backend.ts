// How a backend is found: WebGPU with what the adapter offers, or the float64 reference.
import type { Backend, BackendKind } from './backend';
import { ReferenceBackend } from './reference-backend';

export interface BackendOptions {
  /** Default 'webgpu'. */
  readonly kind?: BackendKind;
  /** Where WebGPU comes from, such as Dawn in Node; default `navigator.gpu`. */
  readonly gpu?: GPU;
}

/** No WebGPU here, or no adapter, or no device: the message says which. The reference backend works all the same. */
export class NoWebGpuError extends Error {
  override readonly name = 'NoWebGpuError';
}

/**
 * Opens a backend. `webgpu` asks for an adapter and a device each time it is called (an adapter can be used once, and a
 * null one today may be there in a second) and throws NoWebGpuError with the reason; `reference` needs nothing.
 */
export async function openBackend(options: BackendOptions = {}): Promise<Backend> {
  const { kind = 'webgpu' } = options;
  if (kind === 'reference') return new ReferenceBackend();
  if (kind !== 'webgpu') throw new TypeError(`kind is ${JSON.stringify(kind)}; allowed are 'webgpu' and 'reference'`);
  const gpu = options.gpu ?? globalThis.navigator?.gpu;
  if (!gpu) throw new NoWebGpuError('this browser offers no WebGPU');
  const adapter = await gpu.requestAdapter();
  if (!adapter) throw new NoWebGpuError('the browser found no GPU that it may use');
  const device = await requestDevice(adapter);
  const { WebGpuBackend } = await import('./webgpu-backend');
  return new WebGpuBackend(device, adapterName(adapter.info));
}

/** More than the default limits where the adapter has more; if that is refused, what every adapter has. */
async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  try {
    return await adapter.requestDevice({
      label: 'scorefield',
      requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
    });
  } catch {
    try {
      return await adapter.requestDevice({ label: 'scorefield' });
    } catch (error) {
      throw new NoWebGpuError('the GPU refused to open a device', { cause: error });
    }
  }
}

function adapterName(info: GPUAdapterInfo): string {
  const named = info.description || [info.vendor, info.architecture].filter(Boolean).join(' ');
  return named || 'unnamed adapter';
}
