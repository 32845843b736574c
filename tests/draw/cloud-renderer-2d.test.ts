import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { CanvasCloudRenderer, CloudPainter } from '../../src/draw/cloud-renderer-2d';
import { pixelMiddle, sceneOf, uploadCloud } from '../support/scenes';

const SIDE = 64;
const size = { width: SIDE, height: SIDE, pixelRatio: 1 };

describe('CloudPainter', () => {
  it.each(['points', 'density'] as const)('paints %s where the particles are', (style) => {
    const backend = new ReferenceBackend();
    const painter = new CloudPainter(backend);
    const clouds = [uploadCloud(backend, 'first', [...pixelMiddle(20, 10, SIDE), NaN, NaN])];
    const { data } = painter.paint(sceneOf(clouds, { style }), size);
    expect(data[4 * (10 * SIDE + 20) + 3]).toBeGreaterThan(0.4);
    expect(data[4 * (40 * SIDE + 40) + 3]).toBe(0);
  });

  it('starts every frame from an empty picture and survives a run that is gone', () => {
    const backend = new ReferenceBackend();
    const painter = new CloudPainter(backend);
    const cloud = uploadCloud(backend, 'first', [0, 0]);
    const scene = sceneOf([cloud]);
    const first = [...painter.paint(scene, size).data];
    expect([...painter.paint(scene, size).data]).toEqual(first);
    backend.destroy(cloud.positions);
    expect(painter.paint(scene, size).data.every((value) => value === 0)).toBe(true);
  });
});

describe('CanvasCloudRenderer', () => {
  function fakeCanvas(): { canvas: HTMLCanvasElement; puts: ImageData[] } {
    const puts: ImageData[] = [];
    const context = {
      createImageData: (width: number, height: number) => ({
        width,
        height,
        data: new Uint8ClampedArray(4 * width * height),
      }),
      putImageData: (image: ImageData) => puts.push(image),
    };
    const canvas = { width: 300, height: 150, clientWidth: SIDE, getContext: () => context };
    return { canvas: canvas as never, puts };
  }

  it('puts one image a frame, none at 0 px and none after its end', () => {
    const backend = new ReferenceBackend();
    const { canvas, puts } = fakeCanvas();
    const renderer = new CanvasCloudRenderer(backend, canvas);
    const scene = sceneOf([uploadCloud(backend, 'first', [0, 0])], { style: 'density' });
    renderer.resize(SIDE, SIDE);
    renderer.draw(scene);
    expect(puts).toHaveLength(1);
    expect(puts[0]?.data.some((value) => value > 0)).toBe(true);
    renderer.resize(0, SIDE);
    renderer.draw(scene);
    renderer.resize(SIDE, SIDE);
    renderer.dispose();
    renderer.draw(scene);
    renderer.dispose();
    expect(puts).toHaveLength(1);
    expect(backend.live.arrays).toBe(1);
  });

  it('says what is wrong with a canvas of another kind', () => {
    const canvas = { getContext: () => null } as never;
    expect(() => new CanvasCloudRenderer(new ReferenceBackend(), canvas)).toThrow('context of another kind');
  });
});
