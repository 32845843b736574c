// Owns what a page computes with: the backend, the run, and the loop that drives it, while its host is connected.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { GpuLostError, type Backend } from '../../compute/backend';
import { openBackend } from '../../compute/open-backend';
import type { ClaimResult, Lab, ParameterValues, Run, RunData } from '../../experiment/lab';
import type { ParameterLimit } from '../../experiment/parameters';
import type { Speed } from '../address';
import { BackendSupply } from './backend-supply';
import { browserClock } from './browser-clock';
import { failureSentence } from './failure-sentence';
import { cutOff, Outage } from './interruption';
import { openRun, reopenRun, type RunRequest } from './open-run';
import { ReplayLog } from './replay-log';
import { LatestStart } from './latest-start';
import type { LoopListener } from './loop-options';
import { earlierRun, type KeptRun, type RunControllerOptions, type RunPlan, type RunStatus } from './run-plan';
import { RunHolder } from './run-holder';

export class RunController implements ReactiveController {
  status: RunStatus = 'loading';
  backend: Backend | undefined;
  /** Of the run that there is, which stays until that of another lab is ready. */
  lab: Lab | undefined;
  /** The last ones known; those of a run before stay until its successor has some. */
  claims: readonly ClaimResult[] = [];
  limits: readonly ParameterLimit[] = [];
  /** What went wrong, in words; with status `failed`, or `loading` while a lost GPU is asked for again. */
  problem: string | undefined;
  /** What was thrown, with status `failed`. */
  failure: unknown;
  /** What had to be limited to run here, in words. */
  notes: readonly string[] = [];
  /** While a lost GPU is asked for again. */
  readonly outage: Outage;
  readonly #host: ReactiveControllerHost;
  readonly #options: RunControllerOptions;
  readonly #supply: BackendSupply;
  readonly #holder: RunHolder;
  #plan: RunPlan | undefined;
  /** What still stands behind a start that is under way or was refused. */
  #earlier: ReturnType<typeof earlierRun>;
  readonly #starts = new LatestStart((error) => this.#fail(error));

  constructor(host: ReactiveControllerHost, options: RunControllerOptions) {
    const { clock = browserClock, open = openBackend } = options;
    this.#host = host;
    this.#options = options;
    this.outage = new Outage(() => clock.now());
    this.#holder = new RunHolder({
      clock,
      listener: this.#listen(),
      idle: async () => this.backend?.settled(),
      release: (run) => void host.updateComplete.then(() => run.dispose()),
    });
    this.#supply = new BackendSupply(open, {
      lost: () => {
        if (this.#plan) this.outage.note(cutOff(this.#holder, this.#plan, this.status));
        void this.#recover();
      },
      refused: (times) => {
        if (this.outage.isOn) this.problem = this.outage.sentenceAfter(times);
        host.requestUpdate();
      },
      arrived: (sentence) => {
        this.notes = [sentence];
        host.requestUpdate();
      },
    });
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#starts.abort();
    this.#holder.release();
    this.#supply.dispose();
    this.backend = undefined;
  }

  get run(): Run | undefined {
    return this.#holder.run;
  }

  /** It runs, or will once it can. */
  get goesOn(): boolean {
    return this.status === 'loading' ? (this.outage.moves ?? this.#plan?.playing === true) : this.status === 'running';
  }

  /** How the run moves, or the one to come. */
  get motion(): Pick<RunHolder, 'rate' | 'progress' | 'stepsFirst' | 'position'> {
    return this.#holder;
  }

  /** What it would take to begin again from here; undefined while that is not settled. */
  get kept(): KeptRun | undefined {
    if (this.status === 'loading' || this.status === 'failed') return undefined;
    return this.#plan && this.#holder.log && { plan: this.#plan, log: this.#holder.log };
  }

  set speed(speed: Speed) {
    this.#holder.speed = speed;
  }

  /** Begins a new run; the old picture stays until it is ready. A later start wins. Without a plan the page rests, empty. */
  start(plan: RunPlan | undefined): Promise<void> {
    return this.#starts.begin(async (signal) => (plan ? this.#startOf(plan, signal) : this.#clear()));
  }

  async #startOf(plan: RunPlan, signal: AbortSignal): Promise<void> {
    // A start while another is under way, or was refused a moment ago, has the same run behind it.
    if (this.status !== 'loading' && this.status !== 'failed')
      this.#earlier = earlierRun(this.status, this.#plan, this.#holder.log);
    if (plan.lab !== this.#plan?.lab) this.claims = [];
    this.#plan = plan;
    this.outage.end();
    this.#holder.expectAnother();
    this.#become('loading');
    const { run, values } = await this.#open(plan, signal);
    this.#adopt(run, new ReplayLog(values, plan.data, plan.resume));
    this.#begin(this.#plan);
  }

  /** After a start that was refused: the run before it goes on as it was. False where there is none. */
  goBack(): boolean {
    if (!this.#earlier || !this.run) return false;
    const { plan, playing, log } = this.#earlier;
    this.#plan = plan;
    this.#holder.expectNone(log);
    this.#become('paused');
    if (playing) this.play();
    return true;
  }

  /** Runs on; towards `until` if that is still ahead, and anew from the start where the run has come to its end. */
  play(): void {
    const until = this.#plan?.until;
    if (this.status === 'loading') return this.#wants(true);
    if (!this.run) return;
    if (until !== undefined && !this.#holder.isOver && this.run.step < until) return this.#advanceTo(until);
    this.#holder.play();
    this.#become('running');
  }

  pause(): void {
    if (this.status === 'loading') return this.#wants(false);
    if (!this.run) return;
    this.#holder.pause();
    this.#become('paused');
  }

  /** After too many losses: asks for the GPU again, to go on where the run was. False where there is nothing to go on from. */
  retry(): boolean {
    if (!this.outage.isOn || this.status !== 'failed') return false;
    this.#wants(true);
    this.outage.forget();
    void this.#recover();
    return true;
  }

  /** So many steps more, then a pause. */
  step(steps: number): void {
    if (!this.run || this.status === 'loading') return;
    this.#holder.advanceTo(Math.max(this.#holder.goal ?? 0, this.run.step) + steps);
    this.#become(steps === 1 ? 'paused' : 'running');
  }

  /** To a step of a run with an end, forwards or back, at rest; the last of several is what counts. */
  seek(step: number): void {
    if (!this.run?.seek || this.status === 'loading') return;
    this.#holder.seek(step);
    this.#become('paused');
  }

  /** Live settings; takes effect before the next step, also of a run that is not there yet. */
  set(values: Partial<ParameterValues>): void {
    this.#holder.change({ values }, this.status === 'loading');
  }

  /** Whether the run takes data without a restart. */
  setData(data: RunData): boolean {
    const isComing = this.status === 'loading';
    if (isComing ? !this.outage.current?.log : !this.run?.setData) return false;
    this.#holder.change({ data }, isComing);
    return true;
  }

  /** Does something with the run while nothing else does. Rejects when there is no run. */
  task<T>(work: (run: Run) => Promise<T>): Promise<T> {
    return this.#holder.task(work);
  }

  async #open(request: RunRequest, signal: AbortSignal): Promise<{ run: Run; values: ParameterValues }> {
    const backend = await this.#supply.get();
    signal.throwIfAborted();
    const told = (share: number): void => this.#holder.announce(share);
    const { run, values, limits, sentences } = await openRun(backend, request, signal, told);
    this.backend = backend;
    this.limits = limits;
    this.notes = this.#supply.fallback ? [this.#supply.fallback] : sentences;
    return { run, values };
  }

  /** Swaps the runs; the old arrays live until the views have let go of them. */
  #adopt(run: Run, log: ReplayLog, resumed = false): void {
    this.#earlier = undefined;
    this.#holder.adopt(run, log, resumed);
    this.lab = this.#plan?.lab;
    this.#options.onStep();
  }

  #listen(): LoopListener {
    const { onStep, drawsPaths = () => false, changed = () => this.#host.requestUpdate() } = this.#options;
    return {
      drawsPaths,
      stepped: onStep,
      changed,
      measured: () => {
        this.#supply.proved();
        if (this.#holder.claims.length > 0) this.claims = this.#holder.claims;
        changed();
      },
      rested: (why) => {
        this.#holder.goal = undefined;
        this.#become(why === 'end' || (why === 'goal' && this.run?.step === this.#plan?.until) ? 'done' : 'paused');
      },
      // Of a loss the backend tells by itself; what fails while it makes way is only nothing to go back to.
      failed: (error) => {
        if (this.status === 'loading') this.#earlier = undefined;
        else if (!(error instanceof GpuLostError)) this.#fail(error);
      },
    };
  }

  #begin({ playing, until }: RunPlan): void {
    this.#become('paused');
    if (playing && until !== undefined) this.#advanceTo(until);
    else if (playing) this.play();
  }

  /** A press on Run or Pause before there is a run. */
  #wants(playing: boolean): void {
    if (this.#plan) this.#plan = { ...this.#plan, playing };
    this.outage.setPlaying(playing);
  }

  #clear(): void {
    this.outage.end();
    this.#holder.clear();
    this.#plan = this.#earlier = undefined;
    this.claims = [];
    this.#become('paused');
  }

  #advanceTo(goal: number): void {
    this.#holder.advanceTo(goal);
    this.#become('running');
  }

  /** One path for every loss: stop, ask again until there is a GPU, rebuild, replay to the step lost. */
  async #recover(): Promise<void> {
    const plan = this.#plan;
    const { current } = this.outage;
    if (!current || !plan) return;
    await this.#starts.begin(async (signal) => {
      this.#earlier = undefined;
      this.#holder.release();
      this.problem = this.outage.sentence;
      if (this.outage.isLoop) return this.#become('failed');
      this.#become('loading');
      const open = async (request: RunRequest): Promise<Run> => (await this.#open(request, signal)).run;
      const goesOn = (): boolean => this.outage.goesOn(plan.until) && !this.#holder.hasChanges;
      const { run, log } = await reopenRun(open, plan, current, goesOn, signal);
      this.#resume(run, log);
    });
  }

  /** As it was when it was cut off, or as Run and Pause have set it since. */
  #resume(run: Run, log: ReplayLog): void {
    const { current } = this.outage;
    this.outage.end();
    this.#adopt(run, log, run.step === current?.step);
    if (!current?.log && this.#plan) return this.#begin(this.#plan);
    this.#become('paused');
    if (current?.goal !== undefined) this.#advanceTo(current.goal);
    else if (current?.playing) this.play();
  }

  #fail(error: unknown): void {
    this.outage.end();
    this.#holder.pause();
    this.failure = error;
    this.problem = failureSentence(error);
    this.#become('failed');
  }

  #become(status: RunStatus): void {
    this.status = status;
    if (status !== 'failed' && status !== 'loading') this.problem = this.failure = undefined;
    this.#host.requestUpdate();
  }
}
