// What went wrong with a run, in words for its visitor.
import { GpuFaultError, OutOfMemoryError } from '../../compute/backend';

export function failureSentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof OutOfMemoryError)
    return `There is too little memory on the GPU for this (${message}). Try fewer particles.`;
  if (error instanceof GpuFaultError)
    return `The run stopped because a check of the GPU’s work failed: ${message}. Press Reset to begin again.`;
  return message;
}

/** What was thrown, in its own words. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
