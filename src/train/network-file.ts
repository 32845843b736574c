// Trained models as safetensors: the arrays layers.0.weight [from, to], layers.0.bias [to], …, so that a layer is x @ W + b, or
// `linear.a` and `linear.b`; and in the metadata what a reader must know beside them. MATHS.md 3.6.
import { activations, layersOf, weightCount, type NetworkShape } from '../math/network';
import { parametrisations, type NetworkModel, type ScoreModel } from '../math/score-model';
import { readTensors, writeTensors, type Tensor, type TensorFile } from './safetensors';
import { checkModel, checkNetwork, type Network } from './check-network';

const FORMAT = 'scorefield-score';

/**
 * A network as the bytes of a safetensors file; weights of a layer are [from, to], so that it is x @ W + b. Throws RangeError or
 * TypeError naming the argument, what it was and what is allowed.
 */
export function writeNetwork(network: Network): Uint8Array<ArrayBuffer> {
  checkNetwork(network);
  const { model, levels } = network;
  const told =
    model.model === 'linear'
      ? { model: 'linear' }
      : {
          model: 'network',
          activation: model.activation,
          parametrisation: model.parametrisation,
          conditional: String(model.conditional),
        };
  const common = { format: FORMAT, ...(levels ? { levels: levels.join(' ') } : {}) };
  const metadata = new Map(Object.entries<string>({ ...common, ...told }));
  return writeTensors({ metadata, tensors: new Map(layerTensors(network)) });
}

/** The weights of each layer by name. */
export function layerTensors({ model, weights }: Network): readonly [string, Tensor][] {
  const slice = (from: number, to: number): Float32Array<ArrayBuffer> => Float32Array.from(weights.subarray(from, to));
  if (model.model === 'linear')
    return [
      ['linear.a', { shape: [1], values: slice(0, 1) }],
      ['linear.b', { shape: [model.dimension], values: slice(1, model.dimension + 1) }],
    ];
  return layersOf(model).flatMap(({ at, from, to }, index): [string, Tensor][] => [
    [`layers.${index}.weight`, { shape: [from, to], values: slice(at, at + from * to) }],
    [`layers.${index}.bias`, { shape: [to], values: slice(at + from * to, at + (from + 1) * to) }],
  ]);
}

/**
 * The network of a safetensors file as `writeNetwork` makes it. The bytes are untrusted: throws TypeError for what is no
 * Uint8Array, and RangeError naming what is wrong, where, and what is allowed.
 */
export function readNetwork(bytes: Uint8Array): Network {
  const file = readTensors(bytes);
  const format = file.metadata.get('format');
  if (format !== FORMAT)
    throw new RangeError(`__metadata__.format is ${JSON.stringify(format)}; only "${FORMAT}" is allowed`);
  const read = told(file, 'model', ['linear', 'network']) === 'linear' ? readLinear(file) : readLayers(file);
  const levels = file.metadata.get('levels')?.split(' ').map(Number);
  const network: Network = { ...read, ...(levels && { levels: [levels[0], levels[levels.length - 1]] }) };
  checkNetwork(network);
  network.weights.forEach((weight, k) => {
    if (!Number.isFinite(weight)) throw new RangeError(`weight ${k} is ${weight}; finite numbers are allowed`);
  });
  return network;
}

function told<T extends string>({ metadata }: TensorFile, key: string, allowed: readonly T[]): T {
  const value = metadata.get(key);
  const known = allowed.find((one) => one === value);
  if (known === undefined)
    throw new RangeError(`__metadata__.${key} is ${JSON.stringify(value)}; allowed are ${allowed.join(', ')}`);
  return known;
}

function readLinear(file: TensorFile): Network {
  const dimension = file.tensors.get('linear.b')?.values.length ?? 0;
  const model: ScoreModel = { model: 'linear', dimension };
  checkModel(model);
  return {
    model,
    weights: joined(file, [
      ['linear.a', [1]],
      ['linear.b', [dimension]],
    ]),
  };
}

function readLayers(file: TensorFile): Network {
  const shape = shapeOf(file);
  const model: NetworkModel = {
    model: 'network',
    ...shape,
    parametrisation: told(file, 'parametrisation', parametrisations),
  };
  checkModel(model);
  const expected = layersOf(model).flatMap(({ from, to }, index): [string, number[]][] => [
    [`layers.${index}.weight`, [from, to]],
    [`layers.${index}.bias`, [to]],
  ]);
  const weights = joined(file, expected);
  if (weights.length !== weightCount(model))
    throw new RangeError('the layers have another number of weights than the network');
  return { model, weights };
}

/** What the arrays say of it: depth by their number, width and dimension by the ends. */
function shapeOf(file: TensorFile): NetworkShape {
  const layers = file.tensors.size / 2 - 1;
  const first = file.tensors.get('layers.0.bias');
  const last = file.tensors.get(`layers.${layers}.bias`);
  return {
    dimension: last?.values.length ?? 0,
    width: first?.values.length ?? 0,
    layers,
    activation: told(file, 'activation', activations),
    conditional: told(file, 'conditional', ['true', 'false']) === 'true',
  };
}

/** The arrays of these names and shapes, one after the other; there are no others. */
function joined(
  { tensors }: TensorFile,
  expected: readonly (readonly [string, readonly number[]])[],
): Float32Array<ArrayBuffer> {
  if (tensors.size !== expected.length)
    throw new RangeError(
      `the file has ${tensors.size} tensors; ${expected.length} are allowed: ${expected.map(([name]) => name).join(', ')}`,
    );
  const parts = expected.map(([name, shape]) => {
    const tensor = tensors.get(name);
    if (tensor?.shape.join() !== shape.join())
      throw new RangeError(`${name} is [${tensor?.shape.join(', ') ?? 'missing'}]; [${shape.join(', ')}] is allowed`);
    return tensor.values;
  });
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
