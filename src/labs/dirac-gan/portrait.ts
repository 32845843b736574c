// What is known of a run at the moment, refreshed by `measure` and handed to the views by `frame`.
import type { Backend } from '../../compute/backend';
import type { Scope } from '../../compute/scope';
import type { Box } from '../../targets/target';
import { History } from '../../experiment/history';
import type { Cloud, Frame, Paths, Series, Spectrum, Trace } from '../../experiment/lab';
import { conservesForm, lawfulEnergy, type EnergyLaw } from './energy-law';
import { divergenceOf, readouts } from './explain';
import { measureGrowth, type GrowthFit } from './growth';
import { Observer, type EnergyStatistics } from './observation';
import type { Probe } from './probe';
import { sameSettings, type Settings, type Start } from './settings';
import { spectrumView } from './spectrum-view';
import type { StabilityMapper } from './stability-map';
import { conservedForm } from './theory/orbits';
import type { TrajectorySet } from './trajectory-set';

export interface RunState {
  readonly step: number;
  readonly settings: Settings;
  readonly run: TrajectorySet;
  readonly twin: TrajectorySet | undefined;
  readonly twinSettings: Settings | undefined;
  readonly law: EnergyLaw | undefined;
  /** The start as the settings have it; undefined where the user brought points. */
  readonly start: Start | undefined;
}

export class Portrait {
  readonly #observer: Observer;
  readonly #probe: Probe;
  readonly #mapper: StabilityMapper;
  readonly history = new History();
  #statistics: EnergyStatistics | undefined;
  #measures: Record<string, number> = {};
  #paths: readonly Paths[] = [];
  #extent: Box | undefined;
  #traces: readonly Trace[] = [];
  #spectrum: Spectrum | undefined;
  #fit: GrowthFit | undefined;
  /** What spectrum and fit were measured at. */
  #measuredAt: readonly (Settings | undefined)[] = [];
  #guides: NonNullable<Frame['guides']> = [];

  constructor(backend: Backend, scope: Scope, probe: Probe, mapper: StabilityMapper) {
    this.#observer = new Observer(backend, scope);
    this.#probe = probe;
    this.#mapper = mapper;
  }

  frame(state: RunState): Frame {
    const { run, settings, step, start } = state;
    const statistics = this.#statistics;
    const observed = {
      nonFinite: statistics?.nonFinite ?? 0,
      count: run.size,
      energy: statistics?.median ?? Number.NaN,
      factor: this.#factorNow(),
    };
    const trouble = divergenceOf(settings, step, observed, this.#currentFit(settings));
    const map = this.#mapper.picture;
    const point = start?.kind === 'point' ? [{ x: start.theta, y: start.psi, weight: 1, label: 'initial point' }] : [];
    return {
      step,
      clouds: clouds(state),
      moved: run.size + (state.twin?.size ?? 0),
      measures: this.#measures,
      ...(this.#spectrum ? { spectrum: this.#spectrum } : {}),
      histograms: [],
      traces: this.#traces,
      paths: this.#paths,
      ...(this.#extent ? { extent: this.#extent } : {}),
      guides: this.#guides,
      ...(map ? { map } : {}),
      ...(trouble ? { divergence: trouble } : {}),
      readouts: readouts(settings),
      notices: [],
      handles: point,
    };
  }

  async measure(state: RunState): Promise<void> {
    const { step, run, twin, settings } = state;
    await run.verifyProgress();
    await twin?.verifyProgress();
    const energy = (this.#statistics = await this.#observer.energies(run));
    const twinEnergy = twin && (await this.#observer.energies(twin));
    const form = conservesForm(settings)
      ? (await this.#observer.energies(run, conservedForm(settings.pace))).median
      : Number.NaN;
    const law = lawfulEnergy(state.law);
    this.history.push(step, {
      energy: energy.median,
      energyLow: energy.low,
      energyHigh: energy.high,
      energyLaw: law,
      form,
      ...(twinEnergy ? { 'twin: energy': twinEnergy.median } : {}),
    });
    this.#measures = finiteOnly({
      step,
      ...energyMeasures(energy),
      energyLaw: law,
      form,
      twinEnergy: twinEnergy?.median ?? Number.NaN,
    });
    this.#extent = extentOf([energy, ...(twinEnergy ? [twinEnergy] : [])]);
    await this.readPaths(state);
    this.#traces = this.#traceViews(state);
    await this.#measureSpectrum(state);
  }

  async readPaths({ step, run, twin }: RunState): Promise<void> {
    const [lines, twinLines] = await Promise.all([run.readPaths(step), twin?.readPaths(step)]);
    this.#paths = [{ role: 'run', lines }, ...(twinLines ? [{ role: 'twin' as const, lines: twinLines }] : [])];
  }

  /** The circle of constant θ² + ψ² through the start, drawn once the start is known. */
  drawOrbit(energy: number): void {
    const radius = Math.sqrt(energy);
    const line = Float32Array.from({ length: 2 * 181 }, (_, i) => {
      const angle = (2 * Math.PI * (i >> 1)) / 180;
      return radius * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
    });
    this.#guides = Number.isFinite(radius) && radius > 0 ? [{ label: 'θ² + ψ² of the start', line }] : [];
  }

  async #measureSpectrum({ settings, twinSettings }: RunState): Promise<void> {
    if (sameSettings(this.#measuredAt[0], settings) && sameSettings(this.#measuredAt[1], twinSettings)) return;
    this.#fit = await measureGrowth(this.#probe, settings);
    this.#spectrum = await spectrumView(this.#probe, settings, twinSettings, this.#fit);
    this.#measuredAt = [settings, twinSettings];
  }

  /** By how much the median distance grew per step between the last two measurements; NaN before there are two. */
  #factorNow(): number {
    const { steps, values } = this.history.series('energy', '', 'run');
    const [before, last] = [steps.length - 2, steps.length - 1];
    if (before < 0) return Number.NaN;
    return (values[last] / values[before]) ** (0.5 / (steps[last] - steps[before]));
  }

  #currentFit(settings: Settings): GrowthFit | undefined {
    return sameSettings(this.#measuredAt[0], settings) ? this.#fit : undefined;
  }

  #traceViews({ law, settings }: RunState): Trace[] {
    const history = this.history;
    const column = (name: string): readonly number[] => history.series(name, '', 'run').values;
    const band = { label: '5–95 %', low: column('energyLow'), high: column('energyHigh') };
    const energy = history.trace('energy', 'Energy θ² + ψ²', 'median, 5–95 %', 'log', []);
    const [own, ...twins] = energy.series;
    const series: Series[] = [{ ...own, label: 'median', band }, ...twins];
    const label = law?.exact ? 'exact law' : 'linear law |λ|²ⁿ';
    const lawful = column('energyLaw');
    const theory = lawful.some(Number.isFinite) ? [{ label, steps: history.steps, values: lawful }] : [];
    if (!conservesForm(settings)) return [{ ...energy, series, theory }];
    const first = column('form').find(Number.isFinite);
    const levels = first === undefined ? [] : [history.level('conserved', first)];
    return [{ ...energy, series, theory }, history.trace('form', 'Form θ² + ψ² − cθψ', 'median', 'linear', levels)];
  }
}

function clouds({ run, twin, settings, twinSettings }: RunState): Cloud[] {
  const own: Cloud = {
    label: twin ? schemeName(settings) : 'trajectories',
    role: 'run',
    positions: run.positions,
    count: run.size,
  };
  if (!twin || !twinSettings) return [own];
  return [
    own,
    { label: `twin: ${schemeName(twinSettings)}`, role: 'twin', positions: twin.positions, count: twin.size },
  ];
}

function schemeName({ rule: { scheme } }: Settings): string {
  return scheme === 'flow' ? 'continuous flow' : `${scheme} steps`;
}

/** Around the equilibrium, which is the middle of every picture. */
function extentOf(energies: readonly EnergyStatistics[]): Box | undefined {
  const radius = Math.sqrt(Math.max(...energies.filter(({ finite }) => finite > 0).map(({ high }) => high)));
  return radius >= 0 ? { minX: -radius, maxX: radius, minY: -radius, maxY: radius } : undefined;
}

function energyMeasures({ finite, nonFinite, low, median, high }: EnergyStatistics): Record<string, number> {
  return { finite, nonFinite, energyLow: low, energy: median, energyHigh: high };
}

/** NaN is never shown: what cannot be told is left out. */
function finiteOnly(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => Number.isFinite(value)));
}
