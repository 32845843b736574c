// The one run: what every lab does alike. It takes one call after the other, counts the steps, keeps settings, data and the
// history of what was measured, remembers and goes back, and asks the lab's model for the rest.
import { remembered } from './checkpoint';
import { ClaimBook } from './claim-book';
import type { Divergence, Frame } from './frame';
import { History } from './history';
import { Keyframes } from './keyframes';
import type {
  Checkpoint,
  ClaimQuestion,
  ClaimResult,
  Field,
  FieldOptions,
  ParameterValues,
  Run,
  RunData,
  SnapshotArray,
  StartOptions,
} from './lab';
import type { LabDefinition } from './define-lab';
import type { Model, Observation } from './model';
import { withLiveValues } from './parameters';
import type { Box } from '../targets/target';
import { Turns } from './turns';
import { grouped } from '../numbers';

type Measures = Readonly<Record<string, number>>;

export class Experiment<V extends ParameterValues, C> implements Run {
  readonly #lab: LabDefinition<V, C>;
  readonly #model: Model<V, C>;
  readonly #backend: StartOptions['backend'];
  readonly #turns = new Turns();
  readonly #history = new History();
  readonly #keyframes = new Keyframes();
  readonly #book: ClaimBook<C>;
  #values: ParameterValues;
  #data: RunData;
  /** Settings that apply from the next step on. */
  #changed = true;
  #step = 0;
  #observation: Observation | undefined;
  #measures: Measures = {};
  /** Steps from the start under the settings in force lead here; not so once they were changed on the way. */
  #isStraight = true;
  /** The observation is of this step and of these settings. */
  #isFresh = false;
  readonly setData?: (data: RunData) => void;
  readonly data?: () => RunData;
  readonly readPaths?: () => Promise<void>;
  readonly refine?: (values?: ParameterValues) => Promise<boolean>;
  readonly sketch?: (values: ParameterValues) => Promise<boolean>;
  readonly field?: (box: Box, columns: number, rows: number, options?: FieldOptions) => Promise<Field>;
  readonly seek?: (step: number, signal?: AbortSignal) => Promise<void>;

  constructor(lab: LabDefinition<V, C>, model: Model<V, C>, { backend, params, data }: StartOptions) {
    this.#lab = lab;
    this.#model = model;
    this.#backend = backend;
    this.#values = params;
    this.#data = data;
    this.#book = new ClaimBook(lab.claims, lab.particles);
    this.#offer();
  }

  get step(): number {
    return this.#step;
  }

  get horizon(): number | undefined {
    return this.#lab.horizon?.(this.#own(this.#values));
  }

  /** Puts the model at its start, or where a checkpoint has it. */
  async begin(resume?: Checkpoint): Promise<void> {
    await this.#apply();
    if (resume) this.#load(resume);
    else await this.#model.begin();
    await this.#backend.settled();
  }

  async advance(steps: number, signal?: AbortSignal): Promise<void> {
    checkSteps(steps);
    await this.#turns.take(() => this.#advance(steps, signal));
  }

  set(values: Partial<ParameterValues>): void {
    this.#change(withLiveValues(this.#lab.parameters, this.#values, values), this.#data);
  }

  frame(): Frame {
    const { extent } = this.#observation ?? {};
    const divergence = this.#divergence();
    return {
      step: this.#step,
      moved: this.#model.moved,
      measures: this.#measures,
      ...(extent ? { extent } : {}),
      ...(divergence ? { divergence } : {}),
      clouds: [],
      paths: [],
      readouts: [],
      notices: [],
      handles: [],
      ...this.#model.picture(this.#step, this.#history),
      panels: this.#model.panels(),
    };
  }

  measure(): Promise<Measures> {
    return this.#turns.take(() => this.#measure());
  }

  claims(question?: ClaimQuestion): Promise<readonly ClaimResult[]> {
    return this.#turns.take(async () => {
      await this.#finish();
      if (!this.#isFresh) await this.#measure();
      const { nonFinite = 0 } = this.#observation ?? {};
      return this.#book.ask(this.#model.context(this.#step), this.#model.claimKey ?? '', nonFinite, question);
    });
  }

  snapshot(): Promise<Readonly<Record<string, SnapshotArray>>> {
    return this.#turns.take(async () => {
      await this.#finish();
      return this.#model.snapshot();
    });
  }

  checkpoint(): Promise<Checkpoint> {
    return this.#turns.take(() => this.#save());
  }

  dispose(): void {
    this.#model.dispose();
  }

  /** What this model can do beyond what every run does. */
  #offer(): void {
    const model = this.#model;
    const own = (values: ParameterValues = this.#values): V => this.#own(values);
    Object.assign(this, {
      ...(model.data && {
        data: () => model.data?.(),
        setData: (data: RunData) => this.#change(this.#values, data),
      }),
      ...(model.readPaths && { readPaths: () => this.#turns.take(() => this.#readPaths()) }),
      ...(model.refine && { refine: (values?: ParameterValues) => model.refine?.(own(values)) }),
      ...(model.sketch && { sketch: (values: ParameterValues) => model.sketch?.(own(values)) }),
      ...(model.field && { field: model.field.bind(model) }),
      ...(this.#lab.horizon && {
        seek: (step: number, signal?: AbortSignal) => this.#turns.take(() => this.#seek(step, signal)),
      }),
    });
  }

  /** Particles that are lost, in words; a model that knows why says more. */
  #divergence(): Divergence | undefined {
    const { nonFinite, step } = { nonFinite: this.#observation?.nonFinite ?? 0, step: this.#measures['step'] ?? 0 };
    if (nonFinite === 0) return undefined;
    const sentence = `${grouped(nonFinite)} ${this.#lab.particles} have left the finite range.`;
    return { nonFinite, step, sentence };
  }

  /** The declaration has checked them. */
  #own(values: ParameterValues): V {
    return values as V;
  }

  #change(values: ParameterValues, data: RunData): void {
    this.#model.want(this.#own(values), data);
    this.#values = values;
    this.#data = data;
    this.#changed = true;
    this.#isFresh = false;
    this.#isStraight = this.#step === 0;
    this.#keyframes.forget();
  }

  /** Brings the model to the wanted settings, which may change meanwhile. */
  async #apply(): Promise<void> {
    while (this.#changed) {
      this.#changed = false;
      await this.#model.apply(this.#step);
    }
  }

  async #advance(steps: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    if (!this.#model.unfinished) await this.#apply();
    const most = Math.min(steps, (this.horizon ?? Infinity) - this.#step);
    if (most < 0) return;
    const completed = (done: number): void => {
      this.#step += done;
      this.#isFresh = false;
    };
    await this.#model.advance(this.#step, most, completed, signal);
  }

  /** Finishes what an abort left behind, and takes up what was changed. */
  #finish(): Promise<void> {
    return this.#advance(0);
  }

  async #measure(): Promise<Measures> {
    await this.#finish();
    const observation = await this.#model.observe(this.#step);
    this.#observation = observation;
    this.#isFresh = !this.#changed;
    this.#history.push(this.#step, observation.kept);
    await this.#model.study?.(this.#step, this.#history);
    this.#measures = { step: this.#step, ...observation.measures };
    return this.#measures;
  }

  async #readPaths(): Promise<void> {
    // Ahead of others are some after an abort, until whatever comes next.
    if (!this.#model.unfinished) await this.#model.readPaths?.(this.#step);
  }

  async #save(): Promise<Checkpoint> {
    await this.#finish();
    const { arrays, memory } = (await this.#model.save?.()) ?? { arrays: await this.#model.snapshot(), memory: {} };
    return {
      step: this.#step,
      arrays,
      memory: { ...memory, isStraight: this.#isStraight, history: this.#history.memory },
    };
  }

  #load(checkpoint: Checkpoint): void {
    const { horizon = Infinity } = this;
    if (checkpoint.step > horizon)
      throw new RangeError(`the checkpoint is of step ${checkpoint.step}; the run ends at ${horizon}`);
    this.#model.load(checkpoint);
    this.#step = checkpoint.step;
    this.#isFresh = false;
    this.#isStraight = remembered(checkpoint.memory, 'isStraight') === true;
    this.#history.recall(checkpoint);
  }

  async #seek(step: number, signal?: AbortSignal): Promise<void> {
    checkSteps(step);
    const { horizon } = this;
    if (horizon !== undefined && step > horizon)
      throw new RangeError(`step is ${step}; a whole number from 0 to ${horizon} is allowed`);
    await this.#finish();
    if (step < this.#step || !this.#isStraight) await this.#goBack(step);
    while (this.#step < step && !signal?.aborted) {
      const next = this.#keyframes.next(this.#step, horizon ?? step);
      await this.#advance(Math.min(next, step) - this.#step, signal);
      if (this.#step === next) this.#keyframes.keep(await this.#save());
    }
  }

  /** To the start, or to the last kept step that is not beyond: what lies between is taken again, to the same bits. */
  async #goBack(step: number): Promise<void> {
    const kept = this.#keyframes.before(step);
    if (kept) return this.#load(kept);
    await this.#model.begin();
    this.#step = 0;
    this.#isFresh = false;
    this.#isStraight = true;
  }
}

/** Throws RangeError for a number of steps that is not a whole number of at least 0. */
function checkSteps(steps: number): void {
  if (!Number.isInteger(steps) || steps < 0)
    throw new RangeError(`steps is ${steps}; a whole number of at least 0 is allowed`);
}
