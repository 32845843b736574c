// Drawback 4: at the edge of a uniform density the estimate falls to one half, and its score pulls inwards. MATHS.md 3.4, K7.
import type { Backend } from '../../../compute/backend';
import { normalCdf } from '../../../math/special';
import type { Plot } from '../../../experiment/lab';
import { figure as shown } from '../../../experiment/claims';
import { Probe } from '../../../score/density-probe';
import type { Figure } from './figure';

/** Midpoints of as many equal parts of [0, 1]. */
export const MIDPOINTS = 4000;
const PLACES = 181;
/** The parts must be fine against σ, and the middle far from both edges. */
export const EDGE_BANDWIDTHS = { least: 2e-3, most: 0.12 } as const;

export function uniformMidpoints(): Float32Array {
  return Float32Array.from({ length: MIDPOINTS }, (_, i) => (i + 0.5) / MIDPOINTS);
}

/** The bandwidth that stands for the setting in this figure. */
export function edgeBandwidth(sigma: number): number {
  return Math.min(EDGE_BANDWIDTHS.most, Math.max(EDGE_BANDWIDTHS.least, sigma));
}

export class BoundaryFigure implements Figure {
  readonly #backend: Backend;
  readonly #sigma: () => number;
  #probe: Probe | undefined;
  #measured: { readonly sigma: number; readonly density: number[]; readonly pull: number[] } | undefined;

  constructor(backend: Backend, sigma: () => number) {
    this.#backend = backend;
    this.#sigma = sigma;
  }

  async refine(): Promise<boolean> {
    const sigma = edgeBandwidth(this.#sigma());
    if (this.#measured?.sigma === sigma) return false;
    this.#probe ??= new Probe(this.#backend, uniformMidpoints(), 1);
    const { score, logDensity } = await this.#probe.ask({ queries: Float32Array.from(this.#places()), sigma });
    this.#measured = {
      sigma,
      density: Array.from(logDensity, Math.exp),
      pull: Array.from(score, (value) => value * sigma),
    };
    return edgeBandwidth(this.#sigma()) !== sigma;
  }

  plot(): Plot {
    const x = this.#places();
    const measured = this.#measured;
    const sigma = measured?.sigma ?? edgeBandwidth(this.#sigma());
    const limited = sigma === this.#sigma() ? '' : ` (here σ = ${shown(sigma)})`;
    return {
      kind: 'plot',
      id: 'boundary',
      title: 'Boundary: the edge of a uniform law',
      x: { label: 'x', scale: 'linear' },
      y: { label: 'density; σ · score', scale: 'linear' },
      series: [
        { label: 'true density', colour: 'muted', x: [x[0], 0, 0, 1, 1, x[PLACES - 1]], y: [0, 0, 1, 1, 0, 0] },
        ...(measured
          ? [
              { label: 'estimate', colour: 'first' as const, x, y: measured.density },
              { label: 'σ · score', colour: 'second' as const, ...inner(x, measured.pull) },
            ]
          : []),
        { label: 'theory', colour: 'theory', x, y: x.map((at) => normalCdf(at / sigma) - normalCdf((at - 1) / sigma)) },
      ],
      remarks: [`At the edge the estimate is half the truth, and its score is √(2/π)/σ instead of 0${limited}.`],
      done: measured ? 1 : 0,
    };
  }

  dispose(): void {
    this.#probe?.dispose();
  }

  #places(): number[] {
    return Array.from({ length: PLACES }, (_, i) => -0.25 + (1.5 * i) / (PLACES - 1));
  }
}

/** The score inside of the interval: outside it grows without bound. */
function inner(x: readonly number[], pull: readonly number[]): { x: number[]; y: number[] } {
  const kept = x.flatMap((at, i) => (at >= 0 && at <= 1 ? [[at, pull[i]]] : []));
  return { x: kept.map(([at]) => at), y: kept.map(([, value]) => value) };
}
