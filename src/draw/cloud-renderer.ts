// The main canvas on WebGPU: owns the canvas context and draws a CloudPicture into it.
import { GpuLostError } from '../compute/backend';
import type { WebGpuBackend } from '../compute/webgpu-backend';
import { CloudPicture } from './cloud-picture';
import { fitCanvas, pixelRatioOf } from './canvas-size';
import type { CloudRenderer, CloudScene } from './renderer';

export class WebGpuCloudRenderer implements CloudRenderer {
  readonly #backend: WebGpuBackend;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: GPUCanvasContext;
  #picture: CloudPicture | undefined;
  #failure: unknown;
  /** The last scene asked for before the pipelines were ready. */
  #waiting: CloudScene | undefined;
  #visible = true;
  #over = false;

  constructor(backend: WebGpuBackend, canvas: HTMLCanvasElement) {
    const context = canvas.getContext('webgpu');
    if (!context) throw new Error('this canvas cannot be drawn on by WebGPU: it already has a context of another kind');
    this.#backend = backend;
    this.#canvas = canvas;
    this.#context = context;
    const format = navigator.gpu.getPreferredCanvasFormat();
    // COPY_SRC lets the page export the picture as a PNG.
    const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC;
    context.configure({ device: backend.device, format, alphaMode: 'premultiplied', usage });
    void backend.lost.then(() => {
      this.#over = true;
    });
    CloudPicture.create(backend, format).then(
      (picture) => this.#begin(picture),
      (error: unknown) => {
        // Of a device that is lost the backend tells.
        if (!(error instanceof GpuLostError)) this.#failure = error;
      },
    );
  }

  /** Throws GpuFaultError when a pipeline could not be made and the device is not simply lost. */
  draw(scene: CloudScene): void {
    if (this.#over || !this.#visible) return;
    if (this.#failure !== undefined) throw this.#failure;
    if (!this.#picture) {
      this.#waiting = scene;
      return;
    }
    const { width, height } = this.#canvas;
    const size = { width, height, pixelRatio: pixelRatioOf(this.#canvas) };
    this.#picture.paint(scene, size, () => this.#context.getCurrentTexture().createView({ label: 'canvas' }));
  }

  /** A new size empties the canvas: draw afterwards. */
  resize(width: number, height: number): void {
    this.#visible = fitCanvas(this.#canvas, width, height, this.#backend.device.limits.maxTextureDimension2D);
  }

  /** Idempotent. */
  dispose(): void {
    this.#over = true;
    this.#waiting = undefined;
    this.#picture?.dispose();
    this.#picture = undefined;
  }

  #begin(picture: CloudPicture): void {
    if (this.#over) {
      picture.dispose();
      return;
    }
    this.#picture = picture;
    const scene = this.#waiting;
    this.#waiting = undefined;
    if (scene) this.draw(scene);
  }
}
