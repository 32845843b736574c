// Where the noise-free step sends points, by the very kernels that move the chains: the measured spectrum and the claims
// about stability come from here.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { float32 } from '../math/rounding';
import type { Matrix } from '../math/spectrum';
import type { Target, Vector2 } from '../targets/target';
import { ChainSet, type ChainSettings } from './chain-set';
import type { EvaluatedField } from './scored-moves';
import { ScoredStepper } from './scored-stepper';
import { Stepper } from './stepper';

type Stepped = Pick<ChainSettings, 'target' | 'step'>;

export class NoiseFreeMap {
  readonly #backend: Backend;
  readonly #field: EvaluatedField | undefined;

  /** `field`: what gives the score where the target has no kernel. */
  constructor(backend: Backend, field?: EvaluatedField) {
    this.#backend = backend;
    this.#field = field;
  }

  /** Positions after `steps` noise-free steps from `points`, on the device. */
  async ascend({ target, step }: Stepped, points: readonly Vector2[], steps: number): Promise<Vector2[]> {
    if (points.length === 0) return [];
    const scope = new Scope(this.#backend);
    try {
      const chains = new ChainSet(this.#backend, scope, 'noise-free', points.length, this.#field);
      await chains.configure({ target, method: 'ula', step, noise: 0 });
      chains.place(points.flat(), 0);
      const stepper = this.#field ? new ScoredStepper(this.#backend) : new Stepper(this.#backend);
      await stepper.advance([chains], 0, 0, steps, () => undefined);
      const moved = await this.#backend.read(chains.positions);
      await chains.verify();
      return points.map((_, i) => [Number(moved[2 * i]), Number(moved[2 * i + 1])]);
    } finally {
      scope.dispose();
    }
  }

  /** Jacobians of one step at the given points by central differences. */
  async jacobians(settings: Stepped, at: readonly Vector2[]): Promise<Matrix[]> {
    const points = at.flatMap((place) => differencePoints(settings.target, place).points);
    const moved = await this.ascend(settings, points, 1);
    return at.map((_, i) => jacobianOf(points.slice(4 * i, 4 * i + 4), moved.slice(4 * i, 4 * i + 4)));
  }
}

/** East, west, north and south of a place, as float32 holds them. */
export function differencePoints(target: Target, [x, y]: Vector2): { points: Vector2[]; halfWidth: number } {
  const h = halfWidthAt(target, x, y);
  const points = [
    [x + h, y],
    [x - h, y],
    [x, y + h],
    [x, y - h],
  ].map(([a = 0, b = 0]): Vector2 => [Math.fround(a), Math.fround(b)]);
  return { points, halfWidth: h };
}

/** The Jacobian, row by row, from such four points and where they went. */
export function jacobianOf(points: readonly Vector2[], moved: readonly Vector2[]): Matrix {
  const [[e], [w], [, n], [, s]] = points as [Vector2, Vector2, Vector2, Vector2];
  const [east, west, north, south] = moved as [Vector2, Vector2, Vector2, Vector2];
  return [
    (east[0] - west[0]) / (e - w),
    (north[0] - south[0]) / (n - s),
    (east[1] - west[1]) / (e - w),
    (north[1] - south[1]) / (n - s),
  ];
}

/**
 * Balances truncation, about h²λ, against the rounding of places, u|x|/h: 0.02 of the local width 1/√|λ|max, more where the place is far out
 * for its width.
 */
function halfWidthAt(target: Target, x: number, y: number): number {
  const [xx, xy, yy] = target.hessian(x, y);
  const largest = Math.max(Math.hypot((xx - yy) / 2, xy) + Math.abs(xx + yy) / 2, 1e-12);
  return Math.max(0.02 / Math.sqrt(largest), Math.cbrt(float32.place(Math.hypot(x, y)) / largest));
}
