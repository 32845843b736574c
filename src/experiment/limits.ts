// How much of something a backend carries.
import type { Backend } from '../compute/backend';
import type { ParameterLimit } from './parameters';
import { grouped } from '../numbers';

/** How many particles of two numbers a backend carries; `fluent` is what a CPU in double precision moves at a pace one can watch. */
export function particleLimits(backend: Backend, key: string, fluent: number): readonly ParameterLimit[] {
  const onDevice = Math.floor(backend.limits.maxElements / 2);
  const most = backend.kind === 'webgpu' ? onDevice : Math.min(onDevice, fluent);
  const why = backend.kind === 'webgpu' ? 'as many as this device holds' : 'as many as the CPU moves fluently';
  const noun = key.charAt(0).toUpperCase() + key.slice(1);
  return [{ key, most, sentence: `${noun} limited to ${grouped(most)}, ${why}.` }];
}

/** How many points of a set every evaluation meets: any number on a GPU, and on a CPU what is `fluent`. */
export function pointLimits(backend: Backend, fluent: number): readonly ParameterLimit[] {
  if (backend.kind === 'webgpu') return [];
  const sentence = `Points limited to ${grouped(fluent)}, as many as the CPU handles fluently.`;
  return [{ key: 'points', most: fluent, sentence }];
}
