// The worked text as data: four questions, their parts, and the steps of each part with the check that measures it.
import type { ClaimResult, ParameterValues } from '../experiment/lab';

export type LabId = 'variational' | 'diffusion' | 'langevin' | 'kernel-score' | 'score-matching' | 'dirac-gan';

export interface Question {
  readonly id: string;
  readonly title: string;
  /** What is asked, in one or two sentences. */
  readonly lead: string;
  readonly parts: readonly Part[];
}

export interface Part {
  /** As MATHS.md numbers it: '4.3'; the address of the part. */
  readonly id: string;
  readonly title: string;
  readonly steps: readonly Step[];
}

/** A step of the solution in its correct form. */
export interface Step {
  /** Two or three sentences; TeX between dollars. */
  readonly text: string;
  readonly tex: string;
  readonly check: Check;
  /** Where the source prints something else. */
  readonly slips?: readonly Slip[];
  /** What else the source prints there, of which nothing can be computed. */
  readonly remarks?: readonly Remark[];
}

export interface Remark {
  /** Of the source: 'L87'. */
  readonly line: string;
  /** One sentence; TeX between dollars. */
  readonly text: string;
}

/** The claim of a lab that measures a step, and the state of the lab at which it says something. */
export interface Check {
  readonly lab: LabId;
  /** As the lab numbers it: 'G4'. */
  readonly claim: string;
  /** What differs from the lab's defaults. */
  readonly values?: ParameterValues;
  /** Instead of some of them where every particle is computed on the CPU. */
  readonly small?: ParameterValues;
  /** Steps before the claim is asked; default none. */
  readonly steps?: number;
  /** A timing: it may have nothing to say on a busy machine. */
  readonly timed?: boolean;
}

/** A line of the source that is wrong, as printed. */
export interface Slip {
  /** Of the source: 'L389'. */
  readonly line: string;
  /** As printed. */
  readonly tex: string;
  /** One sentence: why it is wrong. */
  readonly why: string;
  /** What puts the printed formula in the place of the right one. */
  readonly wrong: WrongPrediction | WrongTheory;
}

/** What the printed formula predicts for the number that the check measures. */
export interface WrongPrediction {
  predicts(row: ClaimResult, values: ParameterValues): number;
}

/** What the check looks at, with the printed formula in it. */
export interface WrongTheory {
  plant(context: object): object;
}
