// Kernel scores on the device: the points, the particles that follow their score, and what is measured beside them.
import type { Backend, DeviceArray } from '../../compute/backend';
import { Scope } from '../../compute/scope';
import { centred } from '../../data/centred';
import { MeanShiftParticles } from '../../dynamics/mean-shift-particles';
import { savedArray } from '../../experiment/checkpoint';
import { centralBox, unitedBox } from '../../experiment/extent';
import type { Figures } from '../../experiment/figures';
import type { Divergence, Field, Panel, Spectrum, Trace } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import type { Checkpoint, FieldOptions, SnapshotArray } from '../../experiment/lab';
import type { Arrays, Model, ModelOptions, Observation, Picture } from '../../experiment/model';
import { planeOf, type PointCloud } from '../../experiment/point-cloud';
import { atRest, ModeBook, type Modes } from '../../math/kernel-modes';
import { mean } from '../../math/statistics';
import { minus, nonFiniteRows } from '../../math/vectors';
import { DensityField } from '../../score/density-field';
import { DensityQueue, leadingRows } from '../../score/density-queue';
import type { Box } from '../../targets/target';
import { breathing } from '../../waiting';
import type { ClaimContext } from './claims/context';
import { drawbackFigures } from './figures';
import { DimensionFigure } from './figures/dimension';
import { methodNotice, particleMethod } from './methods';
import type { Settings, Values } from './parameters';
import { meanShiftSpectrum } from './spectrum';
import { particleCount, startPlaces } from './start';
import { grouped } from '../../numbers';

/** Points on which claims are tried, and points that are drawn one by one. */
const CLAIM_POINTS = { webgpu: 2048, reference: 384 } as const;
const MOST_DRAWN = 8_192;

export class KernelScoreModel implements Model<Values, ClaimContext> {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #seed: number;
  readonly #cloud: PointCloud;
  /** Of all points, for the particles. */
  readonly #density: DensityQueue;
  readonly #particles: MeanShiftParticles;
  readonly #plane: DeviceArray;
  /** Of points about `#centre`: verdicts do not depend on where the origin is. */
  readonly #tried: DensityQueue;
  readonly #centre: Float64Array;
  readonly #modes: ModeBook;
  readonly #heat: DensityField;
  readonly #dimension: DimensionFigure;
  readonly #figures: Figures;
  readonly #box: Box;
  readonly #dataBox: Box | undefined;
  readonly #breathe = breathing();
  #settings: Settings;
  #found: Modes = { spots: [], passing: 0, untried: 0 };
  #resting: number | undefined;
  #divergence: Divergence | undefined;
  #traces: readonly Trace[] = [];
  #spectrum: Spectrum | undefined;
  #spectrumKey = '';

  constructor({ backend, values: settings, seed }: ModelOptions<Values>, cloud: PointCloud, box: Box) {
    this.#backend = backend;
    this.#seed = seed;
    this.#settings = settings;
    this.#cloud = cloud;
    this.#box = box;
    const { values, dimension, count } = cloud;
    const scope = (this.#scope = new Scope(backend));
    const plane = planeOf(cloud);
    this.#plane = scope.create('points in the plane', 'f32', 2 * Math.min(count, MOST_DRAWN));
    const drawn = plane.subarray(0, this.#plane.length);
    backend.write(this.#plane, drawn);
    this.#dataBox = centralBox(drawn);
    this.#density = new DensityQueue(backend, values, dimension);
    this.#particles = new MeanShiftParticles(backend, scope, particleCount(count, backend), dimension);
    const { points, centre } = centred(leadingRows(values, dimension, CLAIM_POINTS[backend.kind]), dimension);
    this.#centre = centre;
    this.#tried = new DensityQueue(backend, points, dimension);
    this.#modes = new ModeBook(values);
    // The density of the first two coordinates is the marginal of the whole one.
    this.#heat = dimension === 1 ? new DensityField(backend, values, 1) : new DensityField(backend, plane, 2);
    this.#dimension = new DimensionFigure(backend, seed);
    this.#figures = drawbackFigures(backend, cloud, seed, () => this.#settings.sigma, this.#dimension);
  }

  get moved(): number {
    return this.#particles.count;
  }

  want(values: Values): void {
    this.#settings = values;
  }

  async apply(): Promise<void> {
    await this.#particles.prepare();
  }

  begin(): void {
    const { values, dimension } = this.#cloud;
    this.#particles.place(startPlaces(values, dimension, this.#particles.count, this.#box, this.#seed));
  }

  async advance(_: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void> {
    for (let i = 0; i < steps; i++) {
      if (signal?.aborted) return;
      const settings = this.#settings;
      try {
        await this.#evaluate(signal);
      } catch (error) {
        // Half a step is none: the particles have not moved.
        if (signal?.aborted) return;
        throw error;
      }
      this.#particles.shift(settings.sigma ** 2);
      completed(1);
      // The reference backend takes steps of few pairs without leaving the task: let the page draw and listen.
      if (this.#backend.kind === 'reference') await this.#breathe();
    }
    if (steps > 0) this.#backend.submit();
  }

  async observe(step: number): Promise<Observation> {
    const { sigma } = this.#settings;
    const { dimension } = this.#cloud;
    const particles = this.#particles;
    await this.#evaluate();
    const [places, score, logDensity] = await Promise.all(
      [particles.places, particles.score, particles.logDensity].map((array) => this.#backend.read(array)),
    );
    const nonFinite = nonFiniteRows(particles.count, [places, score, logDensity]);
    this.#divergence = divergenceOf(step, nonFinite, particles.count);
    const rest = atRest(places, score, dimension, sigma);
    const meanLogDensity = mean(logDensity);
    this.#found = this.#modes.judge(rest.places, sigma);
    this.#resting = rest.share;
    const extent = unitedBox([this.#dataBox, centralBox(places, dimension)]);
    return {
      measures: {
        sigma,
        meanLogDensity,
        meanStep: rest.meanStep * sigma,
        modes: this.#found.spots.length,
        resting: rest.share,
      },
      kept: { logDensity: meanLogDensity, shift: rest.meanStep },
      nonFinite,
      ...(extent ? { extent } : {}),
    };
  }

  async study(_: number, history: History): Promise<void> {
    this.#traces = [
      history.trace('logDensity', 'Mean log density of the particles', 'nats', 'linear', []),
      history.trace('shift', 'Mean step of the particles', 'in σ', 'log', []),
    ];
    const { spots, passing, untried } = this.#found;
    const key = JSON.stringify([this.claimKey, spots.length, passing, untried]);
    if (key === this.#spectrumKey) return;
    this.#spectrumKey = key;
    const about = spots.map(({ place, axes }) => ({ place: minus(place, this.#centre), axes }));
    // Of leading points alone the modes are others.
    this.#spectrum =
      this.#tried.count === this.#cloud.count
        ? await meanShiftSpectrum(this.#tried, { spots: about, passing, untried }, this.#settings)
        : undefined;
  }

  picture(): Picture {
    const { count, dimension } = this.#cloud;
    const drawn = this.#plane.length / 2;
    const all = grouped(count);
    const label = drawn < count ? `data (${grouped(drawn)} of ${all})` : 'data';
    const { plane: positions, count: moved } = this.#particles;
    const notice = methodNotice(this.#settings, dimension);
    return {
      clouds: [
        { layer: 'data', label, colour: 'first', positions: this.#plane, count: drawn },
        { layer: 'particles', label: 'particles on the score', colour: 'second', positions, count: moved },
      ],
      ...(this.#divergence ? { divergence: this.#divergence } : {}),
      heat: {
        label: dimension > 2 ? 'log density of the first two coordinates' : 'log density',
        stages: this.#heat.stages,
      },
      readouts: [
        { label: 'points', value: all, doc: 'N, the kernels of the density.' },
        ...(dimension === 2 ? [] : [{ label: 'dimension', value: String(dimension), doc: 'd, of every point.' }]),
        {
          label: 'modes reached',
          value: this.#modesText(),
          doc: 'Maxima of the density where particles have come to rest.',
        },
      ],
      notices: notice ? [notice] : [],
    };
  }

  panels(): readonly Panel[] {
    return [...(this.#spectrum ? [this.#spectrum] : []), ...this.#traces, ...this.#figures.panels];
  }

  context(): ClaimContext {
    return {
      backend: this.#backend,
      cloud: this.#cloud,
      settings: this.#settings,
      seed: this.#seed,
      density: this.#tried,
      dimensionErrors: this.#dimension.errors,
    };
  }

  get claimKey(): string {
    const { sigma, method } = this.#settings;
    return JSON.stringify([sigma, method, this.#dimension.errors.length]);
  }

  /** The points [n, d] with their scores [n, d] and log densities [n] (nats), each counting itself (MATHS.md 3.3); and the particles. */
  async snapshot(): Promise<Arrays> {
    const { values, count, dimension } = this.#cloud;
    const { score, logDensity } = await this.#density.ask({ queries: values, sigma: this.#settings.sigma });
    return {
      points: { data: values, shape: [count, dimension] },
      score: { data: score, shape: [count, dimension] },
      logDensity: { data: logDensity, shape: [count] },
      positions: await this.#places(),
    };
  }

  async save(): Promise<{ readonly arrays: Arrays }> {
    return { arrays: { positions: await this.#places() } };
  }

  load(checkpoint: Checkpoint): void {
    const { count, dimension } = this.#particles;
    this.#particles.place(savedArray(checkpoint, 'positions', count * dimension, 'particles'));
  }

  refine(): Promise<boolean> {
    return this.#figures.refine();
  }

  field(box: Box, columns: number, rows: number, options: FieldOptions = {}): Promise<Field> {
    const { values, ...rest } = options;
    const { sigma, method } = { ...this.#settings, ...values } as Values;
    return this.#heat.evaluate(box, columns, rows, { sigma, method, ...rest });
  }

  dispose(): void {
    this.#figures.dispose();
    this.#heat.dispose();
    this.#tried.dispose();
    this.#density.dispose();
    this.#scope.dispose();
  }

  /** Score and log density where the particles are. */
  async #evaluate(signal?: AbortSignal): Promise<void> {
    const { count, dimension } = this.#cloud;
    const { sigma } = this.#settings;
    const method = particleMethod(this.#settings, dimension, count);
    await this.#particles.evaluate(this.#density, { sigma, method, ...(signal ? { signal } : {}) });
  }

  async #places(): Promise<SnapshotArray> {
    const { count, dimension, places } = this.#particles;
    return { data: Float32Array.from(await this.#backend.read(places)), shape: [count, dimension] };
  }

  #modesText(): string {
    const modes = this.#found.spots.length;
    if (this.#resting === undefined) return '–';
    if (modes === 0) return 'none yet';
    return this.#resting > 0.999 && this.#found.untried === 0 ? String(modes) : `${modes} so far`;
  }
}

function divergenceOf(step: number, nonFinite: number, count: number): Divergence | undefined {
  if (nonFinite === 0) return undefined;
  const sentence = `${grouped(nonFinite)} of ${grouped(count)} particles have left the finite range; a wider σ or points nearer to one another keep them in it.`;
  return { nonFinite, step, sentence, remedy: { label: 'Use σ = 1', values: { sigma: 1 } } };
}
