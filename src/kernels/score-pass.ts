// What all passes of score models share: their params and arrays, and the float64 twin. Twin of shaders/train/samples.wgsl.
// MATHS.md 3.5, 3.6.
import type { ReferenceArrays } from '../compute/kernel';
import { chooseSample, sampleNoise } from '../math/noisy-sample';
import { modelSize, parametrisations, scorePass, type Parametrisation, type ScoreModel } from '../math/score-model';
import { activations } from '../math/network';

export type ScorePassParams = {
  seed: number;
  step: number;
  /** The launch is of the samples [firstSample, lastSample). */
  firstSample: number;
  lastSample: number;
  /** Samples of a slab. */
  span: number;
  points: number;
  levels: number;
  /** Where the weights begin. */
  firstWeight: number;
  /** 1: losses count times σ². */
  weighting: number;
  /** Index in `parametrisations`. */
  parametrisation: number;
  /** Of given places. */
  sigma: number;
};

/** Scores at places, gradients over draws from (seed, step, sample), or over samples given by index and noise. */
export type PassMode = 'score' | 'drawn' | 'given';

export const scorePassParams: ScorePassParams = {
  seed: 0,
  step: 0,
  firstSample: 0,
  lastSample: 1,
  span: 1,
  points: 1,
  levels: 1,
  firstWeight: 0,
  weighting: 0,
  parametrisation: 0,
  sigma: 1,
};

export function parametrisationIndex(parametrisation: Parametrisation): number {
  return parametrisations.indexOf(parametrisation);
}

/** What the shaders of a model are linked with. */
export function passModules(model: ScoreModel, quads: number): Readonly<Record<string, string>> {
  const { dimension } = model;
  if (model.model === 'linear') return { shape: `const dimension = ${dimension}u;\nconst inputs = ${dimension}u;\n` };
  const { conditional, layers, width } = model;
  const shape = { dimension, inputs: dimension + (conditional ? 1 : 0), layers, width, quads };
  return {
    shape: Object.entries(shape)
      .map(([name, value]) => `const ${name} = ${value}u;\n`)
      .join(''),
  };
}

export function passConditions(model: ScoreModel, mode: PassMode): Readonly<Record<string, boolean>> {
  const isNetwork = model.model === 'network';
  const named = activations.map((activation) => [activation, isNetwork && model.activation === activation] as const);
  return {
    ...Object.fromEntries(named),
    conditional: isNetwork && model.conditional,
    trains: mode !== 'score',
    given: mode === 'given',
  };
}

/** In float64: one slab after the other, or one place. */
export function referencePass(
  model: ScoreModel,
  mode: PassMode,
): (arrays: ReferenceArrays, params: ScorePassParams) => void {
  return (arrays, params) => {
    // A launch has a parametrisation, as on the device.
    const said =
      model.model === 'network' ? { ...model, parametrisation: parametrisations[params.parametrisation] } : model;
    if (mode === 'score') scorePlaces(said, arrays as Record<string, Float64Array>, params);
    else sumSlabs(said, mode, arrays as Record<string, Float64Array>, params);
  };
}

function scorePlaces(
  model: ScoreModel,
  { weights, places, score }: Record<string, Float64Array>,
  { firstSample, lastSample, firstWeight, sigma }: ScorePassParams,
): void {
  const pass = scorePass(model);
  const d = model.dimension;
  for (let i = firstSample; i < lastSample; i++)
    pass.score(weights, firstWeight, places.subarray(d * i, d * (i + 1)), sigma, score.subarray(d * i, d * (i + 1)));
}

function sumSlabs(
  model: ScoreModel,
  mode: PassMode,
  arrays: Record<string, Float64Array>,
  params: ScorePassParams,
): void {
  const { weights, slabs, sigmas, data } = arrays;
  const { seed, step, firstSample, lastSample, span, points, levels, firstWeight, weighting } = params;
  const pass = scorePass(model);
  const d = model.dimension;
  const size = modelSize(model) + 1;
  const choice = { datum: 0, level: 0 };
  const [noise, x, score] = [0, 0, 0].map(() => new Float64Array(d));
  for (let i = firstSample; i < lastSample; i++) {
    const slab = Math.floor((i - firstSample) / span) * size;
    if ((i - firstSample) % span === 0) slabs.fill(0, slab, slab + size);
    if (mode === 'given') {
      choice.datum = arrays['index'][i];
      choice.level = i % levels;
      noise.set(arrays['noise'].subarray(d * i, d * (i + 1)));
    } else {
      chooseSample(seed, step, i, points, levels, choice);
      sampleNoise(seed, step, i, noise);
    }
    const sigma = sigmas[choice.level];
    const share = weighting === 1 ? sigma * sigma : 1;
    for (let j = 0; j < d; j++) x[j] = data[choice.datum * d + j] + sigma * noise[j];
    pass.score(weights, firstWeight, x, sigma, score);
    for (let j = 0; j < d; j++) {
      const residual = score[j] + noise[j] / sigma;
      slabs[slab + size - 1] += (share * residual * residual) / 2;
      score[j] = share * residual;
    }
    pass.backward(score, slabs, slab);
  }
}
