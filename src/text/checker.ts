// Asks the claim of a lab about a step of the text, with the right theory or with what the source prints in its place.
import type { Backend } from '../compute/backend';
import type { ClaimResult, ParameterValues, Run } from '../experiment/lab';
import { readParameters } from '../experiment/parameters';
import { findLab } from '../labs/registry';
import type { Check, Slip } from './statement';

/** The one that a bare address of a lab has. */
export const SEED = 7;

/** The lab's settings in full. */
export async function settingsOf({ lab, values, small }: Check, isSmall: boolean): Promise<ParameterValues> {
  const { parameters } = await findLab(lab);
  return readParameters(parameters, { ...values, ...(isSmall ? small : {}) });
}

interface Open {
  readonly key: string;
  readonly run: Run;
  readonly values: ParameterValues;
}

/** One check after the other on one backend; the run of the last one is kept for the next. */
export class Checker {
  readonly #backend: Backend;
  #open: Open | undefined;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  /**
   * What the claim says; with a slip, what it says of the formula as printed.
   * Throws RangeError where the lab has no such claim, and what a broken device makes of it.
   */
  async ask(check: Check, slip?: Slip, signal?: AbortSignal): Promise<ClaimResult> {
    const { run, values } = await this.#runOf(check, signal);
    signal?.throwIfAborted();
    const wrong = slip?.wrong;
    const planted = wrong && 'plant' in wrong ? { plant: (context: object) => wrong.plant(context) } : {};
    const [row] = await run.claims({ ids: [check.claim], ...planted });
    if (!row) throw new RangeError(`${check.lab} has no claim ${check.claim}`);
    return wrong && 'predicts' in wrong ? against(row, wrong.predicts(row, values)) : row;
  }

  dispose(): void {
    this.#open?.run.dispose();
    this.#open = undefined;
  }

  async #runOf(check: Check, signal: AbortSignal | undefined): Promise<Open> {
    const values = await settingsOf(check, this.#backend.kind === 'reference');
    const steps = check.steps ?? 0;
    const key = JSON.stringify([check.lab, values, steps]);
    if (this.#open?.key === key) return this.#open;
    this.dispose();
    const lab = await findLab(check.lab);
    const run = await lab.start({ backend: this.#backend, params: values, seed: SEED, data: {} });
    try {
      await run.advance(steps, signal);
      signal?.throwIfAborted();
    } catch (error) {
      run.dispose();
      throw error;
    }
    this.#open = { key, run, values };
    return this.#open;
  }
}

/** The same measurement against another prediction. */
function against(row: ClaimResult, predicted: number): ClaimResult {
  if (row.verdict === 'outside') return row;
  const { reason: _, ...rest } = row;
  const { measured, tolerance, oneSided } = row;
  const holds = oneSided ? measured >= predicted - tolerance : Math.abs(measured - predicted) <= tolerance;
  return { ...rest, predicted, verdict: holds ? 'holds' : 'fails' };
}
