// One lab on one backend: case after case until the time or the number is reached, and the smallest case of each problem.
import type { Case } from './case';
import { Counts } from './counts';
import { drawCase, type Ground } from './draw';
import { sameProblem, type Outcome, type Problem } from './play';
import { shrink } from './shrink';

export type Player = (item: Case) => Promise<Outcome>;

export interface Extent {
  /** Cases from the first on; default: until the time is over. */
  readonly settings?: number;
  /** `performance.now()` beyond which nothing is begun. */
  readonly deadline: number;
}

export interface Finding {
  readonly problem: Problem;
  readonly found: Case;
  readonly smallest: Case;
  /** How many cases of the run had it. */
  times: number;
}

/** Tries for one problem; a case has some thirty parts. */
const MOST_TRIES = 150;
/** Milliseconds for one problem, so that the first of many does not take all of the time. */
const MOST_SHRINKING = 20_000;

/** `tell` hears of each problem once its smallest case is known. */
export async function fuzz(
  ground: Ground,
  player: Player,
  seed: number,
  { settings = Infinity, deadline }: Extent,
  tell: (finding: Finding) => void = () => undefined,
): Promise<{ readonly counts: Counts; readonly findings: readonly Finding[] }> {
  const counts = new Counts();
  const findings: Finding[] = [];
  for (let index = 0; index < settings && performance.now() < deadline; index++) {
    const item = drawCase(ground, seed, index);
    const outcome = await player(item);
    counts.add(outcome);
    for (const problem of distinct(outcome.problems)) {
      const known = findings.find((finding) => sameProblem(finding.problem, problem));
      if (known) {
        known.times++;
        continue;
      }
      const finding = { ...(await smallestOf(ground, player, outcome.shortened ?? item, problem, deadline)), times: 1 };
      findings.push(finding);
      tell(finding);
    }
  }
  return { counts, findings };
}

function distinct(problems: readonly Problem[]): Problem[] {
  return problems.filter((problem, i) => problems.findIndex((other) => sameProblem(other, problem)) === i);
}

async function smallestOf(
  { lab }: Ground,
  player: Player,
  found: Case,
  problem: Problem,
  deadline: number,
): Promise<Omit<Finding, 'times'>> {
  let [tries, last] = [0, problem];
  const end = Math.min(performance.now() + MOST_SHRINKING, Math.max(deadline, performance.now() + MOST_SHRINKING / 4));
  const stillFails = async (candidate: Case): Promise<boolean> => {
    tries++;
    const same = (await player(candidate)).problems.find((other) => sameProblem(other, problem));
    if (same) last = same;
    return same !== undefined;
  };
  const smallest = await shrink(lab, found, stillFails, () => tries < MOST_TRIES && performance.now() < end);
  return { problem: last, found, smallest };
}
