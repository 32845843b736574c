// Drawback 3: distances concentrate, and the best score that a thousand points allow gets worse with the dimension.
// MATHS.md 3.4, K6.
import type { Backend } from '../../../compute/backend';
import { drawPoints } from '../../../data/synthetic';
import type { Estimate } from '../../../math/statistics';
import type { Plot } from '../../../experiment/lab';
import { logSpaced, lowest, type Figure } from './figure';
import { ScoreError } from './score-error';

export const DIMENSIONS = [2, 4, 8, 16, 32, 64] as const;
const SIZES = { webgpu: { points: 1024, tests: 256 }, reference: { points: 256, tests: 64 } } as const;
/** Around the best ones: 0.3 in two dimensions, beyond 1 in many. */
const BANDWIDTHS = logSpaced(0.25, 2.5, 9);

export class DimensionFigure implements Figure {
  readonly #backend: Backend;
  readonly #seed: number;
  readonly #errors: Estimate[] = [];
  readonly #variations: number[] = [];
  #measure: ScoreError | undefined;
  #curve: Estimate[] = [];

  constructor(backend: Backend, seed: number) {
    this.#backend = backend;
    this.#seed = seed;
  }

  /** Best relative error and coefficient of variation of |x − x′|², dimension by dimension, as far as measured. */
  get measured(): { readonly errors: readonly Estimate[]; readonly variations: readonly number[] } {
    return { errors: this.#errors, variations: this.#variations };
  }

  async refine(): Promise<boolean> {
    if (this.#errors.length >= DIMENSIONS.length) return false;
    const dimension = DIMENSIONS[this.#errors.length];
    this.#measure ??= this.#begin(dimension);
    const { value, standardError } = await this.#measure.at(BANDWIDTHS[this.#curve.length]);
    const { size } = this.#measure;
    this.#curve.push({ value: value / size, standardError: standardError / size });
    if (this.#curve.length === BANDWIDTHS.length) {
      const values = this.#curve.map(({ value }) => value);
      const { standardError } = this.#curve[values.indexOf(Math.min(...values))];
      this.#errors.push({ value: lowest(BANDWIDTHS, values)?.y ?? Number.NaN, standardError });
      this.#variations.push(variation(this.#measure.probe.points, dimension));
      this.#measure.dispose();
      this.#measure = undefined;
      this.#curve = [];
    }
    return this.#errors.length < DIMENSIONS.length;
  }

  plot(): Plot {
    const x = DIMENSIONS.slice(0, this.#errors.length);
    return {
      kind: 'plot',
      id: 'dimension',
      title: 'Dimension: the best that can be had',
      x: { label: 'd', scale: 'log' },
      y: { label: 'error / E|s|²; deviation / mean', scale: 'log' },
      series: [
        { label: 'best error of the score', colour: 'first', x, y: this.#errors.map(({ value }) => value), dots: true },
        { label: 'variation of |x − x′|²', colour: 'second', x, y: this.#variations, dots: true },
        { label: '√(2/d)', colour: 'theory', x: DIMENSIONS, y: DIMENSIONS.map((d) => Math.sqrt(2 / d)) },
      ],
      remarks: [
        `Standard normal, ${SIZES[this.#backend.kind].points.toLocaleString('en-GB')} points, each dimension at its own best σ. All points become equally far, and no bandwidth tells near from far.`,
      ],
      done: this.#errors.length / DIMENSIONS.length,
    };
  }

  dispose(): void {
    this.#measure?.dispose();
  }

  #begin(dimension: number): ScoreError {
    const { points, tests } = SIZES[this.#backend.kind];
    const values = new Float32Array(points * dimension);
    drawPoints('normal', values, dimension, this.#seed, 0, points);
    return new ScoreError(this.#backend, 'normal', values, dimension, tests, this.#seed);
  }
}

/** Coefficient of variation of the squared distances of all pairs that lie up to 64 rows apart. */
export function variation(points: Float32Array, dimension: number, apart = 64): number {
  const count = points.length / dimension;
  let [pairs, sum, squares] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    for (let j = Math.max(0, i - apart); j < i; j++) {
      let square = 0;
      for (let k = 0; k < dimension; k++) square += (points[i * dimension + k] - points[j * dimension + k]) ** 2;
      pairs++;
      sum += square;
      squares += square * square;
    }
  }
  const mean = sum / pairs;
  return Math.sqrt(Math.max(0, squares / pairs - mean * mean)) / mean;
}
