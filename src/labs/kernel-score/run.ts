// A started kernel-score lab: the points, the particles that follow their score, and what is measured beside them.
import type { Backend, DeviceArray } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import { centred } from '../../data/centred';
import { KernelScore } from '../../score/kernel-score';
import type { Box } from '../../targets/target';
import { History } from '../history';
import type {
  Checkpoint,
  ClaimResult,
  Divergence,
  Field,
  FieldOptions,
  Frame,
  ParameterValues,
  Run,
  SnapshotArray,
  Spectrum,
  StartOptions,
  Trace,
} from '../lab';
import { checkSteps } from '../begin';
import { savedArray } from '../checkpoint';
import { centralBox, unitedBox } from '../extent';
import { withLiveValues } from '../parameters';
import { Turns } from '../turns';
import { breathing } from '../../waiting';
import { ClaimBook } from './claims';
import { HeatField } from './heat-field';
import { atRest, ModeBook, type Modes } from './modes';
import { parameters } from './parameters';
import { planeOf, type PointCloud } from '../point-cloud';
import { leadingRows, Probe } from '../density-probe';
import { scoredPoints } from './scored-points';
import { methodNotice, readSettings, type Settings } from './settings';
import { meanShiftSpectrum } from './spectrum';
import type { Spot } from './slopes';
import { strayed } from './strayed';
import { Studies } from './studies';
import { startPlaces, walkerCount, Walkers } from './walkers';

/** Points on which claims are tried, and points that are drawn one by one. */
const CLAIM_POINTS = { webgpu: 2048, reference: 384 } as const;
const MOST_DRAWN = 8_192;

export class KernelScoreRun implements Run {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #seed: number;
  readonly #cloud: PointCloud;
  readonly #engine: KernelScore;
  readonly #walkers: Walkers;
  readonly #plane: DeviceArray;
  /** About `#centre`: verdicts do not depend on where the origin is. */
  readonly #probe: Probe;
  readonly #centre: Float64Array;
  readonly #modes: ModeBook;
  #found: Modes = { spots: [], passing: 0, untried: 0 };
  readonly #heat: HeatField;
  readonly #studies: Studies;
  readonly #book = new ClaimBook();
  readonly #history = new History();
  readonly #turns = new Turns();
  readonly #breathe = breathing();
  readonly #box: Box;
  #values: ParameterValues;
  #settings: Settings;
  #step = 0;
  #measures: Readonly<Record<string, number>> = {};
  #traces: readonly Trace[] = [];
  #spectrum: Spectrum | undefined;
  #strayed: Divergence | undefined;
  #spectrumKey = '';
  readonly #dataBox: Box | undefined;
  #extent: Box | undefined;

  constructor({ backend, params, seed }: StartOptions, cloud: PointCloud, box: Box) {
    this.#backend = backend;
    this.#seed = seed;
    this.#values = params;
    this.#settings = readSettings(params);
    this.#cloud = cloud;
    this.#box = box;
    const { values, dimension, count } = cloud;
    const scope = (this.#scope = new Scope(backend));
    this.#plane = scope.create('points in the plane', 'f32', 2 * Math.min(count, MOST_DRAWN));
    const drawn = planeOf(cloud).subarray(0, this.#plane.length);
    backend.write(this.#plane, drawn);
    this.#dataBox = centralBox(drawn);
    this.#engine = new KernelScore(backend, values, dimension);
    this.#walkers = new Walkers(backend, scope, walkerCount(count, backend), dimension);
    const { points, centre } = centred(leadingRows(values, dimension, CLAIM_POINTS[backend.kind]), dimension);
    this.#centre = centre;
    this.#probe = new Probe(backend, points, dimension);
    this.#modes = new ModeBook(values);
    this.#heat = new HeatField(backend, cloud);
    this.#studies = new Studies(backend, cloud, seed, () => this.#settings.sigma);
  }

  get step(): number {
    return this.#step;
  }

  /** Puts the particles at their start, or where a checkpoint has them. */
  async begin(resume?: Checkpoint): Promise<void> {
    const { values, dimension } = this.#cloud;
    const saved = resume && savedArray(resume, 'places', this.#walkers.count * dimension, 'particles');
    await this.#walkers.place(saved ?? startPlaces(values, dimension, this.#walkers.count, this.#box, this.#seed));
    this.#step = resume?.step ?? 0;
    if (resume) this.#history.recall(resume);
    await this.#backend.settled();
  }

  async advance(steps: number, signal?: AbortSignal): Promise<void> {
    checkSteps(steps);
    await this.#turns.take(() => this.#advance(steps, signal));
  }

  set(values: Partial<ParameterValues>): void {
    this.#values = withLiveValues(parameters, this.#values, values);
    this.#settings = readSettings(this.#values);
  }

  frame(): Frame {
    const { count, dimension } = this.#cloud;
    const drawn = this.#plane.length / 2;
    const all = count.toLocaleString('en-GB');
    const notice = methodNotice(this.#settings, dimension);
    return {
      step: this.#step,
      clouds: [
        {
          label: drawn < count ? `data (${drawn.toLocaleString('en-GB')} of ${all})` : 'data',
          role: 'run',
          positions: this.#plane,
          count: drawn,
        },
        { label: 'particles on the score', role: 'twin', positions: this.#walkers.plane, count: this.#walkers.count },
      ],
      moved: this.#walkers.count,
      measures: this.#measures,
      ...(this.#spectrum ? { spectrum: this.#spectrum } : {}),
      histograms: [],
      traces: this.#traces,
      paths: [],
      ...(this.#extent ? { extent: this.#extent } : {}),
      figures: this.#studies.plots,
      ...(this.#strayed ? { divergence: this.#strayed } : {}),
      heat: { label: this.#heat.label, stages: this.#heat.stages },
      readouts: [
        { label: 'points', value: all, doc: 'N, the kernels of the density.' },
        ...(dimension === 2 ? [] : [{ label: 'dimension', value: String(dimension), doc: 'd, of every point.' }]),
        {
          label: 'modes reached',
          value: modesText(this.#measures, this.#found),
          doc: 'Maxima of the density where particles have come to rest.',
        },
      ],
      notices: notice ? [notice] : [],
      handles: [],
    };
  }

  measure(): Promise<Readonly<Record<string, number>>> {
    return this.#turns.take(() => this.#measure());
  }

  claims(): Promise<readonly ClaimResult[]> {
    return this.#turns.take(() =>
      this.#book.check({
        backend: this.#backend,
        cloud: this.#cloud,
        settings: this.#settings,
        seed: this.#seed,
        probe: this.#probe,
        dimensionErrors: this.#studies.dimensionErrors,
      }),
    );
  }

  /** Points with their scores and log densities; and the places of the particles, under which a checkpoint finds them. */
  snapshot(): Promise<Readonly<Record<string, SnapshotArray>>> {
    return this.#turns.take(async () => {
      const { count, places } = this.#walkers;
      const positions = {
        data: Float32Array.from(await this.#backend.read(places)),
        shape: [count, this.#cloud.dimension],
      };
      return { ...(await scoredPoints(this.#backend, this.#engine, this.#cloud, this.#settings.sigma)), positions };
    });
  }

  checkpoint(): Promise<Checkpoint> {
    return this.#turns.take(async () => {
      const data = new Float32Array(await this.#backend.read(this.#walkers.places));
      return {
        step: this.#step,
        arrays: { places: { data, shape: [this.#walkers.count, this.#cloud.dimension] } },
        memory: { history: this.#history.memory },
      };
    });
  }

  refine(): Promise<boolean> {
    return this.#studies.refine();
  }

  field(box: Box, columns: number, rows: number, options?: FieldOptions): Promise<Field> {
    return this.#heat.evaluate(box, columns, rows, this.#settings, options);
  }

  dispose(): void {
    this.#studies.dispose();
    this.#heat.dispose();
    this.#probe.dispose();
    this.#engine.dispose();
    this.#scope.dispose();
  }

  async #advance(steps: number, signal?: AbortSignal): Promise<void> {
    for (let i = 0; i < steps; i++) {
      if (signal?.aborted) return;
      const settings = this.#settings;
      try {
        await this.#walkers.evaluate(this.#engine, settings, signal);
      } catch (error) {
        // Half a step is none: the particles have not moved.
        if (signal?.aborted) return;
        throw error;
      }
      this.#walkers.shift(settings.sigma);
      this.#step++;
      // The reference backend takes steps of few pairs without leaving the task: let the page draw and listen.
      if (this.#backend.kind === 'reference') await this.#breathe();
    }
    this.#backend.submit();
  }

  async #measure(): Promise<Readonly<Record<string, number>>> {
    const { sigma } = this.#settings;
    const { dimension } = this.#cloud;
    await this.#walkers.evaluate(this.#engine, this.#settings);
    const [places, score, logDensity] = await Promise.all(
      [this.#walkers.places, this.#walkers.score, this.#walkers.logDensity].map((array) => this.#backend.read(array)),
    );
    this.#extent = unitedBox([this.#dataBox, centralBox(places, dimension)]);
    this.#strayed = strayed(this.#step, this.#walkers.count, [places, score, logDensity]);
    const rest = atRest(places, score, dimension, sigma);
    const meanHeight = mean(logDensity);
    this.#found = this.#modes.judge(rest.places, sigma);
    this.#history.push(this.#step, { logDensity: meanHeight, shift: rest.meanStep });
    this.#traces = [
      this.#history.trace('logDensity', 'Mean log density of the particles', 'nats', 'linear', []),
      this.#history.trace('shift', 'Mean step of the particles', 'in σ', 'log', []),
    ];
    await this.#measureSpectrum();
    this.#measures = {
      step: this.#step,
      sigma,
      meanLogDensity: meanHeight,
      meanStep: rest.meanStep * sigma,
      modes: this.#found.spots.length,
      resting: rest.share,
    };
    return this.#measures;
  }

  async #measureSpectrum(): Promise<void> {
    const { spots, passing, untried } = this.#found;
    const key = JSON.stringify([this.#settings, spots.length, passing, untried]);
    if (key === this.#spectrumKey) return;
    this.#spectrumKey = key;
    // The probe holds the whole set where it is not too large; else the modes are those of another density.
    const about = ({ place, axes }: Spot): Spot => ({ place: place.map((value, j) => value - this.#centre[j]), axes });
    this.#spectrum =
      this.#probe.count === this.#cloud.count
        ? await meanShiftSpectrum(this.#probe, { spots: spots.map(about), passing, untried }, this.#settings)
        : undefined;
  }
}

function modesText({ modes, resting }: Readonly<Record<string, number>>, { untried }: Modes): string {
  if (modes === undefined || resting === undefined) return '–';
  if (modes === 0) return 'none yet';
  return resting > 0.999 && untried === 0 ? String(modes) : `${modes} so far`;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}
