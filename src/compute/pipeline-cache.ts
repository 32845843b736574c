// Kernel → compiled pipeline, linked and compiled once per text, at most one compilation in flight for each.
import { GpuFaultError } from './backend';
import type { Kernel, KernelParams } from './kernel';
import { withLaunchCount } from './launch-count';
import { linkShader, reflectKernel, type KernelLayout } from './wgsl';

export interface CompiledKernel {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroupLayout: GPUBindGroupLayout;
  readonly layout: KernelLayout;
  /** Whether its launches count themselves: there is a storage binding left for it. */
  readonly isCounted: boolean;
}

type LinkConditions = Readonly<Record<string, boolean>>;

export class PipelineCache {
  readonly #device: GPUDevice;
  readonly #launchLayout: GPUBindGroupLayout;
  readonly #conditions: LinkConditions;
  readonly #ready = new WeakMap<object, CompiledKernel>();
  readonly #pending = new Map<string, Promise<CompiledKernel>>();

  /** `conditions` of the device, which a kernel's own override. */
  constructor(device: GPUDevice, launchLayout: GPUBindGroupLayout, conditions: LinkConditions = {}) {
    this.#device = device;
    this.#launchLayout = launchLayout;
    this.#conditions = conditions;
  }

  /** The compiled form, or undefined before `prepare` has finished. */
  get<P extends KernelParams>(kernel: Kernel<P>): CompiledKernel | undefined {
    return this.#ready.get(kernel);
  }

  async prepare<P extends KernelParams>(kernel: Kernel<P>): Promise<void> {
    if (this.#ready.has(kernel)) return;
    const key = JSON.stringify([kernel.module, kernel.name, kernel.workgroupSize, kernel.conditions, kernel.modules]);
    let compiled = this.#pending.get(key);
    if (!compiled) {
      compiled = this.#compile(kernel);
      this.#pending.set(key, compiled);
      compiled.catch(() => this.#pending.delete(key));
      if (this.#pending.size > MOST_PIPELINES) this.#pending.delete(this.#pending.keys().next().value as string);
    }
    this.#ready.set(kernel, await compiled);
  }

  async #compile<P extends KernelParams>(kernel: Kernel<P>): Promise<CompiledKernel> {
    const device = this.#device;
    const conditions = { ...this.#conditions, ...kernel.conditions };
    const linked = await linkShader(kernel.module, { modules: kernel.modules, conditions });
    const layout = reflectKernel(linked, kernel.name);
    const isCounted = layout.storage.length < device.limits.maxStorageBuffersPerShaderStage;
    const code = isCounted ? withLaunchCount(linked, kernel.name) : linked;
    const module = device.createShaderModule({ label: kernel.name, code });
    const bindGroupLayout = device.createBindGroupLayout({ label: kernel.name, entries: layoutEntries(layout) });
    const bindGroupLayouts = isCounted ? [bindGroupLayout, this.#launchLayout] : [bindGroupLayout];
    const compiling = device.createComputePipelineAsync({
      label: kernel.name,
      layout: device.createPipelineLayout({ label: kernel.name, bindGroupLayouts }),
      compute: {
        module,
        entryPoint: kernel.name,
        constants: layout.overrides.includes('workgroupSize') ? { workgroupSize: kernel.workgroupSize } : {},
      },
    });
    // Where the text is wrong both fail, and it is the line that is worth telling.
    compiling.catch(() => undefined);
    await failOnErrors(module, kernel.name, code);
    const pipeline = await compiling;
    return { pipeline, bindGroupLayout, layout, isCounted };
  }
}

/** A slider that is dragged compiles a new text each time it rests; old ones are forgotten after this many. */
const MOST_PIPELINES = 64;

function layoutEntries(layout: KernelLayout): GPUBindGroupLayoutEntry[] {
  return [
    {
      binding: 0,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: 'uniform', hasDynamicOffset: true, minBindingSize: layout.paramsBytes },
    },
    // No minBindingSize for storage: reflection reports structs with a runtime array one element short.
    ...layout.storage.map(({ binding, writable }) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: writable ? ('storage' as const) : ('read-only-storage' as const) },
    })),
  ];
}

async function failOnErrors(module: GPUShaderModule, name: string, code: string): Promise<void> {
  const { messages } = await module.getCompilationInfo();
  const errors = messages.filter(({ type }) => type === 'error');
  if (errors.length === 0) return;
  const lines = code.split('\n');
  const report = errors.map(
    ({ lineNum, linePos, message }) => `${lineNum}:${linePos} ${message}\n  ${lines[lineNum - 1] ?? ''}`,
  );
  throw new GpuFaultError(`${name} does not compile:\n${report.join('\n')}`);
}
