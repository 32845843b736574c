// Figures of a score model: its layers, and how its field turns and stretches at the modes.
import { jacobiansOf } from '../math/field-slopes';
import type { LinearTraining } from '../math/linear-training';
import { layersOf } from '../math/network';
import type { ScoreModel } from '../math/score-model';
import { eigenvalues } from '../math/spectrum';
import { length } from '../math/vectors';
import type { Bars, Complex, Spectrum } from './frame';

/** Root mean squares of the weights, or of the gradients, of each layer. */
export function layerBars(id: string, title: string, model: ScoreModel, values: Float32Array): Bars {
  const parts =
    model.model === 'linear'
      ? ([
          ['a', 0, 1],
          ['b', 1, model.dimension + 1],
        ] as const)
      : layersOf(model).map(
          ({ at, from, to }, index, all) =>
            [index === all.length - 1 ? 'output' : `layer ${index + 1}`, at, at + (from + 1) * to] as const,
        );
  const bars = parts.map(([label, from, to]) => ({
    label,
    value: length(values.subarray(from, to)) / Math.sqrt(to - from),
  }));
  return { kind: 'bars', id, title, unit: 'root mean square', bars };
}

/** I + σ²∇s at the modes of the exact density: of its own score, which is a covariance over σ², and of the learned one. */
export function fieldSpectrum(predicted: readonly Complex[], scores: ArrayLike<number>, sigma: number): Spectrum {
  const measured = jacobiansOf(scores, sigma).flatMap(([a, b, c, d]) =>
    eigenvalues([1 + sigma ** 2 * a, sigma ** 2 * b, sigma ** 2 * c, 1 + sigma ** 2 * d]),
  );
  return {
    kind: 'spectrum',
    id: 'field-spectrum',
    title: 'Spectrum of I + σ²∇s at the modes',
    predicted,
    measured,
    remarks: ['Rings: the exact score, whose eigenvalues are real. Dots: the learned one, which may turn.'],
  };
}

/** I − η∇²J of plain training steps of the linear model at its optimum. */
export function trainingSpectrum(
  rate: number,
  { curvatures, limit }: LinearTraining,
  measured: readonly number[],
): Spectrum {
  const [first, second] = curvatures.map((curvature): Complex => [1 - rate * curvature, 0]);
  return {
    kind: 'spectrum',
    id: 'training-spectrum',
    title: 'Spectrum of a training step, I − η∇²J',
    predicted: [first, second, second],
    measured: measured.map((factor): Complex => [factor, 0]),
    remarks: [`Plain steps converge for η < 2/λ_max = ${limit.toPrecision(3)}.`],
  };
}
