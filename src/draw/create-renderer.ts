// Which renderer belongs to which backend.
import type { Backend } from '../compute/backend';
import type { ReferenceBackend } from '../compute/reference-backend';
import type { WebGpuBackend } from '../compute/webgpu-backend';
import { WebGpuCloudRenderer } from './cloud-renderer';
import { CanvasCloudRenderer } from './cloud-renderer-2d';
import type { CloudRenderer } from './renderer';

/**
 * A renderer of particles that live on `backend`. A canvas keeps its first kind of context for good: give each kind of
 * backend its own canvas. Throws when the canvas already has a context of another kind.
 */
export function createCloudRenderer(backend: Backend, canvas: HTMLCanvasElement): CloudRenderer {
  return backend.kind === 'webgpu'
    ? new WebGpuCloudRenderer(backend as WebGpuBackend, canvas)
    : new CanvasCloudRenderer(backend as ReferenceBackend, canvas);
}
