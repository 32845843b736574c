// The target behind the particles, evaluated by the run when the target or the view has settled. The latest request
// wins; what it replaces is dropped when it arrives.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Field, Run } from '../../labs/lab';
import type { Box } from '../../targets/target';
import { contourPaths, regionLevels, visibleLevels, type ContourPath } from './contour-paths';
import { expandBox, sameBox } from './view-transform';

export interface FieldRequest {
  readonly run: Run;
  /** Changes whenever the target does. */
  readonly key: string;
  /** The first view, equal axes included: the contour levels are taken from it. */
  readonly home: Box;
  readonly view: Box;
}

export interface FieldPicture {
  readonly field: Field;
  readonly contours: readonly ContourPath[];
}

const SETTLE_MS = 120;
/** Evaluations of one picture: about 120 × 90. */
const SAMPLES = 10_800;
/** Evaluated around the view, so that a little panning shows no edge. */
const MARGIN = 0.08;

export class FieldController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onFault: (error: unknown) => void;
  #request: FieldRequest | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #levels: readonly number[] | undefined;
  #picture: FieldPicture | undefined;

  constructor(host: ReactiveControllerHost, onFault: (error: unknown) => void) {
    this.#host = host;
    this.#onFault = onFault;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#request = undefined;
  }

  /** What was last evaluated; the same object until another arrives. */
  get picture(): FieldPicture | undefined {
    return this.#picture;
  }

  /** Wants the field of this view. Cheap when nothing changed. */
  want(request: FieldRequest): void {
    const last = this.#request;
    const sameTarget = last?.run === request.run && last.key === request.key && sameBox(last.home, request.home);
    if (sameTarget && sameBox(last.view, request.view)) return;
    if (!sameTarget) this.#levels = undefined;
    this.#request = request;
    clearTimeout(this.#timer);
    const delay = last?.run === request.run ? SETTLE_MS : 0;
    this.#timer = setTimeout(() => void this.#evaluate(request), delay);
  }

  /** Forgets what there is, for a run that has gone. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#request = this.#picture = this.#levels = undefined;
  }

  async #evaluate(request: FieldRequest): Promise<void> {
    try {
      const field = await evaluate(request.run, request.view);
      if (request !== this.#request) return;
      const levels = this.#levels ?? (await this.#homeLevels(request, field));
      if (request !== this.#request) return;
      this.#levels = levels;
      this.#picture = { field, contours: contourPaths(field, visibleLevels(field, request.view, levels)) };
      this.#host.requestUpdate();
    } catch (error) {
      // A run that was replaced meanwhile may fail as it likes.
      if (request === this.#request) this.#onFault(error);
    }
  }

  async #homeLevels({ run, home, view }: FieldRequest, field: Field): Promise<readonly number[]> {
    const whole = sameBox(home, view) ? field : await evaluate(run, home);
    return regionLevels(whole.logDensity);
  }
}

function evaluate(run: Run, view: Box): Promise<Field> {
  const box = expandBox(view, MARGIN);
  const aspect = (box.maxX - box.minX) / (box.maxY - box.minY);
  const columns = Math.min(400, Math.max(8, Math.round(Math.sqrt(SAMPLES * aspect))));
  return run.field(box, columns, Math.max(8, Math.round(SAMPLES / columns)));
}
