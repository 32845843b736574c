// A bent Gaussian. Twin of shaders/targets/banana.wgsl.
import shader from '../../shaders/targets/banana.wgsl?raw';
import { VIEW_DEVIATIONS } from './components';
import { constants } from './literal';
import { LENGTHS, notSmoothable, readNumbers } from './parameters';
import { normalPair } from './sampling';
import type { Box, Target } from './target';

export const bananaRanges = {
  /** Standard deviation of x. */
  length: { value: 1.5, ...LENGTHS },
  /** Standard deviation of y given x. */
  width: { value: 0.4, ...LENGTHS },
  /** b of the ridge y = b (x² − length²). */
  bend: { value: 0.5, min: -100, max: 100 },
} as const;

/** x ~ N(0, length²), y | x ~ N(bend (x² − length²), width²); mean zero, one mode at (0, −bend length²). */
export function banana(params: Readonly<Record<string, unknown>> = {}): Target {
  const { length, width, bend } = readNumbers(bananaRanges, params);
  const [lengthSquared, widthSquared] = [length * length, width * width];
  const logFactor = -Math.log(2 * Math.PI * length * width);
  const above = (x: number, y: number): number => y - bend * (x * x - lengthSquared);
  const targetConstants = constants({
    bend,
    lengthSquared,
    inverseLengthSquared: 1 / lengthSquared,
    inverseWidthSquared: 1 / widthSquared,
    logFactor,
  });
  return {
    id: 'banana',
    label: 'Banana',
    modules: { target: shader, targetConstants },
    arrays: {},
    smoothable: false,
    ...notSmoothable('banana'),
    logDensity: (x, y) => logFactor - (x * x) / (2 * lengthSquared) - above(x, y) ** 2 / (2 * widthSquared),
    score(x, y) {
      const pull = above(x, y) / widthSquared;
      return [x * (2 * bend * pull - 1 / lengthSquared), -pull];
    },
    hessian(x, y) {
      const slope = 2 * bend * x;
      return [
        (2 * bend * above(x, y) - slope * slope) / widthSquared - 1 / lengthSquared,
        slope / widthSquared,
        -1 / widthSquared,
      ];
    },
    mass: 1,
    domain: domainOf(length, width, bend),
    modes: [[0, -bend * lengthSquared]],
    sample(uniform) {
      const [first, second] = normalPair(uniform);
      const x = length * first;
      return [x, bend * (x * x - lengthSquared) + width * second];
    },
  };
}

/** y reaches from the ridge's turning point to where the ridge leaves the box, with the width on either side. */
function domainOf(length: number, width: number, bend: number): Box {
  const reach = VIEW_DEVIATIONS * length;
  const [turn, end] = [-bend * length * length, bend * (reach * reach - length * length)];
  const margin = VIEW_DEVIATIONS * width;
  return { minX: -reach, maxX: reach, minY: Math.min(turn, end) - margin, maxY: Math.max(turn, end) + margin };
}
