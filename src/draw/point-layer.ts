// Particles as round points, from the array they were computed in.
import type { DeviceArray } from '../compute/backend';
import { Scope } from '../compute/scope';
import type { WebGpuBackend } from '../compute/webgpu-backend';
import type { Cloud } from '../experiment/lab';
import type { DrawCommands } from './draw-commands';
import { DrawProgram } from './draw-program';
import { pointCorners } from './point-corners';
import { pointLook } from './point-look';
import type { CloudScene } from './renderer';
import { clipTransform, type PictureSize } from './view-transform';

/** What one cloud of the scene needs; kept for the next frame. */
interface Slot {
  readonly params: GPUBuffer;
  readonly group: GPUBindGroup;
  corners: DeviceArray;
}

export class PointLayer {
  readonly #backend: WebGpuBackend;
  readonly #program: DrawProgram;
  readonly #scope: Scope;
  readonly #slots: Slot[] = [];

  private constructor(backend: WebGpuBackend, program: DrawProgram) {
    this.#backend = backend;
    this.#program = program;
    this.#scope = new Scope(backend);
  }

  static async create(backend: WebGpuBackend, format: GPUTextureFormat): Promise<PointLayer> {
    const buffers = [{ arrayStride: 8, attributes: [{ shaderLocation: 0, offset: 0, format: 'float32x2' as const }] }];
    const options = { module: 'draw/particle-points', vertex: 'pointCorner', fragment: 'pointPixel', buffers, format };
    const [program] = await Promise.all([DrawProgram.compile(backend, options), backend.prepare(pointCorners)]);
    return new PointLayer(backend, program);
  }

  /** Records the corners of the scene's points and uploads their looks; returns what draws the clouds in order. */
  prepare(scene: CloudScene, size: PictureSize): DrawCommands {
    const drawn = scene.clouds.map((cloud, index) => {
      const slot = this.#slot(index, cloud.count);
      this.#program.writeParams(slot.params, pointParams(scene, cloud, size));
      this.#backend.dispatch(pointCorners, {
        arrays: { positions: cloud.positions, corners: slot.corners },
        threads: cloud.count,
      });
      return { group: slot.group, buffer: this.#backend.bufferOf(slot.corners), count: cloud.count };
    });
    return {
      draw: (pass) => {
        pass.setPipeline(this.#program.pipeline);
        for (const { group, buffer, count } of drawn) {
          pass.setBindGroup(0, group);
          pass.setVertexBuffer(0, buffer);
          pass.draw(3 * count);
        }
      },
    };
  }

  dispose(): void {
    this.#scope.dispose();
    for (const { params } of this.#slots.splice(0)) this.#backend.release(params);
  }

  /** The slot of the index-th cloud with room for `count` points. */
  #slot(index: number, count: number): Slot {
    const slot = (this.#slots[index] ??= this.#createSlot(count));
    if (slot.corners.length !== 6 * count) {
      this.#scope.release(slot.corners);
      slot.corners = this.#createCorners(count);
    }
    return slot;
  }

  #createSlot(count: number): Slot {
    const params = this.#program.createParams();
    return { params, group: this.#program.bind(params), corners: this.#createCorners(count) };
  }

  #createCorners(count: number): DeviceArray {
    return this.#scope.create('point corners', 'f32', 6 * count);
  }
}

function pointParams(scene: CloudScene, cloud: Cloud, size: PictureSize): Record<string, number> {
  const [red, green, blue] = scene.colours[cloud.colour];
  const look = pointLook(cloud, size.pixelRatio);
  return { ...clipTransform(scene.box), pixelX: 2 / size.width, pixelY: 2 / size.height, ...look, red, green, blue };
}
