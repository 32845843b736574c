// What a checkpoint of Langevin chains remembers beside their positions; the history reads its own part.
import { remembered, rememberedNumber, rememberedNumbers } from '../../experiment/checkpoint';
import type { HistoryMemory } from '../../experiment/history';
import type { Checkpoint } from '../../experiment/lab';
import type { Since } from './since';
import type { FollowedLaw } from './theory/law-rounding';

export interface Memory {
  readonly time: number;
  readonly since: Since;
  readonly law: FollowedLaw | undefined;
  readonly history: HistoryMemory;
}

/** Throws RangeError where there is no time; a law that cannot be read is followed no further, and what came before is then unknown. */
export function readMemory({ memory, step }: Checkpoint): Omit<Memory, 'history'> {
  const time = rememberedNumber(memory, 'time');
  return {
    time,
    since: readSince(remembered(memory, 'since')) ?? { step, time, reach: Infinity },
    law: readLaw(memory),
  };
}

function readLaw(memory: unknown): FollowedLaw | undefined {
  const law = remembered(memory, 'law');
  const mean = rememberedNumbers(law, 'mean', 2) as FollowedLaw['mean'] | undefined;
  const covariance = rememberedNumbers(law, 'covariance', 3) as FollowedLaw['covariance'] | undefined;
  const rounding = remembered(law, 'rounding');
  return mean && covariance && typeof rounding === 'number' ? { mean, covariance, rounding } : undefined;
}

function readSince(since: unknown): Since | undefined {
  const [step, time, reach] = ['step', 'time', 'reach'].map((key) => remembered(since, key));
  const areNumbers = typeof step === 'number' && typeof time === 'number' && typeof reach === 'number';
  return areNumbers ? { step, time, reach } : undefined;
}
