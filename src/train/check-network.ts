// What comes from outside is checked before anything is made of it.
import { activations } from '../math/network';
import { modelSize, parametrisations, type ScoreModel } from '../math/score-model';

/** A score model with its weights: of each layer W row-major [from, to], then b [to]; or [a, b_1, …, b_d]. */
export interface Network {
  readonly model: ScoreModel;
  readonly weights: Float32Array;
  /** The least and the largest noise level that it was trained at, where that is known. */
  readonly levels?: readonly [number, number];
}

const [LEAST_LEVEL, MOST_LEVEL] = [1e-6, 1e6];

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

/** Where noise levels end at which a network is asked: between those that it was trained at. */
export function levelOf({ levels: [least, most] = [LEAST_LEVEL, MOST_LEVEL] }: Network, sigma: number): number {
  return Math.max(least, Math.min(most, sigma));
}

export function checkNetwork({ model, weights, levels }: Network): void {
  checkModel(model);
  if (levels) checkLevels(levels);
  if (!(weights instanceof Float32Array)) throw new TypeError('network.weights must be a Float32Array');
  if (weights.length !== modelSize(model))
    throw new RangeError(`network.weights has ${weights.length} numbers; this model has ${modelSize(model)}`);
}

function checkLevels([least, most]: readonly [number, number]): void {
  if (!(least >= LEAST_LEVEL && least <= most && most <= MOST_LEVEL))
    throw new RangeError(
      `network.levels are ${least} to ${most}; rising numbers from ${LEAST_LEVEL} to ${MOST_LEVEL} are allowed`,
    );
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
