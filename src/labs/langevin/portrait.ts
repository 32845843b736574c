// What is known of a run at the moment, refreshed by `measure` and handed to the views by `frame`.
import type { Backend } from '../../compute/backend';
import type { Scope } from '../../compute/scope';
import { eigenvalues } from '../../math/spectrum';
import type { Box, Vector2 } from '../../targets/target';
import { boxOfHeads } from '../../experiment/extent';
import type { Complex, Frame, Histogram, Paths, Series, Spectrum, Trace } from '../../experiment/lab';
import { Cells, divergence, marginals } from './cells';
import { asGaussian } from './claims/context';
import type { ChainSet } from './chain-set';
import { divergenceOf, readouts } from './explain';
import { History } from '../../experiment/history';
import { interpretMoments, type Observation, type Observer } from './observation';
import { measureJacobians, type Probe } from './probe';
import type { Settings } from './settings';
import type { CellLaw } from './theory/grid-law';
import { principalAxes, type Law } from './theory/gaussian-law';
import { malaAcceptance } from './theory/mala-acceptance';
import { modeStabilities } from './theory/stability';
import { symmetricSpectrum } from '../../math/spectrum';

export interface RunState {
  readonly step: number;
  readonly time: number;
  readonly settings: Settings;
  readonly law: Law | undefined;
  readonly run: ChainSet;
  readonly twin: ChainSet | undefined;
  readonly twinChange: readonly [string, number] | undefined;
}

export class Portrait {
  readonly #observer: Observer;
  readonly #probe: Probe;
  readonly #cells: Cells;
  readonly history = new History();
  #observation: Observation | undefined;
  /** Of the run, with the law that it tends to. */
  histogram: { readonly counts: Float64Array; readonly law: CellLaw } | undefined;
  #measures: Record<string, number> = {};
  #histograms: readonly Histogram[] = [];
  #traces: readonly Trace[] = [];
  #paths: readonly Paths[] = [];
  #extent: Box | undefined;
  #spectrum: Spectrum | undefined;
  /** The settings that the spectrum was measured at. */
  #spectrumOf: Settings | undefined;

  constructor(backend: Backend, scope: Scope, observer: Observer, probe: Probe) {
    this.#observer = observer;
    this.#probe = probe;
    this.#cells = new Cells(backend, scope);
  }

  /** The last observation of the run; there is one after the first `measure`. */
  get observation(): Observation {
    if (!this.#observation) throw new Error('measure before asking for the observation');
    return this.#observation;
  }

  frame(state: RunState): Frame {
    const { run, twin, settings, step } = state;
    const trouble = divergenceOf(state, this.#observation?.nonFinite ?? 0);
    return {
      step,
      clouds: [
        { label: twin ? runLabel(state) : 'chains', role: 'run', positions: run.positions, count: run.count },
        ...(twin
          ? [{ label: twinLabel(state), role: 'twin' as const, positions: twin.positions, count: twin.count }]
          : []),
      ],
      moved: run.count + (twin?.count ?? 0),
      measures: this.#measures,
      ...(this.#spectrum ? { spectrum: this.#spectrum } : {}),
      histograms: this.#histograms,
      traces: this.#traces,
      paths: this.#paths,
      ...(this.#extent ? { extent: this.#extent } : {}),
      ...(trouble ? { divergence: trouble } : {}),
      readouts: readouts(settings),
      notices: [],
      handles: handles(settings),
    };
  }

  async measure(state: RunState): Promise<void> {
    const { step, settings, run, twin } = state;
    await run.verifyProgress();
    if (twin) await twin.verifyProgress();
    const law = this.#cells.law(settings);
    const reading = await this.#cells.count(run);
    this.histogram = law && { counts: reading.counts, law };
    const twinReading = twin && (await this.#cells.count(twin));
    this.#observation = await this.#observe(state, run);
    const twinObservation = twin && (await this.#observe(state, twin));
    const distance = law && divergence(reading, law);
    const acceptance = settings.method === 'mala' ? await run.readAcceptance() : Number.NaN;
    const twinDistance = law && twinReading && divergence(twinReading, law);
    this.history.push(step, {
      logDensity: this.#observation.logDensity.value,
      divergence: distance?.value ?? Number.NaN,
      acceptance,
      ...(twinObservation ? { 'twin: logDensity': twinObservation.logDensity.value } : {}),
      ...(twinDistance ? { 'twin: divergence': twinDistance.value } : {}),
    });
    this.#measures = {
      ...measuresOf(this.#observation, step),
      ...(distance ? { klDivergence: distance.value, klNoiseFloor: distance.floor } : {}),
      ...(Number.isNaN(acceptance) ? {} : { acceptance }),
    };
    this.#histograms = marginals(settings.target, reading, twinReading, law);
    this.#traces = this.#traceViews(state, distance?.floor);
    await this.readPaths(state);
    this.#extent = boxOfHeads(this.#paths);
    await this.#measureSpectrum(state);
  }

  async #observe({ settings, law }: RunState, chains: ChainSet): Promise<Observation> {
    const { domain } = settings.target;
    const gaussian = asGaussian(chains.settings);
    const expected = law?.mean.every(Number.isFinite) ? law.mean : undefined;
    const middle: Vector2 = expected ?? [(domain.minX + domain.maxX) / 2, (domain.minY + domain.maxY) / 2];
    // What the device subtracts is a float32: the same number is added again here.
    const centre: Vector2 = [Math.fround(middle[0]), Math.fround(middle[1])];
    const axis: Vector2 = gaussian ? principalAxes(gaussian)[0] : [1, 0];
    const scale = Math.hypot(domain.maxX - domain.minX, domain.maxY - domain.minY) / 6;
    const options = { centre, axis, scale };
    return interpretMoments(await this.#observer.observe(chains, options), options);
  }

  #traceViews({ settings }: RunState, floor: number | undefined): Trace[] {
    const history = this.history;
    const gaussian = asGaussian(settings);
    const spectrum = gaussian && symmetricSpectrum(gaussian.covariance).values;
    const accepted =
      settings.method === 'mala' && spectrum
        ? malaAcceptance(settings.step / spectrum[0], settings.step / spectrum[1])
        : undefined;
    const levels = floor === undefined ? [] : [history.level('noise floor', floor)];
    const distance = history.trace('divergence', 'Distance to the target law', 'KL, nats', 'log', levels);
    // Without a law, as without noise, there is no distance to it.
    const isKnown = ({ values }: Series): boolean => values.length === 0 || values.some(Number.isFinite);
    return [
      ...(distance.series.some(isKnown) ? [distance] : []),
      history.trace('logDensity', 'Mean log density', 'nats', 'linear', []),
      ...(settings.method === 'mala'
        ? [
            history.trace(
              'acceptance',
              'Acceptance rate',
              'per proposal',
              'linear',
              accepted === undefined ? [] : [history.level('theory', accepted)],
            ),
          ]
        : []),
    ];
  }

  async readPaths({ step, run, twin }: RunState): Promise<void> {
    const [lines, twinLines] = await Promise.all([run.readPaths(step), twin?.readPaths(step)]);
    this.#paths = [{ role: 'run', lines }, ...(twinLines ? [{ role: 'twin' as const, lines: twinLines }] : [])];
  }

  async #measureSpectrum({ settings, twin }: RunState): Promise<void> {
    if (this.#spectrumOf === settings) return;
    const modes = settings.target.modes.slice(0, MOST_MODES);
    const jacobians = await measureJacobians(this.#probe, settings, modes);
    this.#spectrum = {
      title: 'Spectrum of I + γ∇² log p',
      predicted: predictedSpectrum(settings),
      measured: jacobians.flatMap(({ x, y }) => eigenvalues([x[0], y[0], x[1], y[1]])),
      ...(twin ? { twinPredicted: predictedSpectrum(twin.settings) } : {}),
    };
    this.#spectrumOf = settings;
  }
}

/** Modes whose spectrum is shown and measured. */
const MOST_MODES = 64;

function predictedSpectrum({ target, step }: Settings): Complex[] {
  return modeStabilities(target, step)
    .slice(0, MOST_MODES)
    .flatMap(({ multipliers }) => multipliers.map((multiplier): Complex => [multiplier, 0]));
}

function measuresOf(
  { finite, nonFinite, statistics, logDensity, stein, rightOfZero }: Observation,
  step: number,
): Record<string, number> {
  const { meanX, meanY, varianceX, covariance, varianceY } = statistics;
  const estimates = { meanX, meanY, varianceX, covariance, varianceY, logDensity, stein, rightOfZero };
  return {
    step,
    finite,
    nonFinite,
    ...Object.fromEntries(
      Object.entries(estimates).flatMap(([name, { value, standardError }]) => [
        [name, value],
        [`${name}StandardError`, standardError],
      ]),
    ),
  };
}

function handles({ target }: Settings): Frame['handles'] {
  if (target.id !== 'mixture') return [];
  return (target.components ?? []).map(({ mean, weight }, i) => ({
    x: mean[0],
    y: mean[1],
    weight,
    label: `component ${i + 1}`,
  }));
}

function runLabel({ twinChange, run }: RunState): string {
  return twinChange
    ? `${symbolOf(twinChange[0])} ${shown(Number(run.settings[twinChange[0] as 'step' | 'noise'] ?? Number.NaN))}`.trim()
    : 'chains';
}

function twinLabel({ twinChange }: RunState): string {
  return twinChange ? `twin, ${symbolOf(twinChange[0])} ${shown(twinChange[1])}` : 'twin';
}

function symbolOf(key: string): string {
  return ({ step: 'γ =', noise: 'τ =' } as Record<string, string>)[key] ?? 'run,';
}

function shown(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}
