// Starts a run on the backend that there is, within what that backend carries.
import { OutOfMemoryError, type Backend } from '../../compute/backend';
import type { Checkpoint, Lab, NumberParameter, ParameterValues, Run, RunData } from '../../experiment/lab';
import { limitValues, type ParameterLimit } from '../../experiment/parameters';
import type { Interruption } from './interruption';
import { ReplayLog } from './replay-log';
import { formatPlainNumber } from '../../numbers';

export interface RunRequest {
  readonly lab: Lab;
  readonly values: ParameterValues;
  readonly seed: number;
  readonly data: RunData;
  readonly resume?: Checkpoint | undefined;
}

/**
 * The run that was cut off, brought back to the step that it had reached; and the log that goes on with it. `goesOn`: whether
 * it moves on from there at once. Its next step is then taken here: once it is back the page draws it, and for that it waits.
 */
export async function reopenRun(
  open: (request: RunRequest) => Promise<Run>,
  plan: RunRequest,
  { step, log: kept }: Interruption,
  goesOn: () => boolean,
  signal: AbortSignal,
): Promise<{ readonly run: Run; readonly log: ReplayLog }> {
  const log = kept ?? new ReplayLog(plan.values, plan.data, plan.resume);
  const run = await open({ ...plan, values: log.values, data: log.data, resume: log.checkpoint });
  try {
    await log.replay(run, step, signal);
    signal.throwIfAborted();
    if (goesOn()) await run.advance(1, signal);
    signal.throwIfAborted();
    return { run, log };
  } catch (error) {
    run.dispose();
    throw error;
  }
}

export interface OpenedRun {
  readonly run: Run;
  /** Those that it was started with. */
  readonly values: ParameterValues;
  readonly limits: readonly ParameterLimit[];
  /** What had to be limited, in words. */
  readonly sentences: readonly string[];
}

/** Below this there is no point in asking for less. */
const LEAST_SIZE = 256;

/**
 * Rejects as `lab.start` does, or with the signal's reason, after which `onProgress` is told no more. Where memory runs out, the largest size is halved until it
 * suffices; a run that goes on from a checkpoint keeps its size.
 */
export async function openRun(
  backend: Backend,
  { lab, values, seed, data, resume }: RunRequest,
  signal: AbortSignal,
  onProgress?: (share: number) => void,
): Promise<OpenedRun> {
  const told = (share: number): void => (signal.aborted ? undefined : onProgress?.(share));
  const more = { signal, onProgress: told, ...(resume ? { resume } : {}) };
  let limits: readonly ParameterLimit[] = lab.limits?.(backend) ?? [];
  for (;;) {
    const { values: params, sentences } = limitValues(values, limits);
    try {
      const run = await lab.start({ backend, params, seed, data, ...more });
      if (signal.aborted) run.dispose();
      signal.throwIfAborted();
      return { run, values: params, limits, sentences };
    } catch (error) {
      const less = error instanceof OutOfMemoryError && !resume ? smaller(lab, params) : undefined;
      if (!less) throw error;
      limits = [...limits.filter(({ key }) => key !== less.key), less];
    }
  }
}

/** Half of the largest size of the run; undefined where it is small already. */
function smaller({ parameters }: Lab, values: ParameterValues): ParameterLimit | undefined {
  const sizes = parameters.filter(
    (parameter): parameter is NumberParameter =>
      parameter.kind === 'number' && parameter.size === true && (!parameter.when || parameter.when(values)),
  );
  const size = sizes.toSorted((a, b) => Number(values[b.key]) - Number(values[a.key])).at(0);
  const most = size ? Math.floor(Number(values[size.key]) / 2) : 0;
  if (!size || most < Math.max(LEAST_SIZE, size.min)) return undefined;
  const noun = size.label.charAt(0).toUpperCase() + size.label.slice(1);
  return {
    key: size.key,
    most,
    sentence: `${noun} limited to ${formatPlainNumber(most)}: the GPU has no memory for more.`,
  };
}
