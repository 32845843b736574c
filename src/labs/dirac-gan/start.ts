// Where trajectories begin. Any first few of them are spread over the whole start, because the first ones leave trails.
import { streams, threefry2x32, uniformFromWord } from '../../math/random';
import type { RunData } from '../../experiment/lab';
import type { Start } from './settings';

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

/** Positions [count, 2] of the start. */
export function startPositions(start: Start, count: number, seed: number): Float64Array {
  const positions = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) positions.set(startPosition(start, i, count, seed), 2 * i);
  return positions;
}

function startPosition(
  { kind, theta, psi, radius }: Start,
  i: number,
  count: number,
  seed: number,
): readonly [number, number] {
  switch (kind) {
    case 'point':
      return [theta, psi];
    case 'ring':
      return polar(radius, turnOf(i));
    case 'disc':
      return polar(radius * Math.sqrt(uniformOf(seed, i)), turnOf(i));
    case 'grid':
      return latticePoint(radius, i, count);
  }
}

function turnOf(i: number): number {
  return (Math.imul(i, GOLDEN) >>> 0) / 2 ** 32;
}

function polar(radius: number, turn: number): readonly [number, number] {
  return [radius * Math.cos(2 * Math.PI * turn), radius * Math.sin(2 * Math.PI * turn)];
}

const words = new Uint32Array(2);

function uniformOf(seed: number, i: number): number {
  threefry2x32(seed, streams.init, i, 0, words);
  return uniformFromWord(words[0]);
}

/** Cells of a square in an order that visits all of it early: multiples of a number without a common divisor. */
function latticePoint(half: number, i: number, count: number): readonly [number, number] {
  const side = Math.ceil(Math.sqrt(count));
  const cells = side * side;
  const cell = (i * coprimeNear(Math.round(0.618 * cells), cells)) % cells;
  const at = (k: number): number => (side === 1 ? 0 : half * ((2 * k) / (side - 1) - 1));
  return [at(cell % side), at(Math.floor(cell / side))];
}

function coprimeNear(wanted: number, n: number): number {
  let candidate = Math.max(1, wanted);
  while (greatestDivisor(candidate, n) !== 1) candidate++;
  return candidate;
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
