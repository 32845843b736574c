// What a checkpoint of Langevin chains remembers beside their positions; the history reads its own part.
import { remembered, rememberedNumber, rememberedNumbers } from '../checkpoint';
import type { HistoryMemory } from '../history';
import type { Checkpoint } from '../lab';
import type { Law } from './theory/gaussian-law';

export interface Memory {
  readonly time: number;
  readonly law: Law | undefined;
  readonly history: HistoryMemory;
}

/** Throws RangeError where there is no time; a law that cannot be read is followed no further. */
export function readMemory({ memory }: Checkpoint): Omit<Memory, 'history'> {
  const law = remembered(memory, 'law');
  const mean = rememberedNumbers(law, 'mean', 2) as Law['mean'] | undefined;
  const covariance = rememberedNumbers(law, 'covariance', 3) as Law['covariance'] | undefined;
  return { time: rememberedNumber(memory, 'time'), law: mean && covariance && { mean, covariance } };
}
