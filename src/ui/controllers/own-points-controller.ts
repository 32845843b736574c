// The visitor's own points: kept between labs and visits, and changed by drawing. The page asks it for data and is told
// of every change.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { OwnPoints } from '../../data/axes';
import type { Opened } from '../app/open-page';
import { usesPoints } from '../app/page-settings';
import { markOf } from '../enclosure';
import { loadPoints, savePoints } from './point-store';

/** Points that can be drawn one by one; beyond, a file is the better way. */
const MOST_DRAWN = 20_000;
const UNSAID = 'This link does not say which points it is about; your own are shown.';
/** A stroke is one change. */
const SETTLE_MS = 160;

export class OwnPointsController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #changed: (own: OwnPoints, isNew: boolean) => void;
  readonly #ready: Promise<void>;
  #own: OwnPoints = { points: new Float32Array() };
  #timer: ReturnType<typeof setTimeout> | undefined;
  drawing = false;

  constructor(host: ReactiveControllerHost, changed: (own: OwnPoints, isNew: boolean) => void) {
    this.#host = host;
    this.#changed = changed;
    this.#ready = loadPoints().then((own) => {
      if (own && this.count === 0) this.#own = own;
    });
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing to begin: storage is asked once, above.
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  get count(): number {
    return this.#own.points.length / 2;
  }

  get state(): { readonly count: number; readonly drawing: boolean } {
    return { count: this.count, drawing: this.drawing };
  }

  /** The visitor's points go along into every lab that takes some, once storage has answered; never in place of others. */
  async into(opened: Opened): Promise<Opened> {
    const { lab, settings, data, carried, notes } = opened;
    if (!lab.ownPoints || data['points']) return opened;
    await this.#ready;
    const { points, axes } = this.#own;
    const isAbout = usesPoints(lab, settings.values);
    const own = isAbout ? carried?.own : undefined;
    if (points.length === 0 || (own !== undefined && own !== markOf(points))) return opened;
    const unsaid = isAbout && own === undefined ? [UNSAID] : [];
    return { ...opened, data: { ...data, points }, axes, notes: [...notes, ...unsaid] };
  }

  set({ points, axes }: OwnPoints, isNew = false): void {
    this.keep({ points: Float32Array.from(points), axes });
    this.#changed(this.#own, isNew);
  }

  /** The same without telling the page, which knows. */
  keep(own: OwnPoints): void {
    clearTimeout(this.#timer);
    this.#own = own;
    void savePoints(own);
    this.#host.requestUpdate();
  }

  toggleDrawing(): void {
    this.drawing = !this.drawing;
    this.#host.requestUpdate();
  }

  /** In the coordinates of the points that there are. */
  add(x: number, y: number): void {
    if (this.count < MOST_DRAWN) this.#draw(Float32Array.of(...this.#own.points, x, y));
  }

  undo(): void {
    if (this.count > 0) this.#draw(this.#own.points.slice(0, -2));
  }

  #draw(points: Float32Array): void {
    this.#own = { ...this.#own, points };
    this.#host.requestUpdate();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.set(this.#own), SETTLE_MS);
  }
}
