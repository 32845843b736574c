// The bandwidth without knowing the truth: the likelihood of points left out. Few points leave one out at a time, exactly;
// many set a few hundred aside and score them with the rest.
import type { Backend } from '../../../compute/backend';
import type { Plot } from '../../../experiment/lab';
import { figure as shown } from '../../../experiment/claims';
import type { PointCloud } from '../../../experiment/point-cloud';
import { Probe } from '../../../score/density-probe';
import { BANDWIDTHS } from './bandwidth';
import { Valley, type Figure, type Minimum } from './figure';

/** Up to here every point is left out once, in float64. */
const MOST_ALONE = 700;
const SET_ASIDE = 512;
const MOST_POINTS = { webgpu: 4096, reference: 1024 } as const;

export class LikelihoodFigure implements Figure {
  readonly #cloud: PointCloud;
  readonly #losses = new Valley(BANDWIDTHS);
  readonly #probe: Probe | undefined;
  readonly #aside: Float32Array;
  #squares: Float64Array | undefined;

  constructor(backend: Backend, cloud: PointCloud) {
    this.#cloud = cloud;
    const { values, dimension, count } = cloud;
    const aside = count > MOST_ALONE ? SET_ASIDE : 0;
    this.#aside = values.subarray((count - aside) * dimension);
    const rest = Math.min(MOST_POINTS[backend.kind], count - aside);
    if (aside > 0) this.#probe = new Probe(backend, values.slice(0, rest * dimension), dimension);
  }

  get best(): Minimum | undefined {
    return this.#losses.best;
  }

  async refine(): Promise<boolean> {
    const sigma = this.#losses.next;
    if (this.#cloud.count < 2 || sigma === undefined) return false;
    this.#losses.add(this.#probe ? await this.#lossAside(this.#probe, sigma) : this.#lossAlone(sigma));
    const more = this.#losses.next !== undefined;
    if (!more) this.#probe?.dispose();
    return more;
  }

  plot(): Plot | undefined {
    if (this.#cloud.count < 2) return undefined;
    const { best } = this;
    const how = this.#probe ? `${SET_ASIDE} points left out` : 'each point left out once';
    return {
      kind: 'plot',
      id: 'likelihood',
      title: 'Bandwidth without the truth',
      x: { label: 'σ', scale: 'log' },
      y: { label: '−mean log q, nats', scale: 'linear' },
      series: [{ label: how, colour: 'second', ...this.#shown(), dots: true }],
      marks: best ? [{ label: 'best σ', x: best.x, colour: 'second' }] : [],
      remarks: best
        ? [
            best.inside
              ? `Scoring points that were left out needs no truth: it prefers σ = ${shown(best.x)}.`
              : 'The likelihood of points left out has no optimum in this range.',
          ]
        : [],
      done: this.#losses.done,
      ...(best?.inside
        ? { remedy: { label: `Use σ = ${shown(best.x)}`, values: { sigma: Number(best.x.toPrecision(3)) } } }
        : {}),
    };
  }

  dispose(): void {
    this.#probe?.dispose();
  }

  /** The left branch climbs like 1/σ²: what is more than a few nats above the best says nothing more. */
  #shown(): { x: number[]; y: number[] } {
    const { x, y } = this.#losses.curve;
    const floor = Math.min(...y);
    const kept = y.flatMap((loss, i) => (loss < floor + 4 * this.#cloud.dimension ? [[x[i], loss]] : []));
    return { x: kept.map(([x]) => x), y: kept.map(([, y]) => y) };
  }

  async #lossAside(probe: Probe, sigma: number): Promise<number> {
    const { logDensity } = await probe.ask({ queries: this.#aside, sigma });
    return -logDensity.reduce((sum, value) => sum + value, 0) / logDensity.length;
  }

  /** −(1/N) Σᵢ log (1/(N−1)) Σ_{j≠i} K(xᵢ|xⱼ), in float64. */
  #lossAlone(sigma: number): number {
    const { count, dimension } = this.#cloud;
    const squares = (this.#squares ??= this.#distances());
    const normaliser = dimension * Math.log(Math.sqrt(2 * Math.PI) * sigma) + Math.log(count - 1);
    let loss = 0;
    for (let i = 0; i < count; i++) {
      const row = squares.subarray(i * count, (i + 1) * count);
      let nearest = Infinity;
      for (let j = 0; j < count; j++) if (j !== i && row[j] < nearest) nearest = row[j];
      let total = 0;
      for (let j = 0; j < count; j++) if (j !== i) total += Math.exp((nearest - row[j]) / (2 * sigma * sigma));
      loss -= Math.log(total) - nearest / (2 * sigma * sigma) - normaliser;
    }
    return loss / count;
  }

  /** [N, N] squared distances. */
  #distances(): Float64Array {
    const { values, count, dimension } = this.#cloud;
    const squares = new Float64Array(count * count);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < i; j++) {
        let square = 0;
        for (let k = 0; k < dimension; k++) square += (values[i * dimension + k] - values[j * dimension + k]) ** 2;
        squares[i * count + j] = squares[j * count + i] = square;
      }
    }
    return squares;
  }
}
