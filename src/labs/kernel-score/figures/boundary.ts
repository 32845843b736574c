// Drawback 4: at the edge of a uniform density the estimate falls to one half, and its score pulls inwards. MATHS.md 3.4, K7.
import type { Backend } from '../../../compute/backend';
import type { Figure } from '../../../experiment/figures';
import type { Plot, PlotSeries } from '../../../experiment/frame';
import { normalCdf } from '../../../math/special';
import { DensityQueue } from '../../../score/density-queue';
import { figure as shown } from '../../../numbers';

/** Midpoints of as many equal parts of [0, 1]. */
const MIDPOINTS = 4000;
const PLACES = 181;
const X = Array.from({ length: PLACES }, (_, i) => -0.25 + (1.5 * i) / (PLACES - 1));
/** The score is shown inside of the interval: outside it grows without bound. */
const INSIDE = X.flatMap((x, i) => (x >= 0 && x <= 1 ? [i] : []));
/** The parts must be fine against σ, and the middle far from both edges. */
export const EDGE_BANDWIDTHS = { least: 2e-3, most: 0.12 } as const;

/** The kernel density of points that stand evenly in [0, 1]. */
export function uniformDensity(backend: Backend): DensityQueue {
  const points = Float32Array.from({ length: MIDPOINTS }, (_, i) => (i + 0.5) / MIDPOINTS);
  return new DensityQueue(backend, points, 1);
}

export class BoundaryFigure implements Figure {
  readonly #backend: Backend;
  readonly #wanted: () => number;
  #density: DensityQueue | undefined;
  #measured: { readonly sigma: number; readonly series: readonly PlotSeries[] } | undefined;

  /** `sigma`: the setting, which may change. */
  constructor(backend: Backend, sigma: () => number) {
    this.#backend = backend;
    this.#wanted = sigma;
  }

  async refine(): Promise<boolean> {
    const sigma = this.#sigma;
    if (this.#measured?.sigma === sigma) return false;
    this.#density ??= uniformDensity(this.#backend);
    const { score, logDensity } = await this.#density.ask({ queries: Float32Array.from(X), sigma });
    const pull = { x: INSIDE.map((i) => X[i]), y: INSIDE.map((i) => score[i] * sigma) };
    this.#measured = {
      sigma,
      series: [
        { label: 'estimate', colour: 'first', x: X, y: Array.from(logDensity, Math.exp) },
        { label: 'σ · score', colour: 'second', ...pull },
      ],
    };
    return this.#sigma !== sigma;
  }

  panel(): Plot {
    const { sigma, series } = this.#measured ?? { sigma: this.#sigma, series: [] };
    const limited = sigma === this.#wanted() ? '' : ` (here σ = ${shown(sigma)})`;
    const theory = X.map((x) => normalCdf(x / sigma) - normalCdf((x - 1) / sigma));
    return {
      kind: 'plot',
      id: 'boundary',
      title: 'Boundary: the edge of a uniform law',
      x: { label: 'x', scale: 'linear' },
      y: { label: 'density; σ · score', scale: 'linear' },
      series: [
        { label: 'true density', colour: 'muted', x: [X[0], 0, 0, 1, 1, X[PLACES - 1]], y: [0, 0, 1, 1, 0, 0] },
        ...series,
        { label: 'theory', colour: 'theory', x: X, y: theory },
      ],
      remarks: [`At the edge the estimate is half the truth, and its score is √(2/π)/σ instead of 0${limited}.`],
      done: this.#measured ? 1 : 0,
    };
  }

  dispose(): void {
    this.#density?.dispose();
  }

  /** The bandwidth that stands for the setting. */
  get #sigma(): number {
    return Math.min(EDGE_BANDWIDTHS.most, Math.max(EDGE_BANDWIDTHS.least, this.#wanted()));
  }
}
