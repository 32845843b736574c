// Plays one case through the run of a lab and says what is wrong with the verdicts that it gets.
import type { Backend } from '../../src/compute/backend';
import type { ClaimResult, Lab, Run } from '../../src/labs/lab';
import { tamperedWith, type Tamper } from '../support/tampered-backend';
import { completeValues, runData, type Case } from './case';

export type Fault = 'fails' | 'not finite' | 'outside its tolerance' | 'throws' | 'slow' | 'hangs';

export interface Problem {
  readonly fault: Fault;
  /** The claim; for a fault of the whole, which call it was. */
  readonly where: string;
  readonly text: string;
}

export interface Outcome {
  /** Of every time that claims were asked. */
  readonly rows: readonly ClaimResult[];
  readonly problems: readonly Problem[];
  /** A combination of settings or data that the lab refused by name, in its words. */
  readonly refused?: string;
  readonly slowest: number;
  /** Params of the kernels that were launched, as `kernel.param`; where the case plants anything, if only nothing. */
  readonly launched?: readonly string[];
}

/** Longer than this nobody waits for a table of verdicts. */
export const SLOW_MS = 20_000;

export function sameProblem(a: Problem, b: Problem): boolean {
  return a.fault === b.fault && a.where === b.where;
}

/** Never rejects: an exception is what is looked for. `slow`: milliseconds that `claims()` may take. */
export async function play(lab: Lab, backend: Backend, item: Case, slow = SLOW_MS): Promise<Outcome> {
  const rows: ClaimResult[] = [];
  const problems: Problem[] = [];
  let [where, slowest] = ['start', 0];
  let run: Run | undefined;
  const launched = new Set<string>();
  const played = item.planted ? tamperedWith(backend, planting(item.planted, launched)) : backend;
  const ask = async (): Promise<void> => {
    where = 'claims';
    const since = stopwatch(backend);
    const answers = await (run as Run).claims();
    const took = since();
    slowest = Math.max(slowest, took);
    rows.push(...answers);
    problems.push(...answers.flatMap(problemsOf));
    if (took > slow) problems.push({ fault: 'slow', where, text: `claims() took ${(took / 1000).toFixed(1)} s` });
  };
  try {
    const params = completeValues(lab, item);
    run = await lab.start({ backend: played, params, seed: item.seed, data: runData(item) });
    where = 'advance';
    await run.advance(item.steps);
    await ask();
    for (const { values, steps } of item.changes) {
      where = 'set';
      run.set(values);
      where = 'advance';
      await run.advance(steps);
      await ask();
    }
  } catch (error) {
    const refused = refusal(lab, item, where, error);
    if (refused !== undefined) return { rows, problems, refused, slowest };
    problems.push({ fault: 'throws', where, text: String(error) });
  } finally {
    run?.dispose();
  }
  return { rows, problems, slowest, ...(item.planted ? { launched: [...launched] } : {}) };
}

function planting(planted: NonNullable<Case['planted']>, launched: Set<string>): Tamper {
  return (kernel, params) => {
    const told = Object.entries(params).map(([param, value]) => {
      launched.add(`${kernel}.${param}`);
      const plant = planted[`${kernel}.${param}`] ?? planted[`.${param}`];
      if (!plant) return [param, value];
      return [param, 'times' in plant ? value * plant.times : value + plant.plus];
    });
    return Object.fromEntries(told) as typeof params;
  };
}

/** Milliseconds since now. What a CPU computes is timed by the CPU, so that a busy machine makes nothing slow. */
function stopwatch({ kind }: Backend): () => number {
  const [wall, { user, system }] = [performance.now(), process.cpuUsage()];
  return () => {
    if (kind === 'webgpu') return performance.now() - wall;
    const now = process.cpuUsage();
    return (now.user - user + now.system - system) / 1000;
  };
}

/** What no row may be: `fails` where nothing is planted, not finite, or holding against its own tolerance. */
function problemsOf({
  id,
  verdict,
  predicted,
  measured,
  standardError,
  tolerance,
  oneSided,
  reason,
}: ClaimResult): Problem[] {
  const numbers = `predicted ${predicted}, measured ${measured} ± ${standardError}, tolerance ${tolerance}`;
  const text = reason === undefined ? numbers : `${numbers}: ${reason}`;
  if (verdict === 'fails') return [{ fault: 'fails', where: id, text }];
  if (verdict === 'outside') return [];
  if (![predicted, measured, standardError, tolerance].every(Number.isFinite))
    return [{ fault: 'not finite', where: id, text }];
  const off = oneSided ? predicted - measured : Math.abs(measured - predicted);
  return off > tolerance ? [{ fault: 'outside its tolerance', where: id, text }] : [];
}

/**
 * A lab may refuse what its declaration cannot say: a choice that does not go with another, data that are no such data. The
 * message begins with what is refused. A number inside of its declared range is never refused.
 */
function refusal(lab: Lab, { data }: Case, where: string, error: unknown): string | undefined {
  if ((where !== 'start' && where !== 'set') || !(error instanceof RangeError || error instanceof TypeError))
    return undefined;
  const [name = ''] = error.message.replace(/^data\./, '').split(/[\s[]/);
  const choices = lab.parameters.filter(({ kind }) => kind === 'choice').map(({ key }) => key);
  return [...choices, ...Object.keys(data)].includes(name) ? error.message : undefined;
}
