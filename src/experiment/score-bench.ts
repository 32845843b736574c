// The score bench: how far scores that are made of data are from the true one, where that is known: kernels of the best bandwidth over
// the number of data, and a model that was trained on all of them. MATHS.md 3.4.
import type { Backend } from '../compute/backend';
import type { SyntheticId } from '../data/synthetic';
import { mean } from '../math/statistics';
import { logSpaced } from '../math/valley';
import { rowsOf, squareTo } from '../math/vectors';
import { figure, grouped } from '../numbers';
import { leadingRows } from '../score/density-queue';
import type { ScoreError } from '../score/score-error';
import type { Figure } from './figures';
import type { Plot, PlotSeries } from './frame';
import { lawError } from './law-error';
import type { PointCloud } from './point-cloud';

const TESTS = { webgpu: 512, reference: 128 } as const;
const BANDWIDTHS = logSpaced(0.03, 1.5, 13);
/** The fewest points, and how many times as many the next have. */
const FEWEST = 32;
const RATIO = 4;

export class ScoreBench implements Figure {
  readonly #backend: Backend;
  readonly #values: Float32Array;
  readonly #law: SyntheticId;
  readonly #seed: number;
  readonly #counts: readonly number[];
  readonly #all: ScoreError;
  readonly #best: { readonly bandwidth: number; readonly error: number }[] = [];
  /** Of the points whose turn it is. */
  #errors: number[] = [];
  #turn: ScoreError | undefined;
  #model: { readonly sigma: number; readonly error: number; readonly kernels: number } | undefined;

  /** Undefined where the truth is not known. */
  static over(backend: Backend, { law, values, dimension }: PointCloud, seed: number): ScoreBench | undefined {
    return law && dimension === 2 ? new ScoreBench(backend, values, law, seed) : undefined;
  }

  private constructor(backend: Backend, values: Float32Array, law: SyntheticId, seed: number) {
    this.#backend = backend;
    this.#values = values;
    this.#law = law;
    this.#seed = seed;
    const all = values.length / 2;
    const steps = Math.max(0, Math.floor(Math.log(all / FEWEST) / Math.log(RATIO)));
    this.#counts = [...Array.from({ length: steps }, (_, k) => FEWEST * RATIO ** k).filter((n) => n < all), all];
    this.#all = this.#of(all);
  }

  /** Fresh draws of the law [n, 2], at which scores are compared. */
  get queries(): Float32Array {
    return this.#all.queries;
  }

  /** What a model trained at a noise level says there. */
  async said(scores: ArrayLike<number>, sigma: number): Promise<void> {
    const known = this.#model?.sigma === sigma ? this.#model.kernels : mean(await this.#all.terms(sigma));
    const truth = rowsOf(this.#all.truth, 2);
    const error = mean(truth.map((score, i) => squareTo(scores, 2 * i, score)));
    this.#model = { sigma, error, kernels: known };
  }

  async refine(): Promise<boolean> {
    const count = this.#counts[this.#best.length];
    if (count === undefined) return false;
    this.#turn ??= this.#of(count);
    const bandwidth = BANDWIDTHS[this.#errors.length];
    this.#errors.push(mean(await this.#turn.terms(bandwidth)));
    if (this.#errors.length < BANDWIDTHS.length) return true;
    const error = Math.min(...this.#errors);
    this.#best.push({ error, bandwidth: BANDWIDTHS[this.#errors.indexOf(error)] });
    this.#errors = [];
    this.#turn.dispose();
    this.#turn = undefined;
    return this.#best.length < this.#counts.length;
  }

  panel(): Plot {
    const [best, model] = [this.#best, this.#model];
    const all = this.#counts[this.#counts.length - 1];
    const dots = (label: string, colour: PlotSeries['colour'], y: number): PlotSeries => {
      return { label, colour, x: [all], y: [y], dots: true };
    };
    const last = best.length === this.#counts.length ? best[best.length - 1] : undefined;
    return {
      kind: 'plot',
      id: 'bench',
      title: 'Score bench: error against the true score of the law',
      x: { label: 'N data', scale: 'log' },
      y: { label: 'mean |s − ∇ log p|²', scale: 'log' },
      series: [
        {
          label: 'kernels, best bandwidth',
          colour: 'second',
          x: this.#counts.slice(0, best.length),
          y: best.map(({ error }) => error),
          dots: true,
        },
        ...(model ? [dots('the model', 'first', model.error), dots('kernels at its σ', 'muted', model.kernels)] : []),
      ],
      remarks: [
        'The true score is at 0. A model learns the score of the law with noise σ; kernels at σ are what it is trained towards.',
        ...(last ? [`With ${grouped(all)} data the best bandwidth is ${figure(last.bandwidth)}.`] : []),
      ],
      done: best.length / this.#counts.length,
    };
  }

  /** Idempotent. */
  dispose(): void {
    this.#turn?.dispose();
    this.#all.dispose();
  }

  #of(count: number): ScoreError {
    const points = leadingRows(this.#values, 2, count);
    return lawError(this.#backend, this.#law, points, 2, TESTS[this.#backend.kind], this.#seed);
  }
}
