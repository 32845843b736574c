// When the settings in force began: what is true of a run that keeps its settings is not true of one whose settings moved.
import type { ParameterValues } from '../../experiment/lab';
import type { Settings } from './settings';
import type { Start } from './theory/start';

export interface Since {
  /** Steps taken before. 0: the run has known no other settings. */
  readonly step: number;
  /** Σ γ over those. */
  readonly time: number;
  /** No chain that settled before, or was drawn at the start, is expected farther from the origin. */
  readonly reach: number;
}

/** Beyond so many deviations of a plane normal law not one of 10⁶ chains is expected. */
const FARTHEST = 5.5;

export function sinceStart({ kind, x, y, scale }: Start): Since {
  const spread = { normal: FARTHEST, uniform: Math.SQRT2, point: 0 }[kind] * scale;
  return { step: 0, time: 0, reach: Math.hypot(x, y) + spread };
}

/** The settings changed after so many steps: the chains may have spread to where the old ones let them. */
export function sinceChange(before: Since, { target, noise }: Settings, step: number, time: number): Since {
  if (step === 0) return before;
  const { minX, maxX, minY, maxY } = target.domain;
  // The domain holds 3.5 deviations of every component.
  const corner = Math.hypot(Math.max(-minX, maxX), Math.max(-minY, maxY));
  return { step, time, reach: Math.max(before.reach, 2 * Math.max(1, noise) * corner) };
}

/** Whether anything but the twin is set differently. */
export function movesOtherwise(before: ParameterValues, after: ParameterValues): boolean {
  return Object.keys(after).some((key) => key !== 'twin' && key !== 'twinValue' && after[key] !== before[key]);
}
