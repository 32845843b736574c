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
  /** Asking again may help: what refuses today may be starting up. */
  readonly mayPass: boolean;

  constructor(
    message: string,
    { mayPass = false, cause }: { readonly mayPass?: boolean; readonly cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.mayPass = mayPass;
  }
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
  const { device, name } = await openDevice(gpu);
  const { WebGpuBackend } = await import('./webgpu-backend');
  return new WebGpuBackend(device, name, gpu);
}

interface Opened {
  readonly device: GPUDevice;
  readonly name: string;
}

/** More than the default limits where the adapter has more; if that is refused, what every adapter has. */
async function openDevice(gpu: GPU): Promise<Opened> {
  const most = await requestAdapter(gpu);
  const { maxBufferSize, maxStorageBufferBindingSize, maxStorageBuffersPerShaderStage } = most.limits;
  const { maxComputeWorkgroupStorageSize } = most.limits;
  const requiredLimits = {
    maxBufferSize,
    maxStorageBufferBindingSize,
    // One more than any kernel binds, for the count of its launches.
    maxStorageBuffersPerShaderStage: Math.min(MOST_BINDINGS, maxStorageBuffersPerShaderStage),
    // More of it slows other workgroups down, and no kernel takes more.
    maxComputeWorkgroupStorageSize: Math.min(WORKGROUP_BYTES, maxComputeWorkgroupStorageSize),
  };
  const requiredFeatures: GPUFeatureName[] = most.features.has('subgroups') ? ['subgroups'] : [];
  const label = 'scorefield';
  try {
    return {
      device: await most.requestDevice({ label, requiredLimits, requiredFeatures }),
      name: adapterName(most.info),
    };
  } catch {
    // An adapter serves one request, also one that it refused.
    const plain = await requestAdapter(gpu);
    try {
      return { device: await plain.requestDevice({ label }), name: adapterName(plain.info) };
    } catch (cause) {
      throw new NoWebGpuError('the GPU refused to open a device', { mayPass: true, cause });
    }
  }
}

const MOST_BINDINGS = 9;
const WORKGROUP_BYTES = 32_768;

async function requestAdapter(gpu: GPU): Promise<GPUAdapter> {
  const adapter = await gpu.requestAdapter();
  if (adapter) return adapter;
  throw new NoWebGpuError('the browser found no GPU that it may use', { mayPass: true });
}

/** Browsers of 2023 tell nothing. */
function adapterName(info: GPUAdapterInfo | undefined): string {
  const named = info?.description || [info?.vendor, info?.architecture].filter(Boolean).join(' ');
  return named || 'unnamed adapter';
}
