// θ² + ψ² over the steps with its law, and the form that alternating steps on a linear f conserve.
import type { Trace } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import type { EnergyLaw } from '../../math/dirac-energy';
import { conservesForm } from '../../math/dirac-orbits';
import type { Settings } from '../../math/dirac-scheme';

export function tracesOf(history: History, settings: Settings, law: EnergyLaw | undefined): readonly Trace[] {
  const column = (name: string): readonly number[] => history.series(name, '', 'first').values;
  const band = { label: '5–95 %', low: column('energyLow'), high: column('energyHigh') };
  const lawful = {
    label: law?.exact ? 'exact law' : 'linear law |λ|²ⁿ',
    steps: history.steps,
    values: column('energyLaw'),
  };
  const theory = lawful.values.some(Number.isFinite) ? [lawful] : [];
  const trace = history.trace('energy', 'Energy θ² + ψ²', 'median, 5–95 %', 'log', theory);
  const [own, ...twins] = trace.series;
  const energy: Trace = { ...trace, series: [{ ...own, label: 'median', band }, ...twins] };
  if (!conservesForm(settings)) return [energy];
  const first = column('form').find(Number.isFinite);
  const levels = first === undefined ? [] : [history.level('conserved', first)];
  return [energy, history.trace('form', 'Form θ² + ψ² − cθψ', 'median', 'linear', levels)];
}

/** By how much the median distance grew per step between the last two measurements; NaN before there are two. */
export function growthNow(history: History): number {
  const { steps, values } = history.series('energy', '', 'first');
  const [before, last] = [steps.length - 2, steps.length - 1];
  if (before < 0) return Number.NaN;
  return (values[last] / values[before]) ** (0.5 / (steps[last] - steps[before]));
}
