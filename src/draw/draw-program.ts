// A vertex and fragment pair as a pipeline, with the uniform block that it reads: what both layers share.
import { GpuFaultError, GpuLostError } from '../compute/backend';
import type { WebGpuBackend } from '../compute/webgpu-backend';
import { packParams, paramsBytes, paramsFields } from './params-block';

export interface DrawProgramOptions {
  /** Root module below shaders/. */
  readonly module: string;
  readonly vertex: string;
  readonly fragment: string;
  readonly buffers: readonly GPUVertexBufferLayout[];
  readonly format: GPUTextureFormat;
}

/** Premultiplied colours, over what is there. */
const OVER: GPUBlendComponent = { srcFactor: 'one', dstFactor: 'one-minus-src-alpha', operation: 'add' };

export class DrawProgram {
  readonly pipeline: GPURenderPipeline;
  readonly #backend: WebGpuBackend;
  readonly #label: string;
  readonly #fields: ReturnType<typeof paramsFields>;

  private constructor(backend: WebGpuBackend, label: string, pipeline: GPURenderPipeline, code: string) {
    this.#backend = backend;
    this.#label = label;
    this.pipeline = pipeline;
    this.#fields = paramsFields(code);
  }

  /** Links and compiles. Rejects with GpuFaultError naming the shader. */
  static async compile(backend: WebGpuBackend, options: DrawProgramOptions): Promise<DrawProgram> {
    const { module: label, vertex, fragment, buffers, format } = options;
    const { device } = backend;
    // The linker is a third of the engine's size; where there is no GPU it is never loaded.
    const { linkShader } = await import('../compute/wgsl');
    const code = await linkShader(label);
    const module = device.createShaderModule({ label, code });
    try {
      const pipeline = await device.createRenderPipelineAsync({
        label,
        layout: 'auto',
        vertex: { module, entryPoint: vertex, buffers: [...buffers] },
        fragment: { module, entryPoint: fragment, targets: [{ format, blend: { color: OVER, alpha: OVER } }] },
        primitive: { topology: 'triangle-list' },
      });
      return new DrawProgram(backend, label, pipeline, code);
    } catch (error) {
      const cause = await backend.explain(error);
      throw cause instanceof GpuLostError
        ? cause
        : new GpuFaultError(`${label} does not compile: ${cause.message}`, { cause });
    }
  }

  /** An uninitialised uniform buffer for this program; the caller releases it. */
  createParams(): GPUBuffer {
    return this.#backend.createRenderBuffer(
      `${this.#label} params`,
      paramsBytes(this.#fields),
      GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    );
  }

  writeParams(buffer: GPUBuffer, values: Readonly<Record<string, number>>): void {
    this.#backend.device.queue.writeBuffer(buffer, 0, packParams(this.#fields, values));
  }

  /** Group 0: the uniform block first, then other resources in the order of their bindings. */
  bind(params: GPUBuffer, resources: readonly GPUBindingResource[] = []): GPUBindGroup {
    return this.#backend.device.createBindGroup({
      label: this.#label,
      layout: this.pipeline.getBindGroupLayout(0),
      entries: [{ buffer: params }, ...resources].map((resource, binding) => ({ binding, resource })),
    });
  }
}
