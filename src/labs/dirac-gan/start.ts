// Where trajectories begin. Any first few of them are spread over the whole start, because the first ones leave trails.
import type { RunData } from '../../experiment/lab';
import { coprimeStride } from '../../math/coprime';
import { streams, threefry2x32, uniformFromWord } from '../../math/random';
import type { Values } from './parameters';

export type Start = Pick<Values, 'init' | 'theta0' | 'psi0' | 'radius'>;

/** Golden ratio of 2³², odd: its multiples cover the circle evenly from the first on. */
const GOLDEN = 0x9e3779b1;

/** The user's points [n, 2], or undefined. Throws naming what is wrong. */
export function readInitial({ initial }: RunData): Float32Array | undefined {
  if (initial === undefined) return undefined;
  if (!(initial instanceof Float32Array)) throw new TypeError('initial must be a Float32Array, row-major [n, 2]');
  if (initial.length === 0 || initial.length % 2 !== 0) {
    throw new RangeError(
      `initial has ${initial.length} numbers; an even number of at least 2 is allowed: θ, ψ, θ, ψ, …`,
    );
  }
  const bad = initial.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`initial[${bad}] is ${initial[bad]}; finite numbers are allowed`);
  return initial;
}

/** How far from the equilibrium they are at most, along an axis or in all. */
export function startRadius({ init, theta0, psi0, radius }: Start, initial: Float32Array | undefined): number {
  if (initial) return initial.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return init === 'point' ? Math.hypot(theta0, psi0) : radius;
}

/** Positions [count, 2] of the start. */
export function startPositions(start: Start, count: number, seed: number): Float64Array {
  const positions = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) positions.set(startPosition(start, i, count, seed), 2 * i);
  return positions;
}

function startPosition({ init, theta0, psi0, radius }: Start, i: number, count: number, seed: number): Position {
  switch (init) {
    case 'point':
      return [theta0, psi0];
    case 'ring':
      return polar(radius, i);
    case 'disc':
      return polar(radius * Math.sqrt(uniformOf(seed, i)), i);
    case 'grid':
      return latticePoint(radius, i, count);
  }
}

type Position = readonly [theta: number, psi: number];

function polar(radius: number, i: number): Position {
  const angle = 2 * Math.PI * ((Math.imul(i, GOLDEN) >>> 0) / 2 ** 32);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

const words = new Uint32Array(2);

function uniformOf(seed: number, i: number): number {
  threefry2x32(seed, streams.init, i, 0, words);
  return uniformFromWord(words[0]);
}

/** Cells of a square in an order that visits all of it early. */
function latticePoint(half: number, i: number, count: number): Position {
  const side = Math.ceil(Math.sqrt(count));
  const cell = (i * coprimeStride(side * side)) % (side * side);
  const at = (k: number): number => (side === 1 ? 0 : half * ((2 * k) / (side - 1) - 1));
  return [at(cell % side), at(Math.floor(cell / side))];
}
