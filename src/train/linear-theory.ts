// What theory says of plain steps of the linear model over a grid of settings: its loss has a Hessian that is known. MATHS.md 3.5.
import { levelLine, type Segment } from '../math/level-line';
import { linearTraining } from '../math/linear-training';
import { momentsOf } from '../math/score-matching';
import type { ModelSetting } from './population';

export class LinearTheory {
  readonly #moments: ReturnType<typeof momentsOf>;
  readonly #weighting: 'one' | 'variance';

  /** `data`: row-major [points, 2]. */
  constructor(data: Float32Array, weighting: 'one' | 'variance') {
    this.#moments = momentsOf(data, 2);
    this.#weighting = weighting;
  }

  /** max |1 − ηλ| */
  modulusAt({ rate, sigma }: ModelSetting): number {
    const { curvatures } = this.#trainingAt(sigma);
    return Math.max(...curvatures.map((curvature) => Math.abs(1 - rate * curvature)));
  }

  /**
   * Whether b is steeper than a: its slope is a². Beyond 2/λ_max it moves away, a falls, and that slope with it, so that such models
   * swing where others diverge.
   */
  swingsAt(sigma: number): boolean {
    const [alongA, alongB] = this.#trainingAt(sigma).curvatures;
    return alongB > alongA;
  }

  /** Where η = 2/λ_max, in columns and rows from 0 to `last`, which may lie between pixels. */
  boundary(last: number, settingAt: (column: number, row: number) => ModelSetting): readonly Segment[] {
    const line = levelLine(last, (column, row) => {
      const { rate, sigma } = settingAt(column, row);
      return rate > this.#trainingAt(sigma).limit;
    });
    for (let step = line.next(); ; step = line.next()) if (step.done) return step.value;
  }

  #trainingAt(sigma: number): ReturnType<typeof linearTraining> {
    return linearTraining(this.#moments, sigma, this.#weighting === 'variance' ? sigma ** 2 : 1);
  }
}
