// L5 and L6 on kernel densities: noise-free ascent climbs, and at a mode the step acts as I + γH. MATHS.md 3.1, 3.7.
import { Scope } from '../../../compute/scope';
import { float32 } from '../../../math/rounding';
import { KernelScore } from '../../../score/kernel-score';
import { findMode } from '../modes';
import { MeanShiftParticles } from '../mean-shift-particles';
import { eigenvaluesOf, ENLARGEMENT, exactScores, shiftMatrices, stopWidth } from '../slopes';
import type { Axis } from '../weighting';
import * as tools from './context';
import type { Claim, ClaimContext } from './context';

const POINTS = 500;
/** γ/σ² (MATHS L5). */
const STEPS = [0.25, 1, 1.5, 1.99];

const ascent: Claim = {
  id: 'L5',
  statement: 'a noise-free step raises log q by at least γ(1 − γ/2σ²)‖s‖² (least excess, nats)',
  tex: '\\log q(x+\\gamma s)-\\log q(x)\\ge\\gamma(1-\\tfrac{\\gamma}{2\\sigma^2})\\lVert s\\rVert^2',
  on: 'scattered points',
  probes: true,
  excuse: tools.unmet('places'),
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    const { dimension } = context.probe;
    const rounding = tools.roundingOf(context);
    const { places } = tools.noisyDraws(context, tools.affordable(context, POINTS), 0x15);
    const begin = await tools.ask(context, places);
    const slopes = Array.from(begin.logDensity, (_, i) => tools.length(tools.row(begin.score, dimension, i)));
    let worst = { excess: Infinity, tolerance: 0, ratio: Infinity };
    for (const step of STEPS) {
      const gamma = step * sigma ** 2;
      const moved = places.map((value, at) => value + gamma * begin.score[at]);
      const end = await tools.ask(context, moved);
      slopes.forEach((slope, i) => {
        const [low, high] = [begin.logDensity[i], end.logDensity[i]];
        const excess = high - low - gamma * (1 - step / 2) * slope * slope;
        // Both heights; where the step ends, rounded, times the slope there; and a score that points a little elsewhere.
        const place = float32.place(tools.length(tools.row(moved, dimension, i)));
        const tolerance =
          rounding.height(low) +
          rounding.height(high) +
          place * (tools.length(tools.row(end.score, dimension, i)) + place / sigma ** 2) +
          gamma * slope * rounding.score(slope);
        const ratio = excess / tolerance;
        if (!(ratio >= worst.ratio)) worst = { excess, tolerance, ratio };
      });
    }
    // What a step of σ² gains at the least, on average: a violation is to be seen against that.
    const scale = slopes.reduce((sum, slope) => sum + (sigma * slope) ** 2 / (2 * slopes.length), 0);
    return tools.atLeast(worst.excess, 0, worst.tolerance, { scale });
  },
};

/** Steps after which perturbations are compared, and the factors on the limit (MATHS L6). */
const PERTURBATION = { steps: 100, inside: 0.97, beyond: 1.03 } as const;

const jacobian: Claim = {
  id: 'L6',
  statement: 'at a mode the mean shift acts as I + σ²H = Cov_w/σ²: largest eigenvalue; stable for γ < 2/max|λ|',
  tex: 'J=I+\\gamma\\,\\nabla^2\\log q,\\quad \\gamma<2/\\max|\\lambda|',
  on: 'near the mode',
  probes: true,
  excuse: tools.unmet('places'),
  per: 'settings',
  async check(context) {
    const { probe, settings } = context;
    const { points, dimension } = probe;
    const { sigma } = settings;
    if (dimension > 2)
      return tools.outside({
        reason: 'the smallest eigenvalue is only followed on a line and in the plane',
        needs: 'other data',
      });
    const mode = findMode(points, dimension, sigma);
    if (!mode)
      return tools.outside({ reason: 'no isolated mode was found at this bandwidth', needs: 'another bandwidth' });
    const [wide, narrow] = [mode.axes[0], mode.axes.at(-1) as Axis];
    const predicted = wide.value / sigma ** 2;
    const ask = async (queries: Float32Array): Promise<Float32Array> => (await tools.ask(context, queries)).score;
    const slopeBy = async (by: Parameters<typeof shiftMatrices>[0]): Promise<number> =>
      eigenvaluesOf((await shiftMatrices(by, [mode], sigma))[0])[0][0];
    const left = Math.abs((await slopeBy(exactScores(points, dimension, sigma))) - predicted);
    // The score is 0 at the mode and grows by 1/σ² at the most.
    const width = stopWidth(sigma, wide);
    const error = Math.sqrt(dimension) * tools.roundingOf(context).score((2 * width) / sigma ** 2);
    const noise = (sigma ** 2 * ENLARGEMENT * error) / width;
    // I and σ²H are of size 1, however little is left of them.
    const outcome = tools.within(await slopeBy(ask), predicted, left + noise, { scale: 1 });
    const curvature = (1 - narrow.value / sigma ** 2) / sigma ** 2;
    const [inside, beyond] = await growths(context, mode.place, narrow, 2 / curvature);
    return tools.provided(outcome, inside < 1 && beyond > 1, 'perturbations do not change sides at γ = 2/max|λ|');
  },
};

/** Steps handed to the device at a time. */
const SUBMITTED_STEPS = 20;

/** Growth of a small perturbation along the steepest axis in 100 steps just inside and just beyond the limit, on the device. */
async function growths(
  { backend, probe, settings }: ClaimContext,
  mode: Float64Array,
  { direction }: Axis,
  limit: number,
): Promise<[number, number]> {
  const scope = new Scope(backend);
  const engine = new KernelScore(backend, probe.points, probe.dimension);
  const size = settings.sigma / 64;
  try {
    const results: number[] = [];
    for (const factor of [PERTURBATION.inside, PERTURBATION.beyond]) {
      const pair = new MeanShiftParticles(backend, scope, 2, probe.dimension);
      await pair.prepare();
      pair.place(
        Float32Array.from([1, -1].flatMap((side) => [...mode].map((at, j) => at + side * size * direction[j]))),
      );
      for (let step = 0; step < PERTURBATION.steps; step++) {
        await pair.evaluate(engine, settings);
        // The mean shift with another step length: γ = (√γ)².
        pair.shift(Math.sqrt(factor * limit));
        // A tenth of a second of small launches in a row would keep the device from everybody else.
        if (step % SUBMITTED_STEPS === 0) await backend.settled();
      }
      const end = await backend.read(pair.places);
      const gap = Float64Array.from(
        direction,
        (_, j) => (Number(end[j]) - Number(end[probe.dimension + j])) / (2 * size),
      );
      results.push(tools.length(gap));
    }
    return [results[0], results[1]];
  } finally {
    engine.dispose();
    scope.dispose();
  }
}

export const ascentClaims: readonly Claim[] = [ascent, jacobian];
