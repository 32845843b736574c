// L7, L8, L10 and L11: where the mass goes with and without noise, what annealing repairs, and Stein's identity.
// MATHS.md 3.1, 3.7.
import { Scope } from '../../../compute/scope';
import { evaluateTarget } from '../../../kernels/evaluate-target';
import { uniformSource } from '../../../math/random';
import { frequencyError, meanEstimate, type Estimate } from '../../../math/statistics';
import type { Target } from '../../../targets/target';
import { annealingLength, defaultAnnealing } from '../theory/annealing';
import { massOfKernels } from '../theory/point-cells';
import {
  basinBoundary,
  basinShare,
  massRightOf,
  meansLine,
  relaxationRate,
  residualShare,
  stationaryPoints,
  type MeansLine,
} from '../theory/mixture-line';
import { startShareBeyond } from '../theory/start';
import { figure, judged, outside, provided, type Claim, type ClaimContext } from './context';

const NOT_A_PAIR = 'the target is not a pair of equal round modes; choose two modes';

interface Pair {
  readonly line: MeansLine;
  readonly boundary: number;
}

/** The target as two basins with a boundary between, where it is one. */
function asPair({ components }: Target): Pair | undefined {
  const line = components && components.length === 2 ? meansLine(components) : undefined;
  const boundary = line && basinBoundary(line);
  return line && boundary !== undefined ? { line, boundary } : undefined;
}

const collapse: Claim = {
  id: 'L7',
  statement: 'without noise each chain ends in the mode of its basin: share in the right one',
  tex: '\\Pr(\\text{right mode})=\\Pr(x_0>x_s)',
  async check(context) {
    const { settings, start } = context;
    const pair = asPair(settings.target);
    if (!pair) return outside(NOT_A_PAIR);
    if (settings.noise !== 0) return outside('the noise is on');
    if (settings.method !== 'ula') return outside('the method is not plain ascent');
    if (settings.step > pair.line.variance)
      return outside(`γ is beyond s² = ${figure(pair.line.variance)}, where basins need not be intervals`);
    const { right, spread, chains } = await measureBasins(context, pair);
    if (spread > 1e-4) return outside(`still climbing: the widest basin has spread ${figure(spread)}`);
    const predicted = basinShare(pair.line, pair.boundary, start);
    const estimate = { value: right, standardError: frequencyError(predicted, chains) };
    return judged(estimate, predicted, 1e-6);
  },
};

/** At most this many chains are read back to measure the spread inside a basin. */
const BASIN_SAMPLE = 65_536;

/** Share right of the boundary, and the larger standard deviation inside a basin along the line. */
async function measureBasins(
  { backend, chains }: ClaimContext,
  { line, boundary }: Pair,
): Promise<{ right: number; spread: number; chains: number }> {
  const count = Math.min(chains.count, BASIN_SAMPLE);
  const positions = await backend.read(chains.positions, 0, 2 * count);
  const modes = stationaryPoints(line)
    .filter(({ kind }) => kind === 'mode')
    .map(({ position }) => position);
  const sides = [0, 1].map(() => ({ n: 0, squares: 0 }));
  for (let i = 0; i < count; i++) {
    const t = Number(positions[2 * i]) * line.direction[0] + Number(positions[2 * i + 1]) * line.direction[1];
    const index = t > boundary ? 1 : 0;
    const side = sides[index] as { n: number; squares: number };
    side.n++;
    side.squares += (t - (modes[index] ?? 0)) ** 2;
  }
  const spread = Math.max(...sides.map(({ n, squares }) => (n === 0 ? 0 : Math.sqrt(squares / n))));
  return { right: (sides[1]?.n ?? 0) / count, spread, chains: count };
}

const forgetting: Claim = {
  id: 'L8',
  statement: 'with noise the mass right of 0 tends to its true value, whatever the start',
  tex: '\\Pr(x_n>0)\\to\\int_{x>0}p',
  async check(context) {
    const { settings, start, observation, time } = context;
    const { components } = settings.target;
    const pair = asPair(settings.target);
    if (!components || !pair) return outside(NOT_A_PAIR);
    if (settings.method !== 'mala') return outside('the method is not MALA, which alone keeps the masses exact');
    if (settings.noise !== 1) return outside('the noise factor is not 1');
    const final = massRightOf(components);
    const begun = startShareBeyond(start, [1, 0], 0);
    const rate = relaxationRate(pair.line) ?? 0;
    const error = frequencyError(final, observation.finite);
    // Rejected proposals do not move, so the clock runs slower by the share accepted.
    const { accepted, proposed } = await context.lookahead.acceptance(context);
    if (residualShare(begun, final, (0.95 * rate * accepted) / proposed, 1, time) > error / 2) {
      return outside(
        `not mixed yet: the start is forgotten at rate ${figure(rate)} per unit of γ·n, and γ·n is ${figure(time)}`,
      );
    }
    return judged({ value: observation.rightOfZero.value, standardError: error }, final, 1e-6);
  },
};

/** MATHS L10 states .25 ± .06 for the annealed law and .5 ± .05 for a plain chain: the schedule is finite, the law not exact. */
const ANNEALED_TOLERANCE = 0.06;

/** The mass right of 0 of a target whose masses annealing is to restore: a pair of modes, or points. */
function restoredMass(target: Target): number | undefined {
  if (target.kernels) return massOfKernels(target.kernels);
  return target.components && (asPair(target) || target.id === 'data') ? massRightOf(target.components) : undefined;
}

const annealed: Claim = {
  id: 'L10',
  statement: 'annealing restores the weights of far modes: mass right of 0 (±0.06)',
  tex: '\\Pr(x>0)\\approx w_{\\text{right}}',
  check({ settings, step, observation }) {
    const final = restoredMass(settings.target);
    if (final === undefined) return outside(`${NOT_A_PAIR}, or a kernel density of data`);
    if (settings.method !== 'annealed') return outside('the method is not annealed');
    const length = annealingLength(defaultAnnealing(settings.step));
    if (step < length) return outside(`the schedule runs for ${length} steps`);
    const outcome = judged(observation.rightOfZero, final, ANNEALED_TOLERANCE);
    return provided(outcome, observation.nonFinite === 0, 'chains were lost');
  },
};

/** Exact draws on which Stein's identity is tried, fewer where each meets very many points, and the stream that draws them. */
const STEIN = { draws: 16_384, fewest: 1024, pairs: 2 ** 28, stream: 0x57e1 } as const;

const stein: Claim = {
  id: 'L11',
  statement: 'Stein: E[s(x)·x] = −2 on exact samples of the target',
  tex: '\\mathbb E[s(x)\\cdot x]=-d',
  async check(context) {
    const [radial, meanX, meanY] = await measureStein(context);
    const outcome = judged(radial, -2, 1e-4);
    const centred = [meanX, meanY].every(({ value, standardError }) => Math.abs(value) <= 5 * standardError + 1e-4);
    return provided(outcome, centred, 'the mean score is not 0');
  },
};

/** Means of s·x, s_x and s_y over exact samples, with the score from the device. */
async function measureStein(context: ClaimContext): Promise<[Estimate, Estimate, Estimate]> {
  const { target } = context.settings;
  const { scored } = context.chains;
  const { kernels } = target;
  if (!scored || !kernels) return steinOf(...(await scoresOf(context)));
  const most = Math.floor(STEIN.pairs / scored.density.count);
  const samples = exactSamples(target, context.seed, Math.min(STEIN.draws, Math.max(STEIN.fewest, most)));
  return steinOf(samples, (await scored.density.ask(samples, kernels.sigma)).score);
}

/** Exact samples, and the score of the target's own kernel there. */
async function scoresOf({
  backend,
  settings,
  chains,
  seed,
}: ClaimContext): Promise<[samples: Float32Array, scores: ArrayLike<number>]> {
  const kernel = evaluateTarget(settings.target);
  await backend.prepare(kernel);
  const scope = new Scope(backend);
  try {
    const points = scope.create('exact samples', 'f32', 2 * STEIN.draws);
    const logDensity = scope.create('their log density', 'f32', STEIN.draws);
    const score = scope.create('their score', 'f32', 2 * STEIN.draws);
    const samples = exactSamples(settings.target, seed, STEIN.draws);
    backend.write(points, samples);
    backend.dispatch(kernel, { arrays: { points, logDensity, score, ...chains.targetArrays }, threads: STEIN.draws });
    return [samples, await backend.read(score)];
  } finally {
    scope.dispose();
  }
}

function steinOf(samples: Float32Array, scores: ArrayLike<number>): [Estimate, Estimate, Estimate] {
  const columns: [number[], number[], number[]] = [[], [], []];
  for (let i = 0; i < samples.length / 2; i++) {
    const [sx, sy] = [Number(scores[2 * i]), Number(scores[2 * i + 1])];
    columns[0].push(sx * samples[2 * i] + sy * samples[2 * i + 1]);
    columns[1].push(sx);
    columns[2].push(sy);
  }
  return columns.map(estimateOf) as [Estimate, Estimate, Estimate];
}

function exactSamples(target: Target, seed: number, draws: number): Float32Array {
  const uniform = uniformSource(seed, STEIN.stream);
  const samples = new Float32Array(2 * draws);
  for (let i = 0; i < draws; i++) samples.set(target.sample(uniform), 2 * i);
  return samples;
}

function estimateOf(values: readonly number[]): Estimate {
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value * value, 0);
  return meanEstimate(values.length, sum, squares);
}

export const massClaims: readonly Claim[] = [collapse, forgetting, annealed, stein];
