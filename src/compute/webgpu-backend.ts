// The backend on a GPU. With src/draw the only code that names GPU types; it alone owns the device, allocation,
// submission and readback, and counts what is alive.
import { GpuLostError } from './backend';
import type { Backend, BackendLimits, Call, DeviceArray, ElementType, HostArray, LiveCounts, Loss } from './backend';
import { DeviceHealth } from './device-health';
import { foldGroups } from './fold';
import type { Kernel, KernelParams } from './kernel';
import { LaunchCount, type Proof } from './launch-count';
import { ParamsRing } from './params-ring';
import { PipelineCache, type CompiledKernel } from './pipeline-cache';

interface GpuArray extends DeviceArray {
  readonly buffer: GPUBuffer;
}

export class WebGpuBackend implements Backend {
  readonly kind = 'webgpu';
  readonly adapterName: string;
  readonly limits: BackendLimits;
  readonly lost: Promise<Loss>;
  /** For src/draw only. */
  readonly device: GPUDevice;
  /** What the device lives on: Dawn in Node ends with its object, whoever still holds a device of it. */
  readonly owner: GPU;
  readonly #health: DeviceHealth;
  readonly #launches: LaunchCount;
  readonly #pipelines: PipelineCache;
  readonly #ring: ParamsRing;
  readonly #arrays = new Map<number, GpuArray>();
  readonly #resources = new Map<GPUBuffer | GPUTexture, number>();
  readonly #bindGroups = new Map<CompiledKernel, Map<string, GPUBindGroup>>();
  #encoder: GPUCommandEncoder | undefined;
  #pass: GPUComputePassEncoder | undefined;
  #nextId = 1;

  constructor(device: GPUDevice, adapterName: string, owner: GPU) {
    this.device = device;
    this.owner = owner;
    this.adapterName = adapterName;
    const { maxBufferSize, maxStorageBufferBindingSize, maxComputeWorkgroupStorageSize } = device.limits;
    const { subgroupMinSize, subgroupMaxSize } = device.adapterInfo ?? {};
    this.limits = {
      maxElements: Math.floor(Math.min(maxBufferSize, maxStorageBufferBindingSize) / 4),
      workgroupBytes: maxComputeWorkgroupStorageSize,
      hasQuads: device.features.has('subgroups') && subgroupMinSize === 4 && subgroupMaxSize === 4,
    };
    this.#health = new DeviceHealth(device);
    this.lost = this.#health.lost;
    const counted = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
    this.#launches = new LaunchCount(device, this.createRenderBuffer('launch count', LaunchCount.bytes, counted));
    // Known by name only: no query tells how a device does its shifts. See mixNear() in shaders/lib/random.wgsl.
    const conditions = { software: /swiftshader/i.test(adapterName) };
    this.#pipelines = new PipelineCache(device, this.#launches.layout, conditions);
    this.#ring = new ParamsRing(
      this.createRenderBuffer('params', ParamsRing.bytes, GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST),
    );
  }

  get live(): LiveCounts {
    let bytes = 0;
    for (const size of this.#resources.values()) bytes += size;
    return { arrays: this.#arrays.size, bytes };
  }

  create(label: string, type: ElementType, length: number): DeviceArray {
    if (!Number.isInteger(length) || length < 1 || length > this.limits.maxElements) {
      throw new RangeError(`${label}: length is ${length}; this device allows 1 to ${this.limits.maxElements}`);
    }
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST | GPUBufferUsage.VERTEX;
    const array = {
      id: this.#nextId++,
      label,
      type,
      length,
      buffer: this.createRenderBuffer(label, length * 4, usage),
    };
    this.#arrays.set(array.id, array);
    return array;
  }

  write(array: DeviceArray, values: ArrayLike<number>, offset = 0): void {
    if (offset + values.length > array.length)
      throw new RangeError(`${array.label}: ${values.length} values at ${offset} do not fit into ${array.length}`);
    this.submit(); // a queue write overtakes whatever is recorded but not yet submitted
    this.device.queue.writeBuffer(this.bufferOf(array), offset * 4, typedAs(array.type, values));
  }

  clear(array: DeviceArray): void {
    this.#commands().clearBuffer(this.bufferOf(array));
  }

  copy(source: DeviceArray, target: DeviceArray): void {
    this.#commands().copyBufferToBuffer(this.bufferOf(source), 0, this.bufferOf(target), 0, source.length * 4);
  }

  async prepare(...kernels: readonly Kernel[]): Promise<void> {
    await this.#health.explained(Promise.all(kernels.map((kernel) => this.#pipelines.prepare(kernel))));
  }

  dispatch<P extends KernelParams>(kernel: Kernel<P>, call: Call<P>): void {
    const compiled = this.#pipelines.get(kernel);
    if (!compiled) throw new Error(`${kernel.name} was not prepared`);
    if (this.#ring.full) this.submit();
    const offset = this.#ring.push(kernel.name, compiled.layout, { ...kernel.params, ...call.params }, call.threads);
    const pass = (this.#pass ??= this.#beginPass(kernel.name));
    pass.setPipeline(compiled.pipeline);
    pass.setBindGroup(0, this.#bindGroup(kernel.name, compiled, call.arrays), [offset]);
    pass.dispatchWorkgroups(...foldGroups(call.threads, kernel.workgroupSize));
    if (compiled.isCounted) this.#launches.record();
  }

  submit(): void {
    if (!this.#encoder) return;
    const commands = this.#commands().finish();
    this.#encoder = undefined;
    this.#ring.flush(this.device.queue);
    this.device.queue.submit([commands]);
  }

  async settled(): Promise<void> {
    this.submit();
    await this.#health.guard(this.device.queue.onSubmittedWorkDone());
  }

  drained(): Promise<void> {
    this.submit();
    return this.device.queue.onSubmittedWorkDone().catch(() => undefined);
  }

  read(array: DeviceArray, offset = 0, length = array.length - offset): Promise<HostArray> {
    if (length < 1 || offset < 0 || offset + length > array.length)
      throw new RangeError(`${array.label}: cannot read ${length} at ${offset} of ${array.length}`);
    const bytes = length * 4;
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    // Parts of a mapped buffer begin at multiples of eight.
    const proofAt = 8 * Math.ceil(bytes / 8);
    const source = this.bufferOf(array); // throws where a run was disposed meanwhile: before anything is made
    const staging = this.createRenderBuffer(`${array.label}: readback`, proofAt + LaunchCount.bytes, usage);
    const commands = this.#commands();
    commands.copyBufferToBuffer(source, offset * 4, staging, 0, bytes);
    const proof = this.#launches.copy(commands, staging, proofAt);
    this.submit();
    const reading = this.#map(staging, array.type, bytes, proof);
    // Whoever reads several arrays may fail at the first and never look at the others.
    reading.catch(() => undefined);
    return reading;
  }

  destroy(array: DeviceArray): void {
    const known = this.#arrays.get(array.id);
    if (!known) return;
    this.submit(); // a recorded command may still name the buffer
    this.#arrays.delete(array.id);
    this.#bindGroups.clear();
    this.release(known.buffer);
  }

  /** Everything is freed with the device. Idempotent. */
  dispose(): void {
    this.#health.dispose();
    this.#encoder = undefined;
    this.#pass = undefined;
    this.#arrays.clear();
    this.#resources.clear();
    this.#bindGroups.clear();
    this.device.destroy();
  }

  /** For src/draw: the buffer behind an array (STORAGE, VERTEX, COPY_SRC, COPY_DST). */
  bufferOf(array: DeviceArray): GPUBuffer {
    const known = this.#arrays.get(array.id);
    if (known) return known.buffer;
    if (this.#health.isOver) throw new GpuLostError('the GPU device was lost');
    throw new Error(`${array.label} was destroyed or belongs to another backend`);
  }

  /** A counted buffer of any usage; whoever creates it calls `release`. */
  createRenderBuffer(label: string, bytes: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const size = Math.max(4, bytes);
    const buffer = this.#health.allocate(label, size, () => this.device.createBuffer({ label, size, usage }));
    this.#resources.set(buffer, bytes);
    return buffer;
  }

  /** A counted texture of four bytes a texel; whoever creates it calls `release`. */
  createRenderTexture(
    label: string,
    descriptor: GPUTextureDescriptor & { readonly size: GPUExtent3DDictStrict },
  ): GPUTexture {
    const bytes = descriptor.size.width * (descriptor.size.height ?? 1) * 4;
    const texture = this.#health.allocate(label, bytes, () => this.device.createTexture({ ...descriptor, label }));
    this.#resources.set(texture, bytes);
    return texture;
  }

  release(resource: GPUBuffer | GPUTexture): void {
    if (this.#resources.delete(resource)) resource.destroy();
  }

  /** Submits drawing commands after all computing recorded so far. Silent when the device is gone. */
  render(label: string, encode: (encoder: GPUCommandEncoder) => void): void {
    if (this.#health.isOver) return;
    this.submit();
    const encoder = this.device.createCommandEncoder({ label });
    encode(encoder);
    this.device.queue.submit([encoder.finish()]);
  }

  /** For src/draw: what the rejection of a GPU promise means, GpuLostError or GpuFaultError. */
  explain(error: unknown): Promise<Error> {
    return this.#health.explain(error);
  }

  #open(): GPUCommandEncoder {
    return (this.#encoder ??= this.device.createCommandEncoder({ label: 'compute' }));
  }

  #beginPass(label: string): GPUComputePassEncoder {
    const pass = this.#open().beginComputePass({ label });
    this.#launches.bind(pass);
    return pass;
  }

  /** The encoder outside any pass, for copies and for finishing. */
  #commands(): GPUCommandEncoder {
    this.#pass?.end();
    this.#pass = undefined;
    return this.#open();
  }

  #bindGroup(name: string, compiled: CompiledKernel, arrays: Readonly<Record<string, DeviceArray>>): GPUBindGroup {
    const bound = compiled.layout.storage.map((binding) => {
      const array = arrays[binding.name];
      if (!array) throw new Error(`${name}: no array for ${binding.name}`);
      return { binding: binding.binding, array };
    });
    const key = bound.map(({ array }) => array.id).join();
    const groups = this.#bindGroups.get(compiled) ?? new Map<string, GPUBindGroup>();
    this.#bindGroups.set(compiled, groups);
    let group = groups.get(key);
    if (!group) {
      group = this.device.createBindGroup({
        label: name,
        layout: compiled.bindGroupLayout,
        entries: [
          { binding: 0, resource: { buffer: this.#ring.buffer, size: compiled.layout.paramsBytes } },
          ...bound.map(({ binding, array }) => ({ binding, resource: { buffer: this.bufferOf(array) } })),
        ],
      });
      groups.set(key, group);
    }
    return group;
  }

  async #map(staging: GPUBuffer, type: ElementType, bytes: number, proof: Proof): Promise<HostArray> {
    try {
      await this.#health.guard(staging.mapAsync(GPUMapMode.READ));
      this.#launches.verify(new Uint32Array(staging.getMappedRange(proof.offset, LaunchCount.bytes))[0], proof);
      const copy = staging.getMappedRange(0, bytes).slice(0);
      return type === 'f32' ? new Float32Array(copy) : new Uint32Array(copy);
    } finally {
      this.release(staging);
    }
  }
}

/** Values as the device takes them; those that are it already are not copied: a million points are 8 MB. */
function typedAs(type: ElementType, values: ArrayLike<number>): Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer> {
  if (type === 'f32') return isOwn(values, Float32Array) ? values : Float32Array.from(values);
  return isOwn(values, Uint32Array) ? values : Uint32Array.from(values);
}

function isOwn<T extends Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>>(
  values: ArrayLike<number>,
  kind: new () => T,
): values is T {
  return values instanceof kind && values.buffer instanceof ArrayBuffer;
}
