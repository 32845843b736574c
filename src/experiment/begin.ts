// What every lab's start and every run's stepping share.
import type { Backend } from '../compute/backend';
import type { Checkpoint, Lab, Run } from './lab';

/** A run once it has drawn its start, or gone back to a checkpoint; disposed if that fails. */
export async function begun<R extends Run & { begin(resume?: Checkpoint): Promise<void> }>(
  run: R,
  resume: Checkpoint | undefined,
): Promise<R> {
  try {
    await run.begin(resume);
  } catch (error) {
    run.dispose();
    throw error;
  }
  return run;
}

/** How many particles of two numbers a backend carries; `fluent` is what a CPU in double precision moves at a pace one can watch. */
export function particleLimits(backend: Backend, key: string, fluent: number): ReturnType<NonNullable<Lab['limits']>> {
  const onDevice = Math.floor(backend.limits.maxElements / 2);
  const most = backend.kind === 'webgpu' ? onDevice : Math.min(onDevice, fluent);
  const why = backend.kind === 'webgpu' ? 'as many as this device holds' : 'as many as the CPU moves fluently';
  const noun = key.charAt(0).toUpperCase() + key.slice(1);
  return [{ key, most, sentence: `${noun} limited to ${most.toLocaleString('en-GB')}, ${why}.` }];
}

/** How many points of a set every evaluation meets: any number on a GPU, and on a CPU what is `fluent`. */
export function pointLimits(backend: Backend, fluent: number): ReturnType<NonNullable<Lab['limits']>> {
  if (backend.kind === 'webgpu') return [];
  const sentence = `Points limited to ${fluent.toLocaleString('en-GB')}, as many as the CPU handles fluently.`;
  return [{ key: 'points', most: fluent, sentence }];
}

/** Throws RangeError for a number of steps that is not a whole number of at least 0. */
export function checkSteps(steps: number): void {
  if (!Number.isInteger(steps) || steps < 0)
    throw new RangeError(`steps is ${steps}; a whole number of at least 0 is allowed`);
}
