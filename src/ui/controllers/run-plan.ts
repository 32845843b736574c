// What a page wants to run, and how it stands.
import type { Axes } from '../../data/axes';
import type { Checkpoint, Lab, ParameterValues, RunData } from '../../experiment/lab';
import type { OpenBackend } from './backend-supply';
import type { ReplayLog } from './replay-log';
import type { LoopClock } from './loop-options';

export type RunStatus = 'loading' | 'running' | 'paused' | 'done' | 'failed';

/** What to start, and what it does then. */
export interface RunPlan {
  readonly lab: Lab;
  readonly values: ParameterValues;
  readonly seed: number;
  readonly data: RunData;
  /** What points among the data stand for; the run needs not know, but goes nowhere without it. */
  readonly axes?: Axes | undefined;
  readonly playing: boolean;
  readonly until?: number;
  readonly resume?: Checkpoint;
}

export interface RunControllerOptions {
  /** Called after every advance, and at rest after every change once the run has taken it, up to once a frame: draw. */
  readonly onStep: () => void;
  /** Something shown has changed, perhaps many times a frame. Default: the host is updated each time. */
  readonly changed?: () => void;
  /** As of the loop. */
  readonly drawsPaths?: () => boolean;
  readonly open?: OpenBackend;
  readonly clock?: LoopClock;
}

/** A plan that was carried out, and the log of the run that came of it. */
export interface KeptRun {
  readonly plan: RunPlan;
  readonly log: Pick<ReplayLog, 'data' | 'checkpoint'>;
}

/** What stands behind a start that is under way or was refused. */
export interface EarlierRun {
  readonly plan: RunPlan;
  readonly playing: boolean;
  readonly log: ReplayLog | undefined;
}

/** After a failure there is none. */
export function earlierRun(
  status: RunStatus,
  plan: RunPlan | undefined,
  log: ReplayLog | undefined,
): EarlierRun | undefined {
  return plan && status !== 'failed' ? { plan, playing: status === 'running', log } : undefined;
}
