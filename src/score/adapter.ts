// What kind of machine stands behind a backend, as far as the shape of launches depends on it.
import type { Backend } from '../compute/backend';

/** A GPU in software: few threads, four lanes, and loads that cost more than arithmetic. */
export function isSoftware(backend: Backend): boolean {
  return backend.kind === 'webgpu' && /swiftshader|llvmpipe|basic render/i.test(backend.adapterName);
}
