// The order of the table of claims, and its counts in words.
import type { ClaimResult, Verdict } from '../../experiment/lab';

/** Rows that say nothing at these settings, for one kind of reason. */
export interface Fold {
  /** 'another target' */
  readonly needs: string;
  readonly rows: readonly ClaimResult[];
}

export interface ClaimGroups {
  /** What says something at these settings, what is about the run itself first. */
  readonly inForce: readonly ClaimResult[];
  readonly folds: readonly Fold[];
}

const ANYTHING = 'other settings';

export function groupClaims(claims: readonly ClaimResult[]): ClaimGroups {
  const inForce = claims.filter(({ verdict }) => verdict !== 'outside');
  const silent = claims.filter(({ verdict }) => verdict === 'outside');
  return {
    inForce: [...inForce.filter(isOnTheRun), ...inForce.filter((claim) => !isOnTheRun(claim))],
    folds: [...new Set(silent.map(needOf))].map((needs) => ({
      needs,
      rows: silent.filter((claim) => needOf(claim) === needs),
    })),
  };
}

function isOnTheRun({ on }: ClaimResult): boolean {
  return on === 'the run';
}

function needOf({ needs = ANYTHING }: ClaimResult): string {
  return needs;
}

/** '8 need another target' */
export function foldText({ needs, rows }: Fold): string {
  return `${rows.length} ${rows.length === 1 ? 'needs' : 'need'} ${needs}`;
}

const VERBS: Readonly<Record<Exclude<Verdict, 'outside'>, readonly [one: string, many: string]>> = {
  holds: ['holds', 'hold'],
  fails: ['fails', 'fail'],
  weak: ['cannot tell', 'cannot tell'],
};

/** '9 hold · 1 cannot tell · 8 need another target' */
export function tally(claims: readonly ClaimResult[]): string {
  const { inForce, folds } = groupClaims(claims);
  const judged = Object.entries(VERBS).flatMap(([wanted, [one, many]]) => {
    const found = inForce.filter(({ verdict }) => verdict === wanted).length;
    return found === 0 ? [] : [`${found} ${found === 1 ? one : many}`];
  });
  const needs = folds.length === 1 ? folds[0].needs : ANYTHING;
  const rows = folds.flatMap((fold) => fold.rows);
  return [...judged, ...(rows.length > 0 ? [foldText({ needs, rows })] : [])].join(' · ');
}
