// Particles as a density image, stretched over the whole picture.
import type { WebGpuBackend } from '../compute/webgpu-backend';
import { DensityField, type DensityImage } from './density-field';
import { DrawProgram } from './draw-program';
import type { DrawCommands } from './draw-commands';
import type { CloudScene } from './renderer';
import type { PictureSize } from './view-transform';

interface Stretched {
  readonly image: DensityImage;
  readonly texture: GPUTexture;
  readonly group: GPUBindGroup;
}

export class DensityLayer {
  readonly #backend: WebGpuBackend;
  readonly #program: DrawProgram;
  readonly #field: DensityField;
  readonly #params: GPUBuffer;
  readonly #sampler: GPUSampler;
  #stretched: Stretched | undefined;

  private constructor(backend: WebGpuBackend, program: DrawProgram, field: DensityField) {
    this.#backend = backend;
    this.#program = program;
    this.#field = field;
    this.#params = program.createParams();
    this.#sampler = backend.device.createSampler({ label: 'density', magFilter: 'linear', minFilter: 'linear' });
  }

  static async create(backend: WebGpuBackend, format: GPUTextureFormat): Promise<DensityLayer> {
    const field = new DensityField(backend);
    const entries = { vertex: 'imageCorner', fragment: 'imagePixel' };
    const options = { module: 'draw/density-image', ...entries, buffers: [], format };
    const [program] = await Promise.all([DrawProgram.compile(backend, options), field.prepare()]);
    return new DensityLayer(backend, program, field);
  }

  /** Records the image of the scene; returns what draws it. */
  prepare(scene: CloudScene, size: PictureSize): DrawCommands {
    const image = this.#field.compute(scene, size);
    const { texture, group } = this.#stretch(image);
    const { columns, rows, side } = image;
    this.#program.writeParams(this.#params, { side });
    return {
      upload: (encoder) => {
        const source = { buffer: this.#backend.bufferOf(image.colours), bytesPerRow: 4 * columns };
        encoder.copyBufferToTexture(source, { texture }, [columns, rows]);
      },
      draw: (pass) => {
        pass.setPipeline(this.#program.pipeline);
        pass.setBindGroup(0, group);
        pass.draw(3);
      },
    };
  }

  dispose(): void {
    this.#field.dispose();
    this.#backend.release(this.#params);
    if (this.#stretched) this.#backend.release(this.#stretched.texture);
    this.#stretched = undefined;
  }

  #stretch(image: DensityImage): Stretched {
    if (this.#stretched?.image === image) return this.#stretched;
    if (this.#stretched) this.#backend.release(this.#stretched.texture);
    const usage = GPUTextureUsage.TEXTURE_BINDING | GPUTextureUsage.COPY_DST;
    const descriptor = { size: { width: image.columns, height: image.rows }, format: 'rgba8unorm' as const, usage };
    const texture = this.#backend.createRenderTexture('density image', descriptor);
    const group = this.#program.bind(this.#params, [texture.createView({ label: 'density image' }), this.#sampler]);
    this.#stretched = { image, texture, group };
    return this.#stretched;
  }
}
