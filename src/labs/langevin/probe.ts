// Small experiments beside the run, with the very kernel that moves the chains: where does the noise-free map send
// these points? The measured spectrum and the stability claims come from here.
import type { Backend } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import type { Vector2 } from '../../targets/target';
import { ChainSet } from './chain-set';
import type { PointDensity } from './point-density';
import { ScoredStepper } from './scored-stepper';
import type { Settings } from './settings';

/** Five points a mode for central differences, 64 modes at most. */
const CAPACITY = 320;

export class Probe {
  readonly #backend: Backend;
  readonly #chains: ChainSet;
  readonly #density: PointDensity | undefined;

  constructor(backend: Backend, scope: Scope, density?: PointDensity) {
    this.#backend = backend;
    this.#density = density;
    this.#chains = new ChainSet(backend, scope, 'probe', CAPACITY);
  }

  /** Positions after `steps` noise-free ULA steps of size `step` from `points`, on the device: at most 320 where the target has a kernel. */
  async ascend(settings: Settings, step: number, points: readonly Vector2[], steps: number): Promise<Vector2[]> {
    const ascent = { target: settings.target, method: 'ula', step, noise: 0 } as const;
    if (this.#density) return this.#ascendScored(this.#density, ascent, points, steps);
    if (points.length > CAPACITY) throw new RangeError(`points has ${points.length} entries; at most ${CAPACITY}`);
    await this.#chains.configure(ascent);
    this.#backend.write(this.#chains.positions, points.flat());
    this.#chains.dispatch(0, points.length, 0, steps, 0);
    const moved = await this.#backend.read(this.#chains.positions, 0, 2 * points.length);
    await this.#chains.verifyProgress();
    return points.map((_, i) => [Number(moved[2 * i]), Number(moved[2 * i + 1])]);
  }

  async #ascendScored(
    density: PointDensity,
    settings: Settings,
    points: readonly Vector2[],
    steps: number,
  ): Promise<Vector2[]> {
    const scope = new Scope(this.#backend);
    try {
      const chains = new ChainSet(this.#backend, scope, 'probe', points.length, density);
      await chains.configure(settings);
      this.#backend.write(chains.positions, points.flat());
      await new ScoredStepper(this.#backend).advance([chains], 0, 0, steps, () => undefined);
      const moved = await this.#backend.read(chains.positions);
      await chains.verifyProgress();
      return points.map((_, i) => [Number(moved[2 * i]), Number(moved[2 * i + 1])]);
    } finally {
      scope.dispose();
    }
  }
}

/** Columns of a Jacobian. */
export interface JacobianColumns {
  readonly x: Vector2;
  readonly y: Vector2;
}

/**
 * Jacobians of one noise-free step at the given points by central differences. The half width balances truncation
 * against the rounding of f32 positions: 0.02 of the local width 1/√|λ|max, but at least 2⁻⁹ of the coordinate's size.
 */
export async function measureJacobians(
  probe: Probe,
  settings: Settings,
  at: readonly Vector2[],
): Promise<JacobianColumns[]> {
  const widths = at.map(([x, y]) => halfWidth(settings, x, y));
  const points = at.flatMap(([x, y], i): Vector2[] => {
    const h = widths[i] ?? 0;
    return [
      [x + h, y],
      [x - h, y],
      [x, y + h],
      [x, y - h],
    ];
  });
  const moved = await probe.ascend(settings, settings.step, points, 1);
  return at.map((_, i) => {
    const [east, west, north, south] = moved.slice(4 * i, 4 * i + 4) as [Vector2, Vector2, Vector2, Vector2];
    // The points themselves were rounded to f32 on their way, so divide by the width that they really had.
    const [e, w, n, s] = points.slice(4 * i, 4 * i + 4).map(([x, y]) => [Math.fround(x), Math.fround(y)] as const) as [
      Vector2,
      Vector2,
      Vector2,
      Vector2,
    ];
    const dx = e[0] - w[0];
    const dy = n[1] - s[1];
    return {
      x: [(east[0] - west[0]) / dx, (east[1] - west[1]) / dx],
      y: [(north[0] - south[0]) / dy, (north[1] - south[1]) / dy],
    };
  });
}

function halfWidth({ target }: Settings, x: number, y: number): number {
  const [xx, xy, yy] = target.hessian(x, y);
  const largest = Math.hypot((xx - yy) / 2, xy) + Math.abs(xx + yy) / 2;
  return Math.max(0.02 / Math.sqrt(Math.max(largest, 1e-12)), Math.hypot(x, y) * 2 ** -9);
}
