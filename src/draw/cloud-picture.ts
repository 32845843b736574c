// One frame of particles into a texture view: everything of the WebGPU renderer but the canvas, so that Node draws too.
import type { WebGpuBackend } from '../compute/webgpu-backend';
import type { Cloud } from '../experiment/lab';
import { DensityLayer } from './density-layer';
import { PointLayer } from './point-layer';
import type { CloudScene } from './renderer';
import { drawingOrder, sceneStyle } from './scene-style';
import type { PictureSize } from './view-transform';

export class CloudPicture {
  readonly #backend: WebGpuBackend;
  readonly #points: PointLayer;
  readonly #density: DensityLayer;

  private constructor(backend: WebGpuBackend, points: PointLayer, density: DensityLayer) {
    this.#backend = backend;
    this.#points = points;
    this.#density = density;
  }

  /** Compiles the pipelines for targets of `format`. */
  static async create(backend: WebGpuBackend, format: GPUTextureFormat): Promise<CloudPicture> {
    const [points, density] = await Promise.all([
      PointLayer.create(backend, format),
      DensityLayer.create(backend, format),
    ]);
    return new CloudPicture(backend, points, density);
  }

  /** Draws over transparent black. `target` is asked for late, just before the pass begins. */
  paint(scene: CloudScene, size: PictureSize, target: () => GPUTextureView): void {
    const layer = sceneStyle(scene) === 'density' ? this.#density : this.#points;
    const clouds = drawingOrder(scene.clouds.filter((cloud) => this.#isAlive(cloud)));
    const commands = layer.prepare({ ...scene, clouds }, size);
    this.#backend.render('cloud', (encoder) => {
      commands.upload?.(encoder);
      const attachment = {
        view: target(),
        clearValue: [0, 0, 0, 0],
        loadOp: 'clear' as const,
        storeOp: 'store' as const,
      };
      const pass = encoder.beginRenderPass({ label: 'cloud', colorAttachments: [attachment] });
      commands.draw(pass);
      pass.end();
    });
  }

  dispose(): void {
    this.#points.dispose();
    this.#density.dispose();
  }

  /** A scene may outlive the run that it shows by one frame. */
  #isAlive({ positions, count }: Cloud): boolean {
    if (count < 1) return false;
    try {
      return this.#backend.bufferOf(positions) !== undefined;
    } catch {
      return false;
    }
  }
}
