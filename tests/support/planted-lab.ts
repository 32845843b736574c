// The fake lab with one claim, and whatever a test plants into it.
import type { ClaimResult, Lab, ParameterValues, StartOptions } from '../../src/experiment/lab';
import { fakeLab, FakeRun } from './fake-lab';

export interface Moment {
  readonly values: ParameterValues;
  /** The values at the start, before anything was changed. */
  readonly begun: ParameterValues;
  readonly step: number;
  readonly data: StartOptions['data'];
}

/** A row that holds. */
export const sound: ClaimResult = {
  id: 'P1',
  statement: 'one is one',
  predicted: 1,
  measured: 1,
  standardError: 0,
  tolerance: 1e-6,
  verdict: 'holds',
};

type Answer = (moment: Moment) => ClaimResult | Promise<ClaimResult>;

class PlantedRun extends FakeRun {
  readonly #answer: Answer;

  constructor(options: StartOptions, answer: Answer) {
    super(options);
    this.#answer = answer;
  }

  override async claims(): Promise<readonly ClaimResult[]> {
    const { params: begun, data } = this.options;
    return [await this.#answer({ values: this.values, begun, step: this.step, data })];
  }
}

export function plantedLab(answer: Answer): Lab {
  return { ...fakeLab, start: async (options) => new PlantedRun(options, answer) };
}
