// Owns what a page computes with: the backend, the run, and the loop that drives it, while its host is connected.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { GpuLostError, type Backend } from '../../compute/backend';
import { openBackend } from '../../compute/open-backend';
import type { Checkpoint, ClaimResult, ParameterValues, Run, RunData } from '../../labs/lab';
import { formatPlainNumber } from '../../labs/number-text';
import { limitValues, type ParameterLimit } from '../../labs/parameters';
import type { Speed } from '../address';
import { BackendKeeper } from './backend-keeper';
import { browserClock } from './browser-clock';
import { failureSentence } from './failure-sentence';
import { ReplayLog } from './replay-log';
import { RunLoop, type LoopClock, type LoopListener } from './run-loop';
import type { EarlierRun, Interruption, KeptRun, RunControllerOptions, RunPlan, RunStatus } from './run-plan';

export type { RunControllerOptions, RunPlan, RunStatus } from './run-plan';

export class RunController implements ReactiveController {
  status: RunStatus = 'loading';
  backend: Backend | undefined;
  run: Run | undefined;
  /** The last ones known; those of a run before stay until its successor has some. */
  claims: readonly ClaimResult[] = [];
  limits: readonly ParameterLimit[] = [];
  /** What went wrong, in words; with status `failed`, or `loading` while a lost GPU is asked for again. */
  problem: string | undefined;
  /** What was thrown, with status `failed`. */
  failure: unknown;
  /** What had to be limited to run here, in words. */
  notes: readonly string[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #onStep: () => void;
  readonly #clock: LoopClock;
  readonly #keeper: BackendKeeper;
  #plan: RunPlan | undefined;
  #loop: RunLoop | undefined;
  #log: ReplayLog | undefined;
  #speed: Speed = 10;
  #goal: number | undefined;
  #interruption: Interruption | undefined;
  /** What still stands behind a start that is under way or was refused. */
  #earlier: EarlierRun | undefined;
  #starting = new AbortController();

  constructor(host: ReactiveControllerHost, options: RunControllerOptions) {
    this.#host = host;
    this.#onStep = options.onStep;
    this.#clock = options.clock ?? browserClock;
    this.#keeper = new BackendKeeper(options.open ?? openBackend, () => void this.#recover());
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#starting.abort();
    this.#dropRun();
    this.#keeper.dispose();
    this.backend = undefined;
  }

  /** Particle-steps per second; 0 at rest. */
  get rate(): number {
    return this.#loop?.rate ?? 0;
  }

  /** Fraction done of what has an end; `undefined` otherwise. */
  get progress(): number | undefined {
    return this.#loop?.progress;
  }

  /** What it would take to begin again from here; undefined while that is not settled. */
  get kept(): KeptRun | undefined {
    if (this.status === 'loading' || this.status === 'failed') return undefined;
    return this.#plan && this.#log && { plan: this.#plan, log: this.#log };
  }

  set speed(speed: Speed) {
    this.#speed = speed;
    if (this.#loop) this.#loop.speed = speed;
  }

  /** Begins a new run; the picture of the old one stays until the new one is ready. A later start wins. */
  async start(plan: RunPlan): Promise<void> {
    const signal = this.#beginStart();
    this.#rememberEarlier();
    if (plan.lab !== this.#plan?.lab) this.claims = [];
    this.#plan = plan;
    this.#interruption = undefined;
    this.#loop?.pause();
    this.#become('loading');
    try {
      const { run, values } = await this.#open(plan, signal, plan.resume);
      this.#adopt(run, new ReplayLog(values, plan.data, plan.resume));
      this.#begin(this.#plan);
    } catch (error) {
      // After a loss there is a later start already, or `lost` brings one.
      if (!signal.aborted && !(error instanceof GpuLostError)) this.#fail(error);
    }
  }

  /** After a start that was refused: the run before it goes on as it was. False where there is none. */
  goBack(): boolean {
    if (!this.#earlier || !this.run || !this.#loop) return false;
    const { plan, playing } = this.#earlier;
    this.#plan = plan;
    this.problem = undefined;
    this.failure = undefined;
    this.#become('paused');
    if (playing) this.play();
    return true;
  }

  /** Runs on; towards `until` if that is still ahead. */
  play(): void {
    const until = this.#plan?.until;
    if (this.status === 'loading') return this.#wish(true);
    if (!this.run || !this.#loop) return;
    if (until !== undefined && this.run.step < until) return this.#seek(until);
    this.#goal = undefined;
    this.#loop.play();
    this.#become('running');
  }

  pause(): void {
    if (this.status === 'loading') return this.#wish(false);
    if (!this.#loop) return;
    this.#loop.pause();
    this.#goal = undefined;
    this.#become('paused');
  }

  /** So many steps more, then a pause. */
  step(steps: number): void {
    if (!this.run || !this.#loop || this.status === 'loading') return;
    this.#goal = Math.max(this.#goal ?? 0, this.run.step) + steps;
    this.#loop.seek(this.#goal);
    this.#become(steps === 1 ? 'paused' : 'running');
  }

  /** Live settings; takes effect before the next step. */
  set(values: Partial<ParameterValues>): void {
    this.#loop?.set(values);
  }

  /** Whether the run takes data without a restart. */
  setData(data: RunData): boolean {
    if (!this.run?.setData || !this.#loop) return false;
    this.#loop.setData(data);
    return true;
  }

  /** Does something with the run while nothing else does. Rejects when there is no run. */
  task<T>(work: (run: Run) => Promise<T>): Promise<T> {
    return this.#loop?.task(work) ?? Promise.reject(new Error('Nothing is running yet.'));
  }

  async #open(plan: RunPlan, signal: AbortSignal, resume?: Checkpoint): Promise<{ run: Run; values: ParameterValues }> {
    const { lab, seed, data } = plan;
    const backend = await this.#keeper.get();
    signal.throwIfAborted();
    const limits = lab.limits?.(backend) ?? [];
    const { values, sentences } = limitValues(plan.values, limits);
    const run = await lab.start({ backend, params: values, seed, data, signal, ...(resume ? { resume } : {}) });
    if (signal.aborted) run.dispose();
    signal.throwIfAborted();
    this.backend = backend;
    this.limits = limits;
    this.notes = this.#keeper.fallback ? [this.#keeper.fallback] : sentences;
    return { run, values };
  }

  /** Swaps the runs; the old arrays live until the views have let go of them. */
  #adopt(run: Run, log: ReplayLog): void {
    const old = this.run;
    this.#loop?.dispose();
    this.#earlier = undefined;
    this.run = run;
    this.#log = log;
    this.#goal = undefined;
    this.problem = undefined;
    this.failure = undefined;
    const idle = async (): Promise<void> => this.backend?.settled();
    this.#loop = new RunLoop(run, { clock: this.#clock, listener: this.#listen(), log, idle });
    this.#loop.speed = this.#speed;
    this.#host.requestUpdate();
    void this.#host.updateComplete.then(() => old?.dispose());
    this.#onStep();
  }

  #listen(): LoopListener {
    return {
      stepped: this.#onStep,
      measured: () => {
        if (this.#loop?.claims.length) this.claims = this.#loop.claims;
        this.#host.requestUpdate();
      },
      rested: (why) => {
        const finished = why === 'goal' && this.run?.step === this.#plan?.until;
        this.#goal = undefined;
        this.#become(finished ? 'done' : 'paused');
      },
      failed: (error) => (error instanceof GpuLostError ? void this.#recover() : this.#fail(error)),
    };
  }

  #begin({ playing, until }: RunPlan): void {
    this.#become('paused');
    if (!playing) return;
    if (until === undefined) this.play();
    else this.#seek(until);
  }

  /** A press on Run or Pause before there is a run. */
  #wish(playing: boolean): void {
    if (this.#plan) this.#plan = { ...this.#plan, playing };
    if (this.#interruption) this.#interruption = { ...this.#interruption, playing };
  }

  #seek(goal: number): void {
    this.#goal = goal;
    this.#loop?.seek(goal);
    this.#become('running');
  }

  /** One path for every loss: stop, ask again until there is a GPU, rebuild, replay to the step lost. */
  async #recover(): Promise<void> {
    const plan = this.#plan;
    if (!plan) return;
    this.#interruption ??= {
      step: this.run?.step ?? 0,
      playing: this.status === 'running' || this.#startsPlaying(plan),
      log: this.#log,
    };
    const signal = this.#beginStart();
    this.#dropRun();
    const step = formatPlainNumber(this.#interruption.step);
    this.problem = `The GPU was lost at step ${step}. It is asked for again, and the run goes on when it is back.`;
    this.#become('loading');
    try {
      await this.#rebuild(plan, this.#interruption, signal);
    } catch (error) {
      // Lost again while rebuilding: its own `lost` promise takes this path anew.
      if (!signal.aborted && !(error instanceof GpuLostError)) this.#fail(error);
    }
  }

  #startsPlaying({ playing }: RunPlan): boolean {
    return this.status === 'loading' && playing;
  }

  async #rebuild(plan: RunPlan, { step, log: kept }: Interruption, signal: AbortSignal): Promise<void> {
    const log = kept ?? new ReplayLog(plan.values, plan.data, plan.resume);
    const { run } = await this.#open({ ...plan, values: log.values, data: log.data }, signal, log.checkpoint);
    try {
      await log.replay(run, step, signal);
      signal.throwIfAborted();
    } catch (error) {
      run.dispose();
      throw error;
    }
    const playing = this.#interruption?.playing ?? false;
    this.#interruption = undefined;
    this.#adopt(run, log);
    this.#become('paused');
    if (playing) this.play();
  }

  #beginStart(): AbortSignal {
    this.#starting.abort();
    this.#starting = new AbortController();
    return this.#starting.signal;
  }

  /** A start while another is under way has the same run behind it; one after a failure has none. */
  #rememberEarlier(): void {
    if (this.status === 'loading') return;
    const plan = this.status === 'failed' ? undefined : this.#plan;
    this.#earlier = plan && { plan, playing: this.status === 'running' };
  }

  #dropRun(): void {
    this.#earlier = undefined;
    this.#loop?.dispose();
    this.#loop = undefined;
    const old = this.run;
    this.run = undefined;
    void this.#host.updateComplete.then(() => old?.dispose());
  }

  #fail(error: unknown): void {
    this.#loop?.pause();
    this.failure = error;
    this.problem = failureSentence(error);
    this.#become('failed');
  }

  #become(status: RunStatus): void {
    this.status = status;
    this.#host.requestUpdate();
  }
}
