// The figures beside the picture.
import type { Bars, Complex, Panel, Series, Spectrum, Trace } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import { linearTraining } from '../../math/linear-training';
import { layersOf } from '../../math/network';
import type { ScoreModel } from '../../math/score-model';
import type { Moments } from '../../math/score-matching';
import { jacobiansOf } from '../../math/field-slopes';
import { eigenvalues } from '../../math/spectrum';
import { length } from '../../math/vectors';
import type { ExactLaw } from '../../train/exact-law';
import { lossFactor, type Values } from './parameters';

/** Standard errors on either side of C within which it is known. */
const ERRORS = 2;

/** The loss above its floor, what it has beyond it beside J_ESM, and how far the chains are from the law and from the data. */
export function traces(history: History, exact: ExactLaw, hasTwin: boolean): readonly Trace[] {
  const { value, standardError } = exact.validation.floor;
  const twin = stepsOf(history.series('twin: explicit', '', 'second'));
  return [
    history.trace('loss', 'Loss J_DSM on fresh draws', '½|s + ε/σ|²', 'log', [
      history.level('C, below which no model comes', value),
      history.level(`C + ${ERRORS} standard errors`, value + ERRORS * standardError),
      history.level(`C − ${ERRORS} standard errors`, Math.max(value - ERRORS * standardError, value / 2)),
    ]),
    {
      kind: 'trace',
      id: 'excess',
      title: 'Beyond the floor: J_DSM − C and J_ESM on the same draws',
      unit: '½|s − s_σ|²',
      scale: 'log',
      series: [history.series('excess', 'J_DSM − C', 'first'), history.series('explicit', 'J_ESM', 'second')],
      theory: hasTwin ? [{ label: 'J_ESM of the twin', ...twin }] : [],
    },
    history.trace('distance', 'Chains to the exact noisy law', 'energy distance', 'log', [
      history.level('of fresh draws', exact.distance),
    ]),
    history.trace('nearest', 'Chains to the nearest datum', 'in σ', 'linear', [
      history.level('of fresh draws', exact.nearest.value),
    ]),
  ];
}

const stepsOf = ({ steps, values }: Series): Pick<Series, 'steps' | 'values'> => ({ steps, values });

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
export function trainingSpectrum(values: Values, moments: Moments, measured: readonly number[]): Panel {
  const { curvatures, limit } = linearTraining(moments, values.sigma, lossFactor(values));
  const [first, second] = curvatures.map((curvature): Complex => [1 - values.rate * curvature, 0]);
  return {
    kind: 'spectrum',
    id: 'training-spectrum',
    title: 'Spectrum of a training step, I − η∇²J',
    predicted: [first, second, second],
    measured: measured.map((factor): Complex => [factor, 0]),
    remarks: [`Plain steps converge for η < 2/λ_max = ${limit.toPrecision(3)}.`],
  };
}
