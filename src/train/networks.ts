// Trained networks by name: those that ship, and the one that the visitor keeps, which travels as the words of its file.
import { STATE_ROWS } from '../kernels/network-update';
import { modelSize, type ScoreModel } from '../math/score-model';
import { readNetwork, writeNetwork } from './network-file';
import type { Network } from './check-network';

export const networkNames = {
  moons: 'Two moons, one noise level',
  levels: 'Two moons, 24 noise levels',
  own: 'Your own',
} as const;
export type NetworkId = keyof typeof networkNames;

/** Of the plane. Throws RangeError in words where there is none, or where what there is, is no network. */
export async function findNetwork(
  id: NetworkId,
  { network: words }: Readonly<Record<string, Float32Array>>,
): Promise<Network> {
  if (id !== 'own') {
    const { shippedFiles } = await import('./shipped-files');
    return readNetwork(Uint8Array.from(atob(shippedFiles[id]), (letter) => letter.charCodeAt(0)));
  }
  if (!words?.length)
    throw new RangeError(
      "network is 'own', but there is none here yet: train one in the lab ‘Score matching’ and press ‘Use in other labs’, or open the file of one there",
    );
  const network = readNetwork(bytesOf(words));
  const { dimension } = network.model;
  if (dimension !== 2)
    throw new RangeError(`data.network is a network of ${dimension} dimensions; 2 are allowed in this lab`);
  return network;
}

/** The safetensors file of a network, four bytes to a number. */
export function wordsOf(network: Network): Float32Array<ArrayBuffer> {
  return new Float32Array(writeNetwork(network).buffer);
}

export function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** The network of a checkpoint of training, its weights as they are averaged. Throws RangeError where there is none of this model. */
export function networkIn(
  model: ScoreModel,
  { arrays }: { readonly arrays: Readonly<Record<string, { readonly data: Float32Array }>> },
  sigmas: readonly number[],
): Network {
  const [size, at] = [modelSize(model), STATE_ROWS.indexOf('average')];
  const weights = Float32Array.from(arrays['state']?.data.subarray(at * size, (at + 1) * size) ?? []);
  return { model, weights, levels: [Math.min(...sigmas), Math.max(...sigmas)] };
}

/** Of untrusted bytes: the words of the network's file, and what it is. Throws RangeError naming what is wrong. */
export function readNetworkFile(bytes: Uint8Array): {
  readonly words: Float32Array<ArrayBuffer>;
  readonly says: string;
} {
  const network = readNetwork(bytes);
  return { words: wordsOf(network), says: describeNetwork(network) };
}

/** 'A network 2 → 64 → 64 → 2, tanh, trained at σ = 0.2'. */
export function describeNetwork({ model, levels }: Network): string {
  const trained = levels
    ? `, trained at σ = ${levels[0] === levels[1] ? levels[0] : `${levels[0]} to ${levels[1]}`}`
    : '';
  if (model.model === 'linear') return `A linear model${trained}`;
  const { dimension, conditional, layers, width, activation } = model;
  const sizes = [dimension + (conditional ? 1 : 0), ...Array.from({ length: layers }, () => width), dimension];
  return `A network ${sizes.join(' → ')}, ${activation}${trained}`;
}
