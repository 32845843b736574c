// The figures beside the picture: the traces, and the spectrum at the modes.
import type { ChainSettings } from '../../dynamics/chain-set';
import type { Complex, Series, Trace } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import { malaAcceptance } from '../../math/mala-acceptance';
import { symmetricSpectrum } from '../../math/spectrum';
import { modeStabilities } from '../../targets/mode-stability';
import { asGaussian } from './claims/context';

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
