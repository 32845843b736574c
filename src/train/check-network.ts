// What comes from outside is checked before anything is made of it.
import { activations } from '../math/network';
import { modelSize, parametrisations, type ScoreModel } from '../math/score-model';

/** A score model with its weights: of each layer W row-major [from, to], then b [to]; or [a, b_1, …, b_d]. */
export interface Network {
  readonly model: ScoreModel;
  readonly weights: Float32Array;
}

export const MOST_DIMENSIONS = 64;
const ranges = { dimension: [1, MOST_DIMENSIONS], layers: [1, 4], width: [8, 256] } as const;

/** Throws RangeError naming what is wrong and what is allowed. */
export function checkModel(model: ScoreModel): void {
  if (model?.model === 'linear') return checkWhole('dimension', model.dimension);
  if (model?.model !== 'network') throw new RangeError('model.model must be "network" or "linear"');
  for (const key of ['dimension', 'layers', 'width'] as const) checkWhole(key, model[key]);
  if (model.width % 4 !== 0) throw new RangeError(`model.width is ${model.width}; multiples of four are allowed`);
  checkChoice('activation', model.activation, activations);
  checkChoice('parametrisation', model.parametrisation, parametrisations);
  if (typeof model.conditional !== 'boolean') throw new TypeError('model.conditional must be true or false');
}

export function checkNetwork({ model, weights }: Network): void {
  checkModel(model);
  if (!(weights instanceof Float32Array)) throw new TypeError('network.weights must be a Float32Array');
  if (weights.length !== modelSize(model))
    throw new RangeError(`network.weights has ${weights.length} numbers; this model has ${modelSize(model)}`);
}

function checkWhole(key: keyof typeof ranges, value: number): void {
  const [least, most] = ranges[key];
  if (!Number.isInteger(value) || value < least || value > most)
    throw new RangeError(`model.${key} is ${value}; a whole number from ${least} to ${most} is allowed`);
}

function checkChoice(key: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value))
    throw new RangeError(`model.${key} is ${JSON.stringify(value)}; allowed are ${allowed.join(', ')}`);
}
