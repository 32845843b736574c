// Dawn in Node for the gpu tests. No adapter is said out loud, and on CI it is a failure, never a skip.
import { create, globals } from 'webgpu';
import { openBackend } from '../../src/compute/open-backend';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';

Object.assign(globalThis, globals);

/** Dawn lives only as long as this object is referenced. */
const dawn: GPU = create([]);

export function dawnGpu(): GPU {
  return dawn;
}

/** A fresh device on which a shader that compiles with a warning is an error. Whoever opens it disposes it. */
export async function gpuBackend(): Promise<WebGpuBackend> {
  const backend = (await openBackend({ kind: 'webgpu', gpu: dawn })) as WebGpuBackend;
  const { device } = backend;
  const createShaderModule = device.createShaderModule.bind(device);
  device.createShaderModule = (descriptor) => {
    const module = createShaderModule(descriptor);
    const getCompilationInfo = module.getCompilationInfo.bind(module);
    module.getCompilationInfo = async () => {
      const info = await getCompilationInfo();
      const warning = info.messages.find(({ type }) => type === 'warning');
      if (warning) throw new Error(`${descriptor.label}, line ${warning.lineNum}: ${warning.message}`);
      return info;
    };
    return module;
  };
  return backend;
}

/** True when there is an adapter; where there is none the caller skips, and on CI this throws instead. */
export async function hasGpu(): Promise<boolean> {
  const adapter = await dawn.requestAdapter();
  if (adapter) return true;
  const hint = 'no WebGPU adapter: install chromium and libvulkan1, or set VK_ICD_FILENAMES';
  if (process.env['CI']) throw new Error(hint);
  console.warn(`SKIPPED, ${hint}`);
  return false;
}
