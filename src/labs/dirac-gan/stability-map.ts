// The stability map as the page shows it: the runs around the settings in force, computed a little at a time.
import type { Backend } from '../../compute/backend';
import { Pacer } from '../../compute/pacer';
import type { Scope } from '../../compute/scope';
import type { StabilityMap } from '../../experiment/frame';
import { offAxes } from '../../math/dirac-grid';
import { growthRounds } from '../../math/dirac-growth';
import { predictedRadius } from '../../math/dirac-linearisation';
import type { Settings } from '../../math/dirac-scheme';
import { within } from '../../waiting';
import { idleReason, MAP_SIDE, mapAxis, settingsAt } from './map-axes';
import { mapChoice } from './map-choice';
import { LEVELS, MAP_ROUNDS, MapRuns, type MapDevice } from './map-runs';
import { mapAxesOf, settingsOf, type MapAxes, type Values } from './parameters';

/** Rounds of the coarsest picture: a few milliseconds of two cores, so that it is one submission. */
const FIRST_PICTURE = LEVELS[0] ** 2 * MAP_ROUNDS;
/** Growth over the half of the run that is measured, below which float32 rounding decides. */
const RESOLUTION = 1e-3 / (MAP_ROUNDS / 2);
/** One call of `refine` may take about this long. */
const TURN_MS = 40;

export class StabilityMapper {
  readonly #backend: Backend;
  readonly #scope: Scope;
  #device: MapDevice | undefined;
  #wanted: { readonly settings: Settings; readonly axes: MapAxes; readonly runs: MapRuns } | undefined;
  #panel: StabilityMap | undefined;

  constructor(backend: Backend, scope: Scope) {
    this.#backend = backend;
    this.#scope = scope;
  }

  /** What there is now; the same object until more is computed. */
  get panel(): StabilityMap | undefined {
    return this.#panel;
  }

  /** Wants the map around these settings; keeps what there is where nothing on the map changes. */
  want(values: Values): void {
    const [settings, axes, known] = [settingsOf(values), mapAxesOf(values), this.#wanted];
    if (known && isSame([known.axes, known.settings], [axes, settings])) return;
    const off = (of: Settings): Settings => offAxes(of, axes.x, axes.y);
    const keeps = known && isSame([known.axes, off(known.settings)], [axes, off(settings)]);
    this.#wanted = { settings, axes, runs: keeps ? known.runs : new MapRuns(settings, axes) };
    this.#show();
  }

  /** Draws the next quick picture, or the boundary, on the CPU and beside whatever the device does; true while there is more. */
  async sketch(): Promise<boolean> {
    const runs = this.#wanted?.runs;
    const more = await runs?.sketch(() => this.#wanted?.runs === runs);
    if (this.#wanted?.runs !== runs) return false;
    this.#show();
    return more ?? false;
  }

  /** Computes tiles for about 40 ms, or the first picture; true while there is more. */
  async refine(): Promise<boolean> {
    const runs = this.#wanted?.runs;
    if (!runs || runs.done === 1) return false;
    await runs.sketchEnds();
    const isFirst = runs.isEmpty;
    // A software adapter may compile for half a second, for which no step should wait.
    const ready = this.#backend.prepare(runs.kernel).then(() => true);
    if (await within(TURN_MS, ready)) await runs.compute(this.#open(), isFirst ? 1 : LEVELS.length, TURN_MS);
    if (!isFirst) runs.drawBoundary();
    if (this.#wanted?.runs === runs) this.#show();
    return runs.done < 1;
  }

  #open(): MapDevice {
    return (this.#device ??= {
      backend: this.#backend,
      pacer: new Pacer(this.#backend.kind === 'webgpu' ? FIRST_PICTURE : 16_384),
      arrays: this.#scope.createAll('map', { xs: MAP_SIDE, ys: MAP_SIDE, growth: MAP_SIDE * MAP_SIDE }),
    });
  }

  #show(): void {
    if (!this.#wanted) return;
    const { settings, axes, runs } = this.#wanted;
    const [x, y] = [mapAxis(axes.x, settings), mapAxis(axes.y, settings)];
    const { rates, revision, done, boundary = [] } = runs;
    this.#panel = {
      kind: 'map',
      id: 'map',
      title: `${x.label} across, ${y.label} up`,
      x,
      y,
      rates,
      revision,
      resolution: RESOLUTION,
      boundary,
      remarks: [axes.x, axes.y].flatMap((axis) => idleReason(axis, settings) ?? []),
      done,
      modulusAt: (column, row) => predictedRadius(settingsAt(settings, axes, x.values[column], y.values[row])),
      roundsOf: (rate) => growthRounds(rate, MAP_ROUNDS),
      settingsAt: (column, row) => mapChoice(settings, axes, x.values[column], y.values[row]),
    };
  }
}

function isSame(one: readonly [MapAxes, Settings], other: readonly [MapAxes, Settings]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
