// Neal's funnel in two dimensions (R. M. Neal, Slice sampling, Annals of Statistics 31, 2003, section 8). Twin of
// shaders/targets/funnel.wgsl. No single step suits both its mouth and its neck.
import shader from '../../shaders/targets/funnel.wgsl?raw';
import { VIEW_DEVIATIONS } from './components';
import { constants } from './literal';
import { notSmoothable, readNumbers } from './parameters';
import { normalPair } from './sampling';
import type { Target } from './target';

export const funnelRanges = {
  /** Standard deviation of y, the logarithm of the variance of x; Neal takes 3. */
  flare: { value: 1.5, min: 0.01, max: 5 },
} as const;

/** y ~ N(0, flare²), x | y ~ N(0, e^y); one mode at (0, −flare²/2). */
export function funnel(params: Readonly<Record<string, unknown>> = {}): Target {
  const { flare } = readNumbers(funnelRanges, params);
  const flareSquared = flare * flare;
  const logFactor = -Math.log(2 * Math.PI * flare);
  const reach = reachOf(flare);
  const rise = VIEW_DEVIATIONS * flare;
  return {
    id: 'funnel',
    label: 'Funnel',
    modules: { target: shader, targetConstants: constants({ inverseFlareSquared: 1 / flareSquared, logFactor }) },
    arrays: {},
    smoothable: false,
    ...notSmoothable('funnel'),
    logDensity: (x, y) => logFactor - (x * x * Math.exp(-y) + y + (y * y) / flareSquared) / 2,
    score(x, y) {
      const pull = x * Math.exp(-y);
      return [-pull, (x * pull - 1) / 2 - y / flareSquared];
    },
    hessian(x, y) {
      const precision = Math.exp(-y);
      return [-precision, x * precision, (-x * x * precision) / 2 - 1 / flareSquared];
    },
    mass: 1,
    domain: { minX: -reach, maxX: reach, minY: -rise, maxY: rise },
    modes: [[0, -flareSquared / 2]],
    sample(uniform) {
      const [first, second] = normalPair(uniform);
      const y = flare * first;
      return [Math.exp(y / 2) * second, y];
    },
  };
}

/** |x| exceeds this with probability near 5e-4: a fit within 2 % to the quantile of the lognormal mixture, flare from 0.01 to 4. */
function reachOf(flare: number): number {
  return Math.exp(0.2243 + Math.hypot(1.0345, 1.5465 * flare));
}
