// What has passed since a run began: its time, when the settings in force began, and the exact law of the chains where it is
// known. What is true of a run that keeps its settings is not true of one whose settings moved.
import type { ChainSettings } from '../../dynamics/chain-set';
import { remembered, rememberedNumber, rememberedNumbers } from '../../experiment/checkpoint';
import type { Checkpoint } from '../../experiment/lab';
import { followedStart, followLaw, type FollowedLaw } from '../../math/law-rounding';
import type { Start } from '../../math/start-law';
import { asGaussian } from './claims/context';

export interface Since {
  /** Steps taken before. 0: the run has known no other settings. */
  readonly step: number;
  /** Σ γ over those. */
  readonly time: number;
  /** No chain that settled before, or was drawn at the start, is expected farther from the origin. */
  readonly reach: number;
}

/** As a checkpoint remembers it. */
interface Memory {
  readonly time: number;
  readonly since: Since;
  readonly law: FollowedLaw | undefined;
}

export class Elapsed {
  /** Σ γ over the steps taken: the time of the limiting diffusion. */
  time = 0;
  since: Since;
  /** Exact law of the chains, followed through every change of a setting; only ULA on a Gaussian has one. */
  law: FollowedLaw | undefined;

  constructor(start: Start) {
    this.since = sinceStart(start);
    this.law = followedStart(start);
  }

  /** The chains took so many steps more. */
  steps(settings: ChainSettings, steps: number): void {
    const { step, noise, method } = settings;
    const gaussian = asGaussian(settings);
    this.law = gaussian && method === 'ula' && this.law ? followLaw(this.law, gaussian, step, noise, steps) : undefined;
    this.time += steps * step;
  }

  /** After `step` steps other settings are in force than these. */
  changed(from: ChainSettings, step: number): void {
    this.since = sinceChange(this.since, from, step, this.time);
  }

  get memory(): Memory {
    const { time, since, law } = this;
    return { time, since, law };
  }

  /** Throws RangeError where there is no time; a law that cannot be read is followed no further, and what came before is then unknown. */
  recall({ memory, step }: Checkpoint): void {
    const time = rememberedNumber(memory, 'time');
    this.time = time;
    this.since = readSince(memory) ?? { step, time, reach: Infinity };
    this.law = readLaw(memory);
  }
}

/** Beyond so many deviations of a plane normal law not one of 10⁶ chains is expected. */
const FARTHEST = 5.5;

function sinceStart({ kind, x, y, scale }: Start): Since {
  const spread = { normal: FARTHEST, uniform: Math.SQRT2, point: 0 }[kind] * scale;
  return { step: 0, time: 0, reach: Math.hypot(x, y) + spread };
}

/** The settings changed after so many steps: the chains may have spread to where the old ones let them. */
function sinceChange(before: Since, { target, noise }: ChainSettings, step: number, time: number): Since {
  if (step === 0) return before;
  const { minX, maxX, minY, maxY } = target.domain;
  // The domain holds 3.5 deviations of every component.
  const corner = Math.hypot(Math.max(-minX, maxX), Math.max(-minY, maxY));
  return { step, time, reach: Math.max(before.reach, 2 * Math.max(1, noise) * corner) };
}

function readSince(memory: unknown): Since | undefined {
  const since = remembered(memory, 'since');
  const [step, time, reach] = ['step', 'time', 'reach'].map((key) => remembered(since, key));
  const areNumbers = typeof step === 'number' && typeof time === 'number' && typeof reach === 'number';
  return areNumbers ? { step, time, reach } : undefined;
}

function readLaw(memory: unknown): FollowedLaw | undefined {
  const law = remembered(memory, 'law');
  const [mean, covariance] = [rememberedNumbers(law, 'mean', 2), rememberedNumbers(law, 'covariance', 3)];
  const rounding = remembered(law, 'rounding');
  if (!mean || !covariance || typeof rounding !== 'number') return undefined;
  const [xx = 0, xy = 0, yy = 0] = covariance;
  return { mean: [mean[0], mean[1]], covariance: [xx, xy, yy], rounding };
}
