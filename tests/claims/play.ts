// Plays one case through the run of a lab and says what is wrong with the verdicts that it gets.
import type { Backend } from '../../src/compute/backend';
import type { ClaimResult, Lab, Run } from '../../src/experiment/lab';
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
  /** The case as it was played, where its steps took too long for all of them to be taken. */
  readonly shortened?: Case;
  /** Params of the kernels that were launched, as `kernel.param`; where the case plants anything, if only nothing. */
  readonly launched?: readonly string[];
}

/** Longer than this nobody waits for a table of verdicts. */
export const SLOW_MS = 20_000;

export function sameProblem(a: Problem, b: Problem): boolean {
  return a.fault === b.fault && a.where === b.where;
}

/** Milliseconds that steps between two times of asking may take; a lab's cost is not declared, so that its steps are cut short. */
const MOST_ADVANCE_MS = 5_000;

/** Never rejects: an exception is what is looked for. `slow`: milliseconds that `claims()` may take. */
export async function play(lab: Lab, backend: Backend, item: Case, slow = SLOW_MS): Promise<Outcome> {
  const launched = new Set<string>();
  const played = item.planted ? tamperedWith(backend, planting(item.planted, launched)) : backend;
  const playing = new Playing(lab, played, item, slow);
  try {
    await playing.whole();
  } catch (error) {
    const refused = refusal(lab, item, playing.where, error);
    if (refused !== undefined) return { ...playing.outcome, refused };
    playing.problems.push({ fault: 'throws', where: playing.where, text: String(error) });
  } finally {
    playing.run?.dispose();
  }
  return { ...playing.outcome, ...(item.planted ? { launched: [...launched] } : {}) };
}

/** One case under way. */
class Playing {
  /** Which call is under way. */
  where = 'start';
  run: Run | undefined;
  readonly problems: Problem[] = [];
  readonly #rows: ClaimResult[] = [];
  readonly #taken: number[] = [];
  #slowest = 0;
  readonly #lab: Lab;
  readonly #backend: Backend;
  readonly #item: Case;
  readonly #slow: number;

  constructor(lab: Lab, backend: Backend, item: Case, slow: number) {
    this.#lab = lab;
    this.#backend = backend;
    this.#item = item;
    this.#slow = slow;
  }

  get outcome(): Outcome {
    const { changes, steps } = this.#item;
    const [first = steps, ...later] = this.#taken;
    const cut = changes.map((change, i) => ({ ...change, steps: later[i] ?? change.steps }));
    const whole = first === steps && cut.every((change, i) => change.steps === changes[i]?.steps);
    const shortened = whole ? {} : { shortened: { ...this.#item, steps: first, changes: cut } };
    return { rows: this.#rows, problems: this.problems, slowest: this.#slowest, ...shortened };
  }

  async whole(): Promise<void> {
    const item = this.#item;
    const params = completeValues(this.#lab, item);
    const run = await this.#lab.start({ backend: this.#backend, params, seed: item.seed, data: runData(item) });
    this.run = run;
    await this.#go(run, item.steps);
    for (const { values, steps } of item.changes) {
      this.where = 'set';
      run.set(values);
      await this.#go(run, steps);
    }
  }

  async #go(run: Run, steps: number): Promise<void> {
    this.where = 'advance';
    const before = run.step;
    // What was planted is measured at the step that was asked for, however long that takes.
    await run.advance(steps, this.#item.planted ? undefined : AbortSignal.timeout(MOST_ADVANCE_MS));
    this.where = 'claims';
    const since = stopwatch(this.#backend);
    const answers = await run.claims();
    const took = since();
    this.#taken.push(run.step - before);
    this.#slowest = Math.max(this.#slowest, took);
    this.#rows.push(...answers);
    this.problems.push(...answers.flatMap(problemsOf));
    if (took > this.#slow)
      this.problems.push({ fault: 'slow', where: this.where, text: `claims() took ${(took / 1000).toFixed(1)} s` });
  }
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

/** Milliseconds since now. What a CPU computes, a software GPU included, is not slow because the machine does other things. */
function stopwatch({ kind, adapterName }: Backend): () => number {
  const [wall, { user, system }] = [performance.now(), process.cpuUsage()];
  const onCpu = kind === 'reference' || /swiftshader|llvmpipe/i.test(adapterName);
  return () => {
    const [passed, now] = [performance.now() - wall, process.cpuUsage()];
    return onCpu ? Math.min(passed, (now.user - user + now.system - system) / 1000) : passed;
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
