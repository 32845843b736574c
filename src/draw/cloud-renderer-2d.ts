// The main canvas without a GPU: the same picture, painted from the arrays of the reference backend.
import type { ReferenceBackend } from '../compute/reference-backend';
import type { Cloud } from '../experiment/lab';
import { fitCanvas, pixelRatioOf } from './canvas-size';
import { DensityField } from './density-field';
import { stretchColours } from './density-image';
import { paintPoints, toBytes, type FloatImage } from './point-image';
import { pointLook } from './point-look';
import type { CloudRenderer, CloudScene } from './renderer';
import { drawingOrder, sceneStyle } from './scene-style';
import type { PictureSize } from './view-transform';

/** Largest side that browsers give a 2-D canvas everywhere. */
const MOST_SIDE = 8192;

/** Paints one scene. Exported for whoever has pixels but no canvas. */
export class CloudPainter {
  readonly #backend: ReferenceBackend;
  readonly #field: DensityField;
  #image: FloatImage | undefined;

  constructor(backend: ReferenceBackend) {
    this.#backend = backend;
    this.#field = new DensityField(backend);
  }

  /** The picture over transparent black; overwritten by the next call. */
  paint(scene: CloudScene, size: PictureSize): FloatImage {
    this.#backend.submit();
    const image = this.#cleared(size);
    const clouds = drawingOrder(scene.clouds.filter((cloud) => this.#isAlive(cloud)));
    if (sceneStyle(scene) === 'density') this.#paintDensity(image, { ...scene, clouds }, size);
    else this.#paintPoints(image, { ...scene, clouds }, size);
    return image;
  }

  dispose(): void {
    this.#field.dispose();
    this.#image = undefined;
  }

  #paintPoints(image: FloatImage, scene: CloudScene, { pixelRatio }: PictureSize): void {
    for (const cloud of scene.clouds) {
      const look = pointLook(cloud, pixelRatio);
      paintPoints(
        image,
        this.#backend.peek(cloud.positions),
        cloud.count,
        scene.box,
        look,
        scene.colours[cloud.colour],
      );
    }
  }

  #paintDensity(image: FloatImage, scene: CloudScene, size: PictureSize): void {
    const cells = this.#field.compute(scene, size);
    this.#backend.submit();
    stretchColours(image, cells, this.#backend.peek(cells.colours));
  }

  #cleared({ width, height }: PictureSize): FloatImage {
    if (this.#image?.width === width && this.#image.height === height) this.#image.data.fill(0);
    else this.#image = { width, height, data: new Float32Array(4 * width * height) };
    return this.#image;
  }

  /** A scene may outlive the run that it shows by one frame. */
  #isAlive({ positions, count }: Cloud): boolean {
    if (count < 1) return false;
    try {
      return this.#backend.peek(positions).length > 0;
    } catch {
      return false;
    }
  }
}

export class CanvasCloudRenderer implements CloudRenderer {
  readonly #painter: CloudPainter;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D;
  #visible = true;
  #over = false;

  constructor(backend: ReferenceBackend, canvas: HTMLCanvasElement) {
    const context = canvas.getContext('2d');
    if (!context)
      throw new Error('this canvas cannot be drawn on in two dimensions: it already has a context of another kind');
    this.#painter = new CloudPainter(backend);
    this.#canvas = canvas;
    this.#context = context;
  }

  draw(scene: CloudScene): void {
    if (this.#over || !this.#visible) return;
    const { width, height } = this.#canvas;
    const image = this.#painter.paint(scene, { width, height, pixelRatio: pixelRatioOf(this.#canvas) });
    const pixels = this.#context.createImageData(width, height);
    toBytes(image, pixels.data);
    this.#context.putImageData(pixels, 0, 0);
  }

  /** A new size empties the canvas: draw afterwards. */
  resize(width: number, height: number): void {
    this.#visible = fitCanvas(this.#canvas, width, height, MOST_SIDE);
  }

  /** Idempotent. */
  dispose(): void {
    this.#over = true;
    this.#painter.dispose();
  }
}
