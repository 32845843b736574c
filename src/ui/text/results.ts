// What the checks of the text found, as it is saved and as scripts read it.
import type { Backend } from '../../compute/backend';
import type { ClaimResult, ParameterValues } from '../../experiment/lab';
import { SEED } from '../../text/checker';
import { howFar } from '../../text/how-far';
import { items } from '../../text/items';
import type { Answer } from './check-queue';

export interface Results {
  readonly date: string;
  readonly backend: string;
  readonly adapter: string;
  readonly seed: number;
  readonly rows: readonly ResultRow[];
}

export interface ResultRow {
  readonly part: string;
  readonly claim: string;
  readonly lab: string;
  readonly values: ParameterValues;
  readonly steps: number;
  /** The line of the source whose printed formula was in the place of the right one. */
  readonly slip?: string;
  readonly verdict: ClaimResult['verdict'] | 'not measured';
  /** A line that does not fail, or a slip that does. */
  readonly right: boolean;
  readonly predicted?: number;
  readonly measured?: number;
  readonly standardError?: number;
  readonly tolerance?: number;
  readonly statement?: string;
  readonly reason?: string;
  /** Of a slip. */
  readonly missedBy?: string;
}

export function resultsOf(answers: ReadonlyMap<string, Answer>, backend: Backend | undefined, date: Date): Results {
  const rows = items.flatMap(({ key, part, check, slip }): ResultRow[] => {
    const answer = answers.get(key);
    if (!answer) return [];
    const { claim, lab, values = {}, steps = 0 } = check;
    const asked = { part, claim, lab, values, steps, ...(slip ? { slip: slip.line } : {}) };
    if ('problem' in answer) return [{ ...asked, verdict: 'not measured', right: false, reason: answer.problem }];
    const { verdict, predicted, measured, standardError, tolerance, statement, reason } = answer.row;
    const told = reason === undefined ? {} : { reason };
    const missed = slip && verdict === 'fails' ? { missedBy: howFar(answer.row) } : {};
    const right = (verdict === 'fails') === (slip !== undefined);
    return [{ ...asked, verdict, right, predicted, measured, standardError, tolerance, statement, ...told, ...missed }];
  });
  const { kind = '', adapterName = '' } = backend ?? {};
  return { date: date.toISOString(), backend: kind, adapter: adapterName, seed: SEED, rows };
}
