// The curves that the eigenvalues of a round draw as its step grows. MATHS.md 4.3, 4.4.
import { bisect } from './bisect';
import { isSmooth, operatorOf } from './dirac-linearisation';
import { withStep, type Settings } from './dirac-scheme';
import { eigenvalues, type ComplexNumber } from './spectrum';

/** Steps along a curve, as in the range of the parameter but where something is to be seen. */
const STEPS = { points: 240, least: 1e-3, most: 10 } as const;
/** Beyond this a curve leaves every view. */
const FAR = 20;
const HALVINGS = 40;

/** Both eigenvalues over h, h_D in its proportion; none where the field is not smooth. */
export function rootLocus(settings: Settings): ComplexNumber[][] {
  if (!isSmooth(settings)) return [];
  const curves: [ComplexNumber[], ComplexNumber[]] = [[], []];
  const add = (values: readonly ComplexNumber[]): void =>
    values.forEach((value, k) => {
      if (Math.hypot(...value) < FAR) curves[k].push(value);
    });
  const at = (h: number): ReturnType<typeof eigenvalues> => eigenvalues(operatorOf(withStep(settings, h)));
  const turns = (h: number): boolean => at(h)[0][1] !== 0;
  let before: number | undefined;
  for (let i = 0; i < STEPS.points; i++) {
    const h = STEPS.least * (STEPS.most / STEPS.least) ** (i / (STEPS.points - 1));
    // A pair becomes two real numbers, or the reverse, where both are the same: there the curves meet.
    if (before !== undefined && turns(before) !== turns(h)) {
      const [a, , , d] = operatorOf(withStep(settings, bisect(before, h, turns, HALVINGS)[1]));
      const double: ComplexNumber = [(a + d) / 2, 0];
      add([double, double]);
    }
    add(at(h));
    before = h;
  }
  return curves;
}
