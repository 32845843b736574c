// Reads a texture back, for tests that look at pixels.
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';

/** A square render target of `side` pixels, a multiple of 64, in rgba8unorm. The test destroys it with the device. */
export function createTarget(backend: WebGpuBackend, side: number): GPUTexture {
  const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC;
  return backend.device.createTexture({ label: 'target', size: [side, side], format: 'rgba8unorm', usage });
}

/** Premultiplied bytes [side, side, 4], rows from the top. */
export async function readTarget(backend: WebGpuBackend, target: GPUTexture): Promise<Uint8Array> {
  const { width, height } = target;
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const staging = backend.device.createBuffer({ label: 'pixels', size: 4 * width * height, usage });
  backend.render('read', (encoder) => {
    encoder.copyTextureToBuffer({ texture: target }, { buffer: staging, bytesPerRow: 4 * width }, [width, height]);
  });
  await staging.mapAsync(GPUMapMode.READ);
  const bytes = new Uint8Array(staging.getMappedRange().slice(0));
  staging.destroy();
  return bytes;
}
