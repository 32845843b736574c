// The renderer of a canvas, on a canvas made of one texture.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { CloudPicture } from '../../src/draw/cloud-picture';
import { createCloudRenderer } from '../../src/draw/create-renderer';
import { gpuBackend, hasGpu } from '../support/device';
import { createTarget, readTarget } from '../support/picture';
import { sceneOf, uploadCloud } from '../support/scenes';

const SIDE = 64;
const present = await hasGpu();
let backend: WebGpuBackend;

beforeEach(async () => {
  if (present) backend = await gpuBackend();
  vi.stubGlobal('navigator', { gpu: { getPreferredCanvasFormat: () => 'rgba8unorm' } });
});
afterEach(() => {
  if (present) backend.dispose();
  vi.unstubAllGlobals();
});

interface FakeCanvas {
  readonly canvas: HTMLCanvasElement;
  readonly target: GPUTexture;
  readonly configured: GPUCanvasConfiguration[];
  /** Resolves at the next frame. */
  readonly drawn: () => number;
}

function fakeCanvas(): FakeCanvas {
  const target = createTarget(backend, SIDE);
  const configured: GPUCanvasConfiguration[] = [];
  let frames = 0;
  const context = {
    configure: (configuration: GPUCanvasConfiguration) => configured.push(configuration),
    getCurrentTexture: () => {
      frames++;
      return target;
    },
  };
  const canvas = { width: 300, height: 150, clientWidth: SIDE, getContext: () => context };
  return { canvas: canvas as never, target, configured, drawn: () => frames };
}

async function pixelsOf({ target, drawn }: FakeCanvas): Promise<Uint8Array> {
  await vi.waitFor(() => expect(drawn()).toBeGreaterThan(0), { timeout: 20_000 });
  return readTarget(backend, target);
}

describe.skipIf(!present)('WebGpuCloudRenderer', () => {
  it('draws the last scene asked for as soon as its pipelines are ready', async () => {
    const fake = fakeCanvas();
    const renderer = createCloudRenderer(backend, fake.canvas);
    renderer.resize(SIDE, SIDE);
    renderer.draw(sceneOf([]));
    renderer.draw(sceneOf([uploadCloud(backend, 'first', [0, 0])]));
    expect(fake.drawn()).toBe(0);
    expect((await pixelsOf(fake)).some((byte) => byte > 0)).toBe(true);
    expect(fake.configured).toHaveLength(1);
    expect(fake.configured[0]).toMatchObject({ alphaMode: 'premultiplied', format: 'rgba8unorm' });
    renderer.dispose();
  });

  it('clamps the canvas, skips 0 px, and does nothing after its end', async () => {
    const fake = fakeCanvas();
    const renderer = createCloudRenderer(backend, fake.canvas);
    const scene = sceneOf([uploadCloud(backend, 'first', [0, 0])]);
    renderer.draw(scene);
    await pixelsOf(fake);
    const frames = fake.drawn();
    renderer.resize(1e6, 0);
    expect(fake.canvas.width).toBe(backend.device.limits.maxTextureDimension2D);
    renderer.draw(scene);
    renderer.resize(SIDE, SIDE);
    renderer.dispose();
    renderer.dispose();
    renderer.draw(scene);
    expect(fake.drawn()).toBe(frames);
  });

  it('frees what it took even when it ends before it is ready', async () => {
    const before = backend.live;
    const fake = fakeCanvas();
    const create = vi.spyOn(CloudPicture, 'create');
    createCloudRenderer(backend, fake.canvas).dispose();
    await create.mock.results[0]?.value;
    expect(create).toHaveBeenCalledOnce();
    expect(backend.live).toEqual(before);
    create.mockRestore();
  });

  it('is silent when the device is lost, ready or not', async () => {
    const [ready, early] = [fakeCanvas(), fakeCanvas()];
    const renderer = createCloudRenderer(backend, ready.canvas);
    const scene = sceneOf([uploadCloud(backend, 'first', [0, 0])]);
    renderer.draw(scene);
    await pixelsOf(ready);
    const unready = createCloudRenderer(backend, early.canvas);
    backend.device.destroy();
    expect(() => renderer.draw(scene)).not.toThrow();
    await backend.lost;
    const frames = ready.drawn();
    expect(() => renderer.draw(scene)).not.toThrow();
    expect(() => unready.draw(scene)).not.toThrow();
    expect(ready.drawn()).toBe(frames);
    renderer.dispose();
    unready.dispose();
  });

  it('says what is wrong with a canvas of another kind', () => {
    const canvas = { getContext: () => null } as never;
    expect(() => createCloudRenderer(backend, canvas)).toThrow('context of another kind');
  });
});
