// Draws x = x₀ + σε that several claims of one round share, and means over them against C. MATHS.md 3.5.
import { meanEstimate, type Estimate } from '../../../math/statistics';
import * as theory from '../matching';
import * as tools from './context';
import type { ClaimContext } from './context';
import type { EngineRounding } from './engine-rounding';

export const DRAWS = 4096;
/** Draws whose weights are formed on the host, in float64. */
const HOST_DRAWS = 512;

export interface Draw {
  readonly x: Float64Array;
  readonly origin: Float64Array;
  /** (x − x₀)/σ² */
  readonly noise: Float64Array;
  /** s_σ(x), from the device. */
  readonly score: Float64Array;
  /** s + (x − x₀)/σ², whose mean at a given x is 0. */
  readonly residual: Float64Array;
}

const samples = new WeakMap<ClaimContext, Promise<readonly Draw[]>>();
const constants = new WeakMap<ClaimContext, Mean>();

/** The same draws for every claim of one round. */
export function drawSample(context: ClaimContext): Promise<readonly Draw[]> {
  const sample = samples.get(context) ?? drawNewSample(context);
  samples.set(context, sample);
  return sample;
}

async function drawNewSample(context: ClaimContext): Promise<readonly Draw[]> {
  const { sigma } = context.settings;
  const { dimension } = context.probe;
  const count = tools.affordable(context, DRAWS);
  const { origins, places } = tools.noisyDraws(context, count, 0x51);
  const scores = (await tools.ask(context, places)).score;
  return Array.from({ length: count }, (_, i): Draw => {
    const [x, origin, score] = [places, origins, scores].map((rows) => tools.row(rows, dimension, i));
    const noise = x.map((value, j) => (value - origin[j]) / sigma ** 2);
    return { x, origin, noise, score, residual: noise.map((value, j) => value + score[j]) };
  });
}

/** The mean of terms with its standard error, and how many equal terms would make as sure a mean of their sizes (Kish). */
export interface Mean extends Estimate {
  readonly effective: number;
}

export function estimate(terms: readonly number[]): Mean {
  let [sum, sizes, squares] = [0, 0, 0];
  for (const value of terms) {
    sum += value;
    sizes += Math.abs(value);
    squares += value * value;
  }
  return { ...meanEstimate(terms.length, sum, squares), effective: squares > 0 ? (sizes * sizes) / squares : 0 };
}

/** C = E tr Cov_w / 2σ⁴ from other draws, in float64: the most precise expression of it. */
export function constantOf(context: ClaimContext): Mean {
  const constant = constants.get(context) ?? measureConstant(context);
  constants.set(context, constant);
  return constant;
}

function measureConstant(context: ClaimContext): Mean {
  const { probe, settings } = context;
  const { dimension, points } = probe;
  const count = Math.min(HOST_DRAWS, tools.affordable(context, HOST_DRAWS));
  const { places } = tools.noisyDraws(context, count, 0x5c);
  const terms = Array.from({ length: count }, (_, i) =>
    theory.constantTerm(points, tools.row(places, dimension, i), settings.sigma),
  );
  return estimate(terms);
}

/** What a draw adds to a mean, and what rounding may change of that. */
export type Term = readonly [value: number, rounding: number];

/** A mean with its standard error and the mean of the roundings. */
export function judgedMean(
  terms: readonly Term[],
  predicted: Estimate,
  words?: Parameters<typeof tools.judged>[3],
): tools.Outcome {
  const { value, standardError } = estimate(terms.map(([term]) => term));
  const rounding = estimate(terms.map(([, error]) => error)).value;
  const both = Math.hypot(standardError, predicted.standardError);
  return tools.judged({ value, standardError: both }, predicted.value, rounding, words);
}

export const exactly = (value: number): Estimate => ({ value, standardError: 0 });

/** A mean over the shared draws against C from others. */
export async function againstConstant(
  context: ClaimContext,
  termOf: (draw: Draw, rounding: EngineRounding) => Term,
): Promise<tools.Outcome> {
  const engine = tools.roundingOf(context);
  const terms = (await drawSample(context)).map((draw) => termOf(draw, engine));
  const constant = constantOf(context);
  const few = Math.floor(Math.min(estimate(terms.map(([value]) => value)).effective, constant.effective));
  const tooFew = tools.tooFew(few, 'draws between points whose kernels overlap');
  return tooFew ? tools.outside(tooFew) : judgedMean(terms, constant);
}
