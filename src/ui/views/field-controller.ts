// The target behind the particles, evaluated by the run when the target or the view has settled. The latest request
// wins; what it replaces is dropped when it arrives.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { waited } from '../../waiting';
import type { Field, ParameterValues, Run } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import { contourPaths, regionLevels, visibleLevels, type ContourPath } from './contour-paths';
import { expandBox, sameBox } from './view-transform';

/** A run that has something to show behind its particles. */
export type FieldRun = Run & Required<Pick<Run, 'field'>>;

export function hasField(run: Run): run is FieldRun {
  return run.field !== undefined;
}

export interface FieldRequest {
  readonly run: FieldRun;
  /** Changes whenever the target does. */
  readonly key: string;
  /** The first view, equal axes included: the contour levels are taken from it. */
  readonly home: Box;
  readonly view: Box;
  /** The settings shown, which the run may not have taken yet. */
  readonly values?: ParameterValues;
  /** For an image: a first stage at once, then finer ones; with it nothing waits for the settings to settle. */
  readonly stages?: number;
}

export interface FieldPicture {
  readonly field: Field;
  readonly contours: readonly ContourPath[];
}

const SETTLE_MS = 120;
const MOST_REST_MS = 80;
/** Evaluations of one picture: about 120 × 90; of an image twice as many each way. */
const SAMPLES = 10_800;
const IMAGE_SAMPLES = 4 * SAMPLES;
/** Evaluated around the view, so that a little panning shows no edge. */
const MARGIN = 0.08;

/** Enlarged or shrunk more than this a field shows nothing of what is there, and no drawing can place what it shows. */
const MOST_STRETCH = 64;

export function isOfScale(box: Box, view: Box): boolean {
  const stretch = (box.maxX - box.minX) / (view.maxX - view.minX);
  return stretch < MOST_STRETCH && stretch > 1 / MOST_STRETCH;
}

export class FieldController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onFault: (error: unknown) => void;
  #request: FieldRequest | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #levels: readonly number[] | undefined;
  #picture: FieldPicture | undefined;
  #refining: AbortController | undefined;
  #busy = false;

  constructor(host: ReactiveControllerHost, onFault: (error: unknown) => void) {
    this.#host = host;
    this.#onFault = onFault;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#refining?.abort();
    this.#request = undefined;
  }

  /** What was last evaluated; the same object until another arrives. Undefined in a view of quite another scale. */
  get picture(): FieldPicture | undefined {
    if (!this.#picture || !this.#request) return undefined;
    return isOfScale(this.#picture.field.box, this.#request.view) ? this.#picture : undefined;
  }

  /** Wants the field of this view. Cheap when nothing changed. */
  want(request: FieldRequest): void {
    const last = this.#request;
    const sameTarget = last?.run === request.run && last.key === request.key && sameBox(last.home, request.home);
    if (sameTarget && sameBox(last.view, request.view)) return;
    if (!sameTarget) this.#levels = undefined;
    this.#request = request;
    clearTimeout(this.#timer);
    if (request.stages !== undefined) return this.#startRefining();
    const delay = last?.run === request.run ? SETTLE_MS : 0;
    this.#timer = setTimeout(() => void this.#evaluate(request), delay);
  }

  /** Forgets what there is, for a run that has gone. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#refining?.abort();
    this.#request = this.#picture = this.#levels = undefined;
  }

  /** One refinement at a time: the finer stages of an older request are given up, its first one is shown. */
  #startRefining(): void {
    this.#refining?.abort();
    if (!this.#busy) void this.#refine();
  }

  async #refine(): Promise<void> {
    this.#busy = true;
    try {
      for (let served: FieldRequest | undefined; this.#request && this.#request !== served;) {
        served = this.#request;
        await this.#refineRequest(served);
      }
    } finally {
      this.#busy = false;
    }
  }

  async #refineRequest(request: FieldRequest): Promise<void> {
    const abort = (this.#refining = new AbortController());
    const { stages = 1 } = request;
    const begun = performance.now();
    for (let stage = 0; stage < stages; stage++) {
      // Under a stream of requests half of the time is left to frames, and to the run.
      if (stage === 1 && request !== this.#request) await waited(Math.min(performance.now() - begun, MOST_REST_MS));
      if (stage > 0 && request !== this.#request) return;
      await this.#evaluate(request, stage, stage > 0 ? abort.signal : undefined);
    }
  }

  async #evaluate(request: FieldRequest, stage?: number, signal?: AbortSignal): Promise<void> {
    try {
      const field = await evaluate(request, request.view, stage, signal);
      // A first stage that comes late is still nearer to what is wanted than what stands there.
      if (request !== this.#request && (stage !== 0 || request.run !== this.#request?.run)) return;
      const levels = this.#levels ?? (await this.#homeLevels(request, field));
      if (request !== this.#request && stage !== 0) return;
      // Levels of a rough field are not those of the exact one.
      this.#levels = stage === undefined || stage === (request.stages ?? 1) - 1 ? levels : undefined;
      this.#picture = { field, contours: contourPaths(field, visibleLevels(field, request.view, levels)) };
      this.#host.requestUpdate();
    } catch (error) {
      // A run that was replaced meanwhile may fail as it likes, and one that is over is replaced soon.
      const isOver = error instanceof DOMException && error.name === 'AbortError';
      if (request === this.#request && !isOver) this.#onFault(error);
    }
  }

  async #homeLevels(request: FieldRequest, field: Field): Promise<readonly number[]> {
    const { home, view } = request;
    // An image is there for what is in view; its contours need not be those of the whole.
    const whole = sameBox(home, view) || request.stages !== undefined ? field : await evaluate(request, home);
    return regionLevels(whole.logDensity ?? []);
  }
}

function evaluate(
  { run, values, stages }: FieldRequest,
  view: Box,
  stage?: number,
  signal?: AbortSignal,
): Promise<Field> {
  const box = expandBox(view, MARGIN);
  const samples = stages === undefined ? SAMPLES : IMAGE_SAMPLES;
  const aspect = (box.maxX - box.minX) / (box.maxY - box.minY);
  const columns = Math.min(400, Math.max(8, Math.round(Math.sqrt(samples * aspect))));
  const rows = Math.max(8, Math.round(samples / columns));
  if (stage === undefined) return run.field(box, columns, rows);
  return run.field(box, columns, rows, { stage, ...(values ? { values } : {}), ...(signal ? { signal } : {}) });
}
