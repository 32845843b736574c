// The figures beside the picture.
import type { Series, Trace } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import type { ExactLaw } from '../../train/exact-law';

/** Standard errors on either side of C within which it is known. */
const ERRORS = 2;

/** The loss above its floor, what it has beyond it beside J_ESM, and how far the chains are from the law and from the data. */
export function traces(history: History, exact: ExactLaw, hasTwin: boolean): readonly Trace[] {
  const { value, standardError } = exact.validation.floor;
  const twin = stepsOf(history.series('twin: explicit', '', 'second'));
  return [
    history.trace('loss', 'Loss J_DSM on fresh draws', '½|s + ε/σ|²', 'log', [
      history.level(`floor C, ± ${ERRORS} standard errors`, value),
      // One name for the three: they lie too close for three.
      ...[ERRORS, -ERRORS].map((errors) => history.level('', Math.max(value + errors * standardError, value / 2))),
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
