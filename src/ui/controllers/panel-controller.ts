// Keeps a run computing its panels, a little at a time, while its host is connected.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { GpuLostError } from '../../compute/backend';
import { waited } from '../../waiting';
import type { Panel, ParameterValues, Run } from '../../experiment/lab';

export interface PanelOptions {
  /** Does something with the run while nothing else does. */
  task<T>(work: (run: Run) => Promise<T>): Promise<T>;
  /** True while the run is to reach a step as fast as possible. */
  hurried(): boolean;
  /** There is more to show. */
  changed(): void;
  /** What could not be computed: told once, and not tried again before the run or its settings change. */
  failed(error: unknown): void;
}

/** How often a hurried run is looked at again. */
const WAIT_MS = 100;

export class PanelController implements ReactiveController {
  readonly #options: PanelOptions;
  #run: Run | undefined;
  #values: ParameterValues = {};
  #key = '';
  #sketching: Promise<void> | undefined;
  #working = false;
  #wake: () => void = () => undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, options: PanelOptions) {
    this.#options = options;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#run = undefined;
  }

  /** Cheap when neither run nor settings changed. */
  want(run: Run | undefined, values: ParameterValues): void {
    const key = JSON.stringify(values);
    if (run === this.#run && key === this.#key) return;
    this.#run = run;
    this.#values = values;
    this.#key = key;
    this.#wake();
    this.#sketching = run?.sketch && this.#sketch(run, values, key);
    if (run?.refine && !this.#working) void this.#work();
  }

  /** The first pictures, at once: beside whatever the run is doing. */
  async #sketch(run: Run, values: ParameterValues, key: string): Promise<void> {
    let more: boolean | undefined = true;
    while (more && run === this.#run && key === this.#key) {
      more = await this.#told(run.sketch?.(values), run, key);
      this.#options.changed();
    }
  }

  async #work(): Promise<void> {
    this.#working = true;
    try {
      while (await this.#refine());
    } catch {
      // The run has gone or its device is lost: whoever drives it says so, and the next run asks again.
      this.#key = '';
    } finally {
      this.#working = false;
    }
  }

  /** One turn; true while there is more to do, also because the settings changed meanwhile. */
  async #refine(): Promise<boolean> {
    if (this.#sketching) await this.#sketching;
    const [run, key] = [this.#run, this.#key];
    if (!run?.refine || !this.#connected) return false;
    if (this.#options.hurried()) {
      await waited(WAIT_MS);
      return true;
    }
    const started = performance.now();
    const more = await this.#options.task((current) => this.#turn(current));
    this.#options.changed();
    // The first picture at once; the finer ones leave the run as much time as they take.
    if (more && !run.frame().panels.some(isBlank) && key === this.#key) await this.#rest(performance.now() - started);
    return more || run !== this.#run || key !== this.#key;
  }

  /** Settings are of the run that they came with: another one may have taken its place meanwhile, or be about to. */
  #turn(current: Run): Promise<boolean> {
    const work = current === this.#run ? current.refine?.(this.#values) : undefined;
    return this.#told(work, current, this.#key);
  }

  /** A fault ends the work that met it, and is told where that is still wanted. Rejects only where the device is lost. */
  async #told(work: Promise<boolean> | undefined, run: Run, key: string): Promise<boolean> {
    try {
      return (await work) ?? false;
    } catch (error) {
      if (error instanceof GpuLostError) throw error;
      if (run === this.#run && key === this.#key) this.#options.failed(error);
      return false;
    }
  }

  /** So long, or until something else is wanted. */
  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** A map of which there is no picture yet. */
function isBlank(panel: Panel): boolean {
  return panel.kind === 'map' && Number.isNaN(panel.rates.at(-1) ?? Number.NaN);
}
