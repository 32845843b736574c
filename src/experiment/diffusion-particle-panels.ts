// What the particles are like now, beside what theory says of them. MATHS.md 2.6, D12, D13, D19.
import type { Backend } from '../compute/backend';
import type { Seen } from '../diffusion/diffusion-run';
import { gaussianPath, gaussianVariance, type Process } from '../diffusion/process';
import type { DataCentres } from '../diffusion/process-settings';
import { fullestAt, middleLaw, type ModeChoice } from '../diffusion/mode-choice';
import { stepMatrices } from '../diffusion/step-matrix';
import { figure as shown } from '../numbers';
import type { Bars, Histogram, Panel, Plot, Sheet, Spectrum } from './frame';
import type { History } from './history';
import { line, plot } from './panels';
import { binned } from '../math/bins';
import { chiDensity } from '../math/chi-law';
import { eigenvalues, meanInPlane, type Vector2 } from '../math/spectrum';
import { frequencyError } from '../math/statistics';

export interface About {
  readonly backend: Backend;
  /** The data are the law N(0, c²I). */
  readonly isGaussian: boolean;
  readonly centres: DataCentres;
  readonly processes: readonly Process[];
  readonly choice: ModeChoice | undefined;
  readonly step: number;
  readonly history: History;
  /** The points are images. */
  readonly images: Images | undefined;
}

/** How a point becomes an image [side, side]. */
export interface Images {
  readonly side: number;
  readonly back: (point: ArrayLike<number>) => ArrayLike<number>;
}

const BINS = 48;
const MOST_COUNTED = 16;
const PAIRS = 12;
const TIMES = Array.from({ length: 65 }, (_, k) => k / 64);

/** `seen`: of the run and of its twin. */
export async function particlePanels(about: About, seen: readonly Seen[]): Promise<readonly Panel[]> {
  const { isGaussian, history } = about;
  const { centres, dimension } = about.centres;
  const count = centres.length / dimension;
  const spectrum = await stepSpectrum(about, seen[0]);
  return [
    ...(about.images ? [sheet(about, about.images, seen[0])] : []),
    schedulePlot(about),
    ...(isGaussian ? [variances(about)] : [distances(about, seen)]),
    ...(count > 1 && count <= MOST_COUNTED ? [counts(seen[0], count)] : []),
    ...(spectrum ? [spectrum] : []),
    ...(about.choice ? [middle(about, about.choice)] : []),
    history.trace('logDensity', 'Mean log density of z at t', 'nats', 'linear', []),
    ...(isGaussian ? [] : [history.trace('distance', 'Mean distance to the nearest datum', 'in h₀', 'log', [])]),
  ];
}

function schedulePlot({ processes: [process], step, choice }: About): Plot {
  const levels = TIMES.map((t) => process.schedule.at(t));
  const of = (value: (level: (typeof levels)[number]) => number): number[] => levels.map(value);
  const marks = [
    ...(choice === undefined ? [] : [{ label: 'choice', x: choice.time, colour: 'muted' } as const]),
    { label: 'now', x: process.timeAt(step / process.steps), colour: 'first' } as const,
  ];
  const series = [
    line(
      'α',
      'first',
      TIMES,
      of(({ alpha }) => alpha),
    ),
    line(
      'σ',
      'second',
      TIMES,
      of(({ sigma }) => sigma),
    ),
    line(
      'log SNR / 10',
      'muted',
      TIMES,
      of(({ gamma }) => -gamma / 10),
    ),
  ];
  return plot('schedule', 'Schedule', ['t', 'α, σ, log SNR / 10'], series, { marks });
}

/** Of y = z/α from the nearest datum, with the law that it has at the end where the data are memorised. */
function distances({ processes, centres: { dimension } }: About, seen: readonly Seen[]): Histogram {
  const scale = Math.hypot(1, (processes[0].smoothing ?? 0) * seen[0].unit);
  const max = (Math.sqrt(dimension) + 3.5) * scale;
  const [measured, twin] = seen.map(({ nearest, unit }) => binned(nearest.distances, BINS, max, unit));
  const exact = Float64Array.from({ length: BINS }, (_, i) => chiDensity(((i + 0.5) * max) / BINS, dimension, scale));
  const title = 'Distance to the nearest datum';
  return { kind: 'histogram', id: 'distances', title, unit: 'h₀', min: 0, max, measured, ...(twin && { twin }), exact };
}

/** The first of the samples, y = z/α, above the data that are nearest to them. */
function sheet({ centres: { centres, dimension } }: About, { side, back }: Images, { nearest, sample }: Seen): Sheet {
  const row = (of: Float32Array, i: number): ArrayLike<number> => back(of.subarray(i * dimension, (i + 1) * dimension));
  const pairs = Array.from({ length: Math.min(PAIRS, nearest.rows.length) }, (_, i) => ({
    made: row(sample, i),
    nearest: row(centres, nearest.rows[i]),
    distance: nearest.distances[i],
  }));
  const remarks = ['Above the sample z/α, below it the nearest of the data, and how far it is.'];
  return {
    kind: 'sheet',
    id: 'sheet',
    title: 'Samples and their nearest data',
    unit: 'distance',
    side,
    pairs,
    remarks,
  };
}

function counts({ nearest: { rows } }: Seen, count: number): Bars {
  const hits = Array<number>(count).fill(0);
  for (const row of rows) hits[row]++;
  const [predicted, standardError] = [1 / count, frequencyError(1 / count, rows.length)];
  const bars = hits.map((hit, i) => ({ label: `x${i + 1}`, value: hit / rows.length, standardError, predicted }));
  return { kind: 'bars', id: 'counts', title: 'How often each datum is the nearest', unit: 'share', bars };
}

function variances({ processes, history }: About): Plot {
  const { steps } = processes[0];
  const lawful = TIMES.map((share) => gaussianVariance(processes[0], share));
  const exact = processes.map((process) => gaussianPath(process));
  const series = exact.flatMap((path, i) => {
    const [name, colour] = i === 0 ? (['variance', 'first'] as const) : (['twin: variance', 'second'] as const);
    const measured = history.series(name, '', colour);
    const ownSteps = path.map((_, k) => (k * steps) / processes[i].steps);
    return [
      line(i === 0 ? 'run' : 'twin', colour, measured.steps, measured.values, { dots: true }),
      line(`exact, T = ${processes[i].steps}`, 'theory', ownSteps, path),
    ];
  });
  const [end, wanted] = [exact[0].at(-1) ?? Number.NaN, lawful.at(-1) ?? Number.NaN];
  const law = line(
    'the law',
    'muted',
    TIMES.map((share) => share * steps),
    lawful,
  );
  const remarks = [`After ${steps} steps ${shown(end)}, where the law has ${shown(wanted)} (D13).`];
  return plot('variance', 'Variance along the path', ['step', 'of a coordinate of z'], [law, ...series], { remarks });
}

/** Of the step to come, where the particles are, in the middle and at the data. */
async function stepSpectrum(about: About, seen: Seen | undefined): Promise<Spectrum | undefined> {
  const { backend, centres, processes } = about;
  const [process] = processes;
  const step = Math.min(about.step, process.steps - 1);
  const { alpha } = process.levelAt(step / process.steps);
  const [x, y] = centres.centres;
  const named: readonly (readonly [string, Vector2])[] = [
    ...(seen && seen.finite > 0 ? [['the particles’ mean', [seen.mean[0], seen.mean[1]]] as const] : []),
    ['the data’s mean', meanInPlane(centres.centres, alpha)],
    ...(centres.centres.length > 2 ? [['the first datum', [alpha * x, alpha * y]] as const] : []),
  ];
  const places = named.map(([, place]) => place);
  const matrices = await stepMatrices(backend, centres, process, step, places);
  if (!matrices) return undefined;
  const remarks = matrices.map(({ predicted, growth }, i) => {
    const sizes = eigenvalues(predicted).map(([re, im]) => shown(Math.hypot(re, im)));
    const side = growth > 1 ? 'above 1: samples part there' : 'below 1: they come together';
    return `At ${named[i][0]}: |λ| ${sizes.join(' and ')}; λ_max(Cov_w)/h² = ${shown(growth)}, ${side} (D19).`;
  });
  return {
    kind: 'spectrum',
    id: 'spectrum',
    title: 'Spectrum of a step, at the means and at a datum',
    predicted: matrices.flatMap(({ predicted }) => eigenvalues(predicted)),
    measured: matrices.flatMap(({ measured }) => eigenvalues(measured)),
    single: true,
    remarks,
  };
}

const laws = new WeakMap<ModeChoice, readonly number[]>();

/** How many are where nothing is chosen yet: most at the time of the choice. */
function middle({ processes: [process], centres: { centres }, history }: About, choice: ModeChoice): Plot {
  const lawAt = (t: number): number => middleLaw(choice, centres, process, t);
  const law = laws.get(choice) ?? TIMES.map(lawAt);
  laws.set(choice, law);
  const { steps, values } = history.series('middle', 'run', 'first');
  const times = steps.map((step) => process.timeAt(step / process.steps));
  const [found, lawful] = [fullestAt(times, values), fullestAt(TIMES, law)];
  const series = [line('run', 'first', times, values, { dots: true }), line('the law', 'theory', TIMES, law)];
  const known = lawful === undefined ? '' : `; of the law at t = ${shown(lawful)}`;
  const remarks = [
    `Most of the law is in the middle where samples choose, at t = ${shown(choice.time)} (D19).`,
    ...(found === undefined ? [] : [`Most of the swarm was there at t = ${shown(found)}${known}.`]),
  ];
  const marks = [{ label: 'choice', x: choice.time, colour: 'muted' } as const];
  return plot('middle', 'When samples choose', ['t', 'share near the middle'], series, { remarks, marks });
}
