// Drawback 3: distances concentrate, and the best score that a thousand points allow gets worse with the dimension.
// MATHS.md 3.4, K6.
import type { Backend } from '../../../compute/backend';
import { drawPoints } from '../../../data/synthetic';
import type { Figure } from '../../../experiment/figures';
import type { Plot } from '../../../experiment/frame';
import { variation, type Estimate } from '../../../math/statistics';
import { logSpaced, lowest } from '../../../math/valley';
import { rowsOf, squareTo } from '../../../math/vectors';
import { lawError } from '../../../experiment/law-error';
import type { ScoreError } from '../../../score/score-error';
import { grouped } from '../../../numbers';

const DIMENSIONS = [2, 4, 8, 16, 32, 64] as const;
const SIZES = { webgpu: { points: 1024, tests: 256 }, reference: { points: 256, tests: 64 } } as const;
/** Around the best ones: 0.3 in two dimensions, beyond 1 in many. */
const BANDWIDTHS = logSpaced(0.25, 2.5, 9);
/** Distances are taken between points that stand up to so many rows apart. */
const APART = 64;

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

  /** The best relative errors, dimension by dimension, as far as measured. */
  get errors(): readonly Estimate[] {
    return this.#errors;
  }

  async refine(): Promise<boolean> {
    if (this.#errors.length >= DIMENSIONS.length) return false;
    this.#measure ??= this.#begin(DIMENSIONS[this.#errors.length]);
    this.#curve.push(await this.#measure.relative(BANDWIDTHS[this.#curve.length]));
    if (this.#curve.length === BANDWIDTHS.length) this.#end();
    return this.#errors.length < DIMENSIONS.length;
  }

  panel(): Plot {
    const x = DIMENSIONS.slice(0, this.#errors.length);
    const points = grouped(SIZES[this.#backend.kind].points);
    return {
      kind: 'plot',
      id: 'dimension',
      title: 'Dimension: the best that can be had',
      x: { label: 'd', scale: 'log' },
      y: { label: 'error / E|s|²; deviation / mean', scale: 'log' },
      series: [
        { label: 'best error of the score', colour: 'first', x, y: this.#errors.map(({ value }) => value), dots: true },
        { label: 'variation of |x − x′|²', colour: 'second', x, y: this.#variations.slice(0, x.length), dots: true },
        { label: '√(2/d)', colour: 'theory', x: DIMENSIONS, y: DIMENSIONS.map((d) => Math.sqrt(2 / d)) },
      ],
      remarks: [
        `Standard normal, ${points} points, each dimension at its own best σ. All points become equally far, and no bandwidth tells near from far.`,
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
    const squares = rowsOf(values, dimension).flatMap((place, i) =>
      Array.from({ length: Math.min(APART, i) }, (_, k) => squareTo(values, (i - 1 - k) * dimension, place)),
    );
    this.#variations.push(variation(squares));
    return lawError(this.#backend, 'normal', values, dimension, tests, this.#seed);
  }

  #end(): void {
    const values = this.#curve.map(({ value }) => value);
    const { standardError } = this.#curve[values.indexOf(Math.min(...values))];
    this.#errors.push({ value: lowest(BANDWIDTHS, values)?.y ?? Number.NaN, standardError });
    this.dispose();
    this.#measure = undefined;
    this.#curve = [];
  }
}
