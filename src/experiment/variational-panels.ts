// The figures of variational inference: the bound of all starts, and what is measured at the followed one. MATHS.md 1.3 to 1.6.
import { binned } from '../math/bins';
import { climbLogits, logJoint, normalise } from '../math/mixture-posterior';
import { frequencyError } from '../math/statistics';
import { rangeOf, row } from '../math/vectors';
import { figure, grouped } from '../numbers';
import { estimatesOf, evidenceTerms, gradientTerms, lawOfBatches } from '../variational/batch-trials';
import { stepAtOptimum } from '../variational/optimum';
import { isModel, type StartShape } from '../variational/start-shape';
import type { Trial } from '../variational/trial';
import type { Mistake } from '../variational/ways';
import { FreshFigure } from './fresh-figure';
import { Figures } from './figures';
import type { Histogram, Panel, Plot, PlotSeries, Spectrum } from './frame';
import type { History } from './history';
import { line, log, plot } from './panels';

export interface Followed extends Trial {
  readonly shape: StartShape;
  /** B and what goes wrong with it. */
  readonly batch: number;
  readonly mistake: Mistake;
  /** Of all starts, per datum. */
  readonly evidence: Float64Array;
  readonly step: number;
  /** Length of the natural steps at present; 1 where the run sweeps. */
  readonly rho: number;
}

export function followedFigures<C extends Followed>(now: () => C | undefined): Figures {
  const key = ({ theta, step, batch, mistake }: C): string => JSON.stringify([step, [...theta], batch, mistake]);
  const measured = [optima, totals, slopes, spectrum, oneDatum].map((measure) => {
    const own = (context: C): ReturnType<typeof measure> =>
      isModel(context.theta, context.shape) ? measure(context) : undefined;
    return new FreshFigure(now, own, key);
  });
  return new Figures(measured);
}

/** `touched`: data that a step of the run, and of the twin, looks at; `most`: the largest evidence, where it is known. */
export function boundPanels(history: History, touched: readonly number[], most: number | undefined): Plot[] {
  const lineOf = (name: string, label: string, colour: PlotSeries['colour'], look = {}): PlotSeries => {
    const { steps, values } = history.series(name, label, 'first');
    const each = touched[name.startsWith('twin') ? 1 : 0];
    const known = steps
      .map((step, i) => [step * each, values[i]] as const)
      .filter(([x, y]) => x > 0 && Number.isFinite(y));
    const [x, y] = [0, 1].map((axis) => known.map((pair) => pair[axis]));
    return line(label, colour, x, y, look);
  };
  const run = [
    lineOf('best', 'best start', 'first'),
    lineOf('median', 'median', 'first'),
    lineOf('low', 'lower tenth', 'muted'),
  ];
  const twin =
    touched.length > 1
      ? [lineOf('twin: best', 'twin, best', 'second'), lineOf('twin: median', 'twin, median', 'second')]
      : [];
  const [{ x }] = run;
  const ends = [x[0], x.at(-1) ?? 1];
  const level = most === undefined || x.length === 0 ? [] : [line('largest evidence', 'theory', ends, [most, most])];
  const isTight = !history.series('missing', '', 'first').values.some((value) => value > LEAST_GAP);
  const touchedAxis = log('data touched');
  const missing = [
    lineOf('missing', 'amortisation gap on top', 'second', { area: true }),
    lineOf('approximation', 'approximation gap', 'first', { area: true }),
  ];
  const bound = plot('bound', 'Bound per datum over data touched', [touchedAxis, 'nats'], [...run, ...twin, ...level], {
    remarks: [
      'A sweep touches all data, a step on a batch only its own: at equal data touched methods can be compared.',
    ],
  });
  const gaps = plot('gaps', 'What the bound lacks of log p(x), per datum', [touchedAxis, 'nats'], missing, {
    remarks: [
      'Of the followed start. With the bound both gaps add up to log p(x): what the family of q cannot hold, and what the way to q leaves.',
    ],
  });
  return isTight ? [bound] : [bound, gaps];
}

/** Nats per datum that rounding leaves where q is the posterior. */
const LEAST_GAP = 1e-5;

const BINS = 40;

/** Densities over the range. */
function between(values: Float64Array, [low, high]: readonly [number, number]): Float64Array {
  return binned(
    values.map((value) => value - low),
    BINS,
    high - low,
  );
}

function optima({ evidence }: Followed): Histogram | undefined {
  const finite = evidence.filter(Number.isFinite);
  if (finite.length < 2) return undefined;
  const [low, high] = rangeOf(finite, 1, 0);
  const margin = 0.02 * (high - low) || 1e-3;
  const [min, max] = [low - margin, high + margin];
  const title = 'Evidence per datum over the starts';
  const measured = between(finite, [min, max]);
  const hits = finite.filter((value) => value >= high - SAME).length;
  const error = 100 * frequencyError(hits / finite.length, finite.length);
  const remarks = [
    `${figure((100 * hits) / finite.length)} ± ${figure(error, 2)} % of the starts are within ${SAME} nats of the best. A bar is a click to its best start.`,
  ];
  const choices = choicesOf(evidence, min, max);
  return { kind: 'histogram', id: 'optima', title, unit: 'nats', min, max, measured, remarks, choices };
}

/** Of the evidence per datum, within which starts have reached the same optimum. */
export const SAME = 1e-3;

/** The best start of each bin, the best of all first, and then those of most starts. */
function choicesOf(evidence: Float64Array, min: number, max: number): NonNullable<Histogram['choices']> {
  const bins = Array.from({ length: BINS }, (_, bin) => ({ bin, count: 0, best: -1 }));
  for (const [start, value] of evidence.entries()) {
    const group = bins[Math.floor((BINS * (value - min)) / (max - min))];
    if (!group) continue;
    group.count++;
    if (group.best < 0 || value > evidence[group.best]) group.best = start;
  }
  const [top, ...others] = bins.filter(({ count }) => count > 0).toReversed();
  return [top, ...others.toSorted((a, b) => b.count - a.count)].map(({ bin, best }) => ({
    bin,
    label: `Follow start ${grouped(best + 1)}: ${figure(evidence[best], 4)}`,
    values: { follow: best + 1 },
  }));
}

/** Most numbers of data that the batches of a histogram hold together. */
const MOST_PICKS = 2 ** 17;

/** Estimates as they are formed, beside the normal density that those with N/B have. */
function estimates(
  { batch, mistake, seed }: Followed,
  terms: Float64Array,
  about: Pick<Histogram, 'id' | 'title' | 'unit'>,
): Histogram | undefined {
  if (terms.length < 2) return undefined;
  const law = lawOfBatches(terms, batch, mistake);
  const { total, mean, deviation } = law;
  if (!(deviation > 0)) return undefined;
  const drawn = estimatesOf(law, seed, Math.min(2000, Math.floor(MOST_PICKS / law.size)));
  const ends = [total, mean].flatMap((at) => [at - 5 * deviation, at + 5 * deviation]);
  const [min, max] = rangeOf([...ends, ...drawn], 1, 0);
  const exact = Float64Array.from({ length: BINS }, (_, bin) => {
    const z = (min + ((bin + 0.5) / BINS) * (max - min) - total) / deviation;
    return Math.exp(-0.5 * z * z) / (deviation * Math.sqrt(2 * Math.PI));
  });
  return { kind: 'histogram', ...about, min, max, measured: between(drawn, [min, max]), exact };
}

async function totals(context: Followed): Promise<Histogram | undefined> {
  if (context.shape.model === 'pca') return undefined;
  const title = `Total evidence as estimated from batches of ${sizeOf(context)}`;
  return estimates(context, await evidenceTerms(context), { id: 'estimator', title, unit: 'nats' });
}

async function slopes(context: Followed): Promise<Histogram | undefined> {
  if (context.shape.model === 'pca') return undefined;
  const title = `Its gradient in a mean, from batches of ${sizeOf(context)}`;
  return estimates(context, await gradientTerms(context), { id: 'gradient', title, unit: 'nats a unit' });
}

function sizeOf({ batch, x, dimension }: Followed): number {
  return Math.min(batch, x.length / dimension);
}

async function spectrum(context: Followed): Promise<Spectrum | undefined> {
  const { rho } = context;
  const found = await stepAtOptimum(context, context.shape, context.shape.model === 'pca' ? 1 : rho);
  if (typeof found === 'string') return undefined;
  const { predicted, measured, fit } = found;
  const way = fit && rho === 1 ? `; the way there, fitted, says ${figure(fit.rate)}` : '';
  return {
    kind: 'spectrum',
    id: 'spectrum',
    title: rho < 1 ? `Spectrum of the mean step, ρ = ${figure(rho)}` : 'Spectrum of one sweep at the followed optimum',
    predicted,
    measured,
    remarks: [
      rho < 1
        ? `A natural step keeps 1 − ρ of the error and takes ρ of a sweep: on the mean over batches the error shrinks by ${figure(predicted[0][0], 5)} a step.`
        : `The share of information that is missing, I − I_c⁻¹I_o: the error shrinks by the largest, ${figure(predicted[0][0])}, a sweep${way}.`,
    ],
  };
}

const CLIMB = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32];

/** The bound of the first datum over inner steps: natural ones of length ¼, which follow the geometric mixture, against ordinary ones. */
function oneDatum({ shape, components, theta, x, dimension }: Followed): Panel | undefined {
  if (shape.model === 'pca' || components === 1) return undefined;
  const [joint, shares] = [new Float64Array(components), new Float64Array(components)];
  logJoint(theta, row(x, dimension, 0), joint);
  const top = normalise(joint, shares);
  const climbed = (logits: Float64Array, steps: number): number => climbLogits(joint, logits, shares, steps);
  const natural = CLIMB.map((steps) =>
    climbed(
      joint.map((a) => a * (1 - 0.75 ** steps)),
      0,
    ),
  );
  const ordinary = CLIMB.map((steps) => climbed(new Float64Array(components), steps));
  const series = [
    line('natural, ρ = ¼', 'first', CLIMB, natural),
    line('ordinary gradient', 'second', CLIMB, ordinary),
    line('log p(x)', 'theory', [0, 32], [top, top]),
  ];
  return plot('datum', 'The bound of one datum inside', ['inner steps', 'nats'], series, {
    remarks: [
      'From even shares. The natural error of the logits shrinks by ¾ a step, wherever the datum lies; ordinary steps stall where shares saturate.',
    ],
  });
}
