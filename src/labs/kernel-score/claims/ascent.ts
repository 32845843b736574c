// L5 and L6 on kernel densities: noise-free ascent climbs, and at a mode the step acts as I + γH. MATHS.md 3.1, 3.7.
import { Scope } from '../../../compute/scope';
import { KernelScore } from '../../../score/kernel-score';
import { findMode } from '../modes';
import { Walkers } from '../walkers';
import { leadingAxes, weigh, type Axis } from '../weighting';
import * as tools from './context';
import type { Claim, ClaimContext } from './context';

const POINTS = 500;
/** γ/σ² (MATHS L5), and what float32 may violate relative to 1 + |log q|. */
const STEPS = [0.25, 1, 1.5, 1.99];
const ASCENT_ROUNDING = 1e-5;

const ascent: Claim = {
  id: 'L5',
  statement: 'a noise-free step raises log q by at least γ(1 − γ/2σ²)‖s‖² (least excess, relative)',
  tex: '\\log q(x+\\gamma s)-\\log q(x)\\ge\\gamma(1-\\tfrac{\\gamma}{2\\sigma^2})\\lVert s\\rVert^2',
  probes: true,
  per: 'settings',
  async check(context) {
    const { sigma } = context.settings;
    const { dimension } = context.probe;
    const { places } = tools.noisyDraws(context, tools.affordable(context, POINTS), 0x15);
    const begin = await tools.ask(context, places);
    let least = Infinity;
    for (const step of STEPS) {
      const gamma = step * sigma ** 2;
      const moved = places.map((value, at) => value + gamma * begin.score[at]);
      const end = await tools.ask(context, moved);
      end.logDensity.forEach((height, i) => {
        const slope = tools.length(tools.row(begin.score, dimension, i));
        const gain = height - begin.logDensity[i] - gamma * (1 - step / 2) * slope * slope;
        const relative = gain / (1 + Math.abs(height));
        if (!(relative >= least)) least = relative;
      });
    }
    const verdict = least >= -ASCENT_ROUNDING ? 'holds' : 'fails';
    return { predicted: 0, measured: least, standardError: 0, tolerance: ASCENT_ROUNDING, oneSided: true, verdict };
  },
};

/** Steps after which perturbations are compared, and the factors on the limit (MATHS L6). */
const PERTURBATION = { steps: 100, inside: 0.97, beyond: 1.03 } as const;

const jacobian: Claim = {
  id: 'L6',
  statement: 'at a mode the mean shift acts as I + σ²H = Cov_w/σ²: largest eigenvalue; stable for γ < 2/max|λ|',
  tex: 'J=I+\\gamma\\,\\nabla^2\\log q,\\quad \\gamma<2/\\max|\\lambda|',
  probes: true,
  per: 'settings',
  async check(context) {
    const { probe, settings } = context;
    const { points, dimension } = probe;
    const { sigma } = settings;
    if (dimension > 2) return tools.outside('the smallest eigenvalue is only followed on a line and in the plane');
    const mode = findMode(points, dimension, sigma);
    if (!mode) return tools.outside('no isolated mode was found at this bandwidth');
    const axes = leadingAxes(points, weigh(points, mode, sigma), dimension);
    const [wide, narrow] = [axes[0], axes.at(-1) as Axis];
    const predicted = wide.value / sigma ** 2;
    const width = sigma / (24 * Math.sqrt(1 + predicted));
    const sides = [1, -1].flatMap((side) => [...mode].map((value, j) => value + side * width * wide.direction[j]));
    const { score } = await tools.ask(context, Float32Array.from(sides));
    const slope =
      wide.direction.reduce((sum, value, j) => sum + value * (score[j] - score[dimension + j]), 0) / (2 * width);
    const outcome = tools.judged(
      { value: 1 + sigma ** 2 * slope, standardError: 0 },
      predicted,
      5e-3 * Math.max(1, predicted),
    );
    const curvature = (1 - narrow.value / sigma ** 2) / sigma ** 2;
    const [inside, beyond] = await growths(context, mode, narrow, 2 / curvature);
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
      const walkers = new Walkers(backend, scope, 2, probe.dimension);
      await walkers.place(
        Float32Array.from([1, -1].flatMap((side) => [...mode].map((at, j) => at + side * size * direction[j]))),
      );
      for (let step = 0; step < PERTURBATION.steps; step++) {
        await walkers.evaluate(engine, settings);
        // The mean shift with another step length: γ = (√γ)².
        walkers.shift(Math.sqrt(factor * limit));
        // A tenth of a second of small launches in a row would keep the device from everybody else.
        if (step % SUBMITTED_STEPS === 0) await backend.settled();
      }
      const end = await backend.read(walkers.places);
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
