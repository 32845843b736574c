// L5 and L6 on kernel densities: noise-free ascent climbs, and at a mode the step acts as I + γH. MATHS.md 3.1, 3.7.
import { atLeast, largestGap, provided, within, type Gap } from '../../../experiment/claims';
import { inTasks } from '../../../data/slices';
import { findMode } from '../../../math/kernel-modes';
import type { Axis } from '../../../math/leading-eigenvectors';
import { eigenvaluesOf, exactScores, shiftMatrices, slopeError, type AskScores } from '../../../math/mean-shift-slopes';
import { float32 } from '../../../math/rounding';
import { mean } from '../../../math/statistics';
import { length, row, rowsOf } from '../../../math/vectors';
import { movedPlaces } from '../../../dynamics/mean-shift-particles';
import { changesSides } from '../../../dynamics/perturbation';
import { particleMethod } from '../methods';
import {
  affordable,
  ask,
  draw,
  ofPlaces,
  otherBandwidth,
  otherData,
  roundingOf,
  scoresOf,
  type Claim,
  type ClaimContext,
} from './context';

const POINTS = 500;
/** γ/σ² (MATHS L5). */
const STEPS = [0.25, 1, 1.5, 1.99];

const ascent: Claim = {
  ...ofPlaces,
  id: 'L5',
  statement: 'a noise-free step raises log q by at least γ(1 − γ/2σ²)‖s‖² (least excess, nats)',
  tex: '\\log q(x+\\gamma s)-\\log q(x)\\ge\\gamma(1-\\tfrac{\\gamma}{2\\sigma^2})\\lVert s\\rVert^2',
  on: 'scattered points',
  async check(context) {
    const { sigma } = context.settings;
    const { dimension } = context.density;
    const rounding = roundingOf(context);
    const { places } = draw(context, affordable(context, POINTS), 0x15);
    const begin = await ask(context, places);
    const slopes = rowsOf(begin.score, dimension).map(length);
    const gaps: Gap[] = [];
    for (const step of STEPS) {
      const gamma = step * sigma ** 2;
      const moved = places.map((value, at) => value + gamma * begin.score[at]);
      const end = await ask(context, moved);
      slopes.forEach((slope, i) => {
        const [low, high] = [begin.logDensity[i], end.logDensity[i]];
        // Where the step ends, rounded, times the slope there; and a score that points a little elsewhere.
        const place = float32.place(length(row(moved, dimension, i)));
        const places = place * (length(row(end.score, dimension, i)) + place / sigma ** 2);
        const tolerance = rounding.height(low) + rounding.height(high) + places + gamma * slope * rounding.score(slope);
        gaps.push({ gap: gamma * (1 - step / 2) * slope * slope - (high - low), tolerance });
      });
    }
    const { gap, tolerance } = largestGap(gaps);
    // What a step of σ² gains at the least, on average: a violation is to be seen against that.
    const scale = mean(slopes.map((slope) => (sigma * slope) ** 2 / 2));
    return atLeast(-gap, 0, tolerance, { scale });
  },
};

/** After which perturbations are compared (MATHS L6). */
const PERTURBED_STEPS = 100;

const jacobian: Claim = {
  ...ofPlaces,
  id: 'L6',
  statement: 'at a mode the mean shift acts as I + σ²H = Cov_w/σ²: largest eigenvalue; stable for γ < 2/max|λ|',
  tex: 'J=I+\\gamma\\,\\nabla^2\\log q,\\quad \\gamma<2/\\max|\\lambda|',
  on: 'near the mode',
  async check(context) {
    const { points, dimension } = context.density;
    const { sigma } = context.settings;
    if (dimension > 2) return otherData('the smallest eigenvalue is only followed on a line and in the plane');
    const mode = await inTasks(findMode(points, dimension, sigma));
    if (!mode) return otherBandwidth('no isolated mode was found at this bandwidth');
    const [wide, narrow] = [mode.axes[0], mode.axes.at(-1) as Axis];
    const predicted = wide.value / sigma ** 2;
    const largest = async (scores: AskScores): Promise<number> =>
      eigenvaluesOf((await shiftMatrices(scores, [mode], sigma))[0])[0][0];
    const left = Math.abs((await largest(exactScores(points, dimension, sigma))) - predicted);
    const rounding = roundingOf(context);
    // The score is 0 at the mode and grows by 1/σ² at the most.
    const noise = slopeError(sigma, wide, (reach) => Math.sqrt(dimension) * rounding.score(reach / sigma ** 2));
    const measured = await largest(scoresOf(context));
    // I and σ²H are of size 1, however little is left of them.
    const outcome = within(measured, predicted, left + noise, { scale: 1 });
    const isStable = await changesSides((pair, gamma, steps) => ascend(context, pair, gamma, steps), {
      mode: mode.place,
      direction: narrow.direction,
      size: sigma / 64,
      limit: (2 * sigma ** 2) / (1 - narrow.value / sigma ** 2),
      steps: PERTURBED_STEPS,
    });
    return provided(outcome, isStable, 'perturbations do not change sides at γ = 2/max|λ|');
  },
};

/** Steps handed to the device at a time. */
const SUBMITTED_STEPS = 20;

/** Where so many noise-free steps of size γ send points, on the device. */
async function ascend(
  { backend, density, settings }: ClaimContext,
  points: readonly (readonly number[])[],
  gamma: number,
  steps: number,
): Promise<Float64Array[]> {
  const { sigma } = settings;
  const { dimension, count } = density;
  const method = particleMethod(settings, dimension, count);
  const moved = await movedPlaces(backend, Float32Array.from(points.flat()), dimension, async (particles) => {
    for (let step = 0; step < steps; step++) {
      await particles.evaluate(density, { sigma, method });
      particles.shift(gamma);
      // A tenth of a second of small launches in a row would keep the device from everybody else.
      if (step % SUBMITTED_STEPS === 0) await backend.settled();
    }
  });
  return rowsOf(moved, dimension);
}

export const ascentClaims: readonly Claim[] = [ascent, jacobian];
