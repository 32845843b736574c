// How many steps MALA needs to forget where its chains began, on a Gaussian or between equal round modes. MATHS.md 3.1, L8, L9.
import { normalCdf } from './special';

/** One principal axis: the ratio γ/λ, and how many stationary deviations from the middle a chain may begin. */
export interface Direction {
  readonly ratio: number;
  readonly distance: number;
}

/** The start may be left to one part in this many; no chain of 10⁶ may be left behind. */
const RESIDUAL = 1e3;
const LEFT_BEHIND = Math.log(1e7);

/** Along an axis up to here the mean of a proposal is at most half as far out; beyond 2 it is farther out than the chain. */
const HALVING = 1.5;

/**
 * Chance of accepting a proposal far out along one axis. There log r = (g/4)(x² − y²) decides alone, y = (1 − g)x + √(2g) ε:
 * beyond g = 2 the noise must bring the proposal back inside, √(2g) ε < −(g − 2)|x|, which distance makes ever less likely.
 */
export function tailAcceptance({ ratio, distance }: Direction): number {
  return ratio < HALVING ? 1 : normalCdf((-Math.max(0, ratio - 2) * distance) / Math.sqrt(2 * ratio));
}

/** An upper estimate of the steps; `acceptance` is the stationary one. Infinity where chains far out are stuck for good. */
export function malaForgetting(directions: readonly Direction[], acceptance: number): number {
  // What another axis adds to log r is negative half of the time.
  const escape = directions.reduce((chance, direction) => {
    const accepted = tailAcceptance(direction);
    return accepted < 1 ? (chance * accepted) / 2 : chance;
  }, 1);
  const inside = directions.map(
    (direction) => (Math.log(RESIDUAL) + approach(direction)) / rate(direction) / acceptance,
  );
  const stuck = escape < 1 ? LEFT_BEHIND / escape : 0;
  return Math.max(...inside) + stuck;
}

/** Per accepted step; beyond γ = λ/2 a step forgets most of what was. */
function rate({ ratio }: Direction): number {
  return Math.min(ratio, 0.5);
}

/** Of the way in, in the same units: geometric, or by about one deviation of the noise at a time. */
function approach({ ratio, distance }: Direction): number {
  return ratio < HALVING ? Math.log1p(distance) : (2 * distance) / Math.sqrt(2 * ratio);
}
