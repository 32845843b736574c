// The figures beside the picture: both marginals, the traces, and the spectrum at the modes.
import { SIDE } from '../../dynamics/cell-histogram';
import type { ChainSettings } from '../../dynamics/chain-set';
import type { Complex, Histogram, Series, Trace } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import { malaAcceptance } from '../../math/mala-acceptance';
import { symmetricSpectrum } from '../../math/spectrum';
import { marginalDensities } from '../../targets/cell-law';
import { modeStabilities } from '../../targets/mode-stability';
import type { Box } from '../../targets/target';
import { asGaussian } from './claims/context';
import type { Reading } from './run-observer';

/** Both marginals as densities over the box of the counted cells. */
export function marginals(
  box: Box,
  { counts, twinCounts, law }: Pick<Reading, 'counts' | 'twinCounts' | 'law'>,
): Histogram[] {
  const grid = { box, columns: SIDE, rows: SIDE };
  const measured = marginalDensities(shares(counts), grid);
  const twin = twinCounts && marginalDensities(shares(twinCounts), grid);
  const exact = law && marginalDensities(law.probabilities, grid);
  return ([0, 1] as const).map((axis) => ({
    kind: 'histogram',
    id: `marginal-${'xy'[axis]}`,
    title: `Marginal of ${'xy'[axis]}`,
    axis,
    unit: law ? 'histogram, exact law' : 'histogram',
    min: axis === 0 ? box.minX : box.minY,
    max: axis === 0 ? box.maxX : box.maxY,
    measured: measured[axis],
    ...(exact ? { exact: exact[axis] } : {}),
    ...(twin ? { twin: twin[axis] } : {}),
  }));
}

function shares(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

/** `floor`: what exact draws from the law would show of a distance. */
export function traces(history: History, settings: ChainSettings, floor?: number): Trace[] {
  const levels = floor === undefined ? [] : [history.level('noise floor', floor)];
  const distance = history.trace('divergence', 'Distance to the target law', 'KL, nats', 'log', levels);
  // Without a law, as without noise, there is no distance to it.
  const isKnown = ({ values }: Series): boolean => values.length === 0 || values.some(Number.isFinite);
  return [
    ...(distance.series.some(isKnown) ? [distance] : []),
    history.trace('logDensity', 'Mean log density', 'nats', 'linear', []),
    ...(settings.method === 'mala' ? [acceptance(history, settings)] : []),
  ];
}

function acceptance(history: History, settings: ChainSettings): Trace {
  const gaussian = asGaussian(settings);
  const [narrow, wide] = gaussian ? symmetricSpectrum(gaussian.covariance).values : [];
  const theory =
    narrow === undefined || wide === undefined
      ? []
      : [history.level('theory', malaAcceptance(settings.step / narrow, settings.step / wide))];
  return history.trace('acceptance', 'Acceptance rate', 'per proposal', 'linear', theory);
}

/** Modes whose spectrum is shown and measured. */
export const MOST_MODES = 64;

/** Eigenvalues of I + γ∇² log p at the modes. */
export function predictedSpectrum({ target, step }: ChainSettings): Complex[] {
  return modeStabilities(target, step)
    .slice(0, MOST_MODES)
    .flatMap(({ multipliers }) => multipliers.map((multiplier): Complex => [multiplier, 0]));
}
