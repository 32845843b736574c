// What the GPU draws, pixel by pixel, against what the CPU paints.
import { afterAll, describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { CloudPicture } from '../../src/draw/cloud-picture';
import { CloudPainter } from '../../src/draw/cloud-renderer-2d';
import type { CloudScene } from '../../src/draw/renderer';
import { gpuBackend, hasGpu } from '../support/device';
import { createTarget, readTarget } from '../support/picture';
import { pixelMiddle, sceneOf, uploadCloud } from '../support/scenes';

const SIDE = 64;
const size = { width: SIDE, height: SIDE, pixelRatio: 1 };
const present = await hasGpu();
const backend = present ? await gpuBackend() : undefined;
afterAll(() => backend?.dispose());

const run = [pixelMiddle(10, 20, SIDE), pixelMiddle(40, 5, SIDE), [NaN, 0], [2 ** 20, -(2 ** 20)]].flat();
const twin = [pixelMiddle(50, 50, SIDE), [Infinity, 0.5]].flat();

/** The same scene with the particles on the GPU and on the CPU: bytes and floats, both premultiplied [side, side, 4]. */
async function bothPictures(style: CloudScene['style']): Promise<{ drawn: Uint8Array; painted: Float32Array }> {
  const picture = await CloudPicture.create(backend!, 'rgba8unorm');
  const target = createTarget(backend!, SIDE);
  const clouds = [uploadCloud(backend!, 'second', twin), uploadCloud(backend!, 'first', run)];
  picture.paint(sceneOf(clouds, { style }), size, () => target.createView());
  const drawn = await readTarget(backend!, target);
  picture.dispose();
  for (const { positions } of clouds) backend!.destroy(positions);
  const reference = new ReferenceBackend();
  const painter = new CloudPainter(reference);
  const twins = [uploadCloud(reference, 'second', twin), uploadCloud(reference, 'first', run)];
  return { drawn, painted: painter.paint(sceneOf(twins, { style }), size).data };
}

const alphaAt = (bytes: Uint8Array, x: number, y: number): number => bytes[4 * (y * SIDE + x) + 3]!;

describe.skipIf(!present)('CloudPicture', () => {
  it.each([
    // Corners of triangles are snapped to 1/16 pixel or finer, which moves the soft edge of a point by as much.
    ['points' as const, 255 / 16 + 1],
    // One byte of rounding in the cell, one between cells.
    ['density' as const, 2],
  ])('draws %s as the CPU paints them', async (style, tolerance) => {
    const { drawn, painted } = await bothPictures(style);
    for (const [x, y] of [
      [10, 20],
      [40, 5],
      [50, 50],
    ] as const)
      expect(alphaAt(drawn, x, y)).toBeGreaterThan(100);
    for (const [x, y] of [
      [32, 32],
      [63, 0],
      [0, 63],
      [10, 43],
    ] as const)
      expect(alphaAt(drawn, x, y)).toBe(0);
    const worst = painted.reduce((most, part, i) => Math.max(most, Math.abs(part * 255 - drawn[i]!)), 0);
    expect(worst).toBeLessThanOrEqual(tolerance);
  });

  it('draws nothing where there is nobody, and frees what it took', async () => {
    const before = backend!.live;
    const picture = await CloudPicture.create(backend!, 'rgba8unorm');
    const target = createTarget(backend!, SIDE);
    const cloud = uploadCloud(backend!, 'first', run);
    for (const style of ['points', 'density'] as const) {
      picture.paint(sceneOf([cloud], { style }), size, () => target.createView());
      picture.paint(sceneOf([cloud], { style }), { ...size, pixelRatio: 2 }, () => target.createView());
      picture.paint(sceneOf([], { style }), size, () => target.createView());
      expect((await readTarget(backend!, target)).every((byte) => byte === 0)).toBe(true);
    }
    backend!.destroy(cloud.positions);
    picture.paint(sceneOf([cloud]), size, () => target.createView());
    await backend!.settled();
    picture.dispose();
    expect(backend!.live).toEqual(before);
  });
});
