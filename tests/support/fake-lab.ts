// A lab without mathematics for the tests of the page: particles that count their steps, on whatever backend is given.
import { plainAxes } from '../../src/data/axes';
import type {
  Checkpoint,
  ClaimResult,
  Frame,
  Lab,
  NumberParameter,
  ParameterValues,
  Run,
  StartOptions,
} from '../../src/experiment/lab';
import { checkParameters } from '../../src/experiment/parameters';

const likeTheTwin = (values: ParameterValues): NumberParameter | undefined => {
  const model = fakeLab.parameters.find(({ key }) => key === values['twin']);
  return model?.kind === 'number' ? model : undefined;
};

export const fakeLab: Lab = {
  id: 'fake',
  title: 'Fake',
  lead: 'Counts steps. Nothing more.',
  work: 'chain-steps',
  stage: {
    axes: () => plainAxes(),
    picture: { layers: [], fieldName: 'log p', contours: { wide: 'target', narrow: 'target' } },
    view: () => ({ minX: -1, maxX: 1, minY: -1, maxY: 1 }),
  },
  parameters: [
    {
      kind: 'choice',
      key: 'target',
      label: 'target',
      group: 'Target',
      redefines: true,
      value: 'gaussian',
      restarts: true,
      doc: 'The law.',
      options: [
        { value: 'gaussian', label: 'Gaussian' },
        { value: 'mixture', label: 'Mixture' },
      ],
    },
    {
      kind: 'number',
      key: 'modes',
      symbol: 'K',
      label: 'modes',
      group: 'Target',
      redefines: true,
      unit: '',
      value: 8,
      min: 1,
      max: 32,
      scale: 'linear',
      integer: true,
      restarts: true,
      doc: 'How many.',
      when: (values) => values['target'] === 'mixture',
    },
    {
      kind: 'number',
      key: 'step',
      symbol: 'γ',
      label: 'step',
      group: 'Dynamics',
      unit: '',
      value: 0.02,
      min: 1e-5,
      max: 10,
      scale: 'log',
      doc: 'The step.',
    },
    {
      kind: 'number',
      key: 'noise',
      symbol: 'τ',
      label: 'noise factor',
      group: 'Dynamics',
      unit: '',
      value: 1,
      min: 0,
      max: 2,
      scale: 'linear',
      doc: 'The noise.',
    },
    {
      kind: 'number',
      key: 'initX',
      symbol: 'x₀',
      label: 'start x',
      group: 'Start',
      unit: '',
      value: 0,
      min: -10,
      max: 10,
      scale: 'linear',
      restarts: true,
      doc: 'Where.',
    },
    {
      kind: 'number',
      key: 'chains',
      symbol: 'n',
      label: 'chains',
      group: 'Size',
      unit: '',
      value: 65536,
      min: 1,
      max: 1048576,
      scale: 'log',
      integer: true,
      size: true,
      restarts: true,
      doc: 'How many.',
    },
    {
      kind: 'choice',
      key: 'twin',
      label: 'twin',
      group: 'Twin',
      value: 'off',
      restarts: true,
      doc: 'What differs.',
      options: [
        { value: 'off', label: 'Off' },
        { value: 'step', label: 'step' },
      ],
    },
    {
      kind: 'number',
      key: 'twinValue',
      symbol: '=',
      label: 'value in the twin',
      group: 'Twin',
      unit: '',
      value: 0,
      min: -90,
      max: 90,
      scale: 'linear',
      doc: 'What it is there.',
      like: likeTheTwin,
    },
  ],
  presets: [{ id: 'still', label: 'Without noise', doc: 'It collapses.', values: { noise: 0 } }],
  suggestions: [],
  about: [],
  limits: (backend) =>
    backend.kind === 'reference' ? [{ key: 'chains', most: 4096, sentence: 'chains limited to 4,096.' }] : [],
  start: async (options) => new FakeRun(options),
};

/** The same with an end, to and from which one can go. */
export function fakeLabOf(horizon: number): Lab {
  return { ...fakeLab, start: async (options) => new EndingRun(options, horizon) };
}

/** Its only state is a sum that depends on the order of steps and settings, as a trajectory does. */
export class FakeRun implements Run {
  step = 0;
  sum = 0;
  disposed = false;
  nonFinite = 0;
  /** Names of the asynchronous calls in progress: more than one at a time is what must not happen. */
  readonly inFlight: string[] = [];
  overlaps = 0;
  readonly calls: string[] = [];
  #values: ParameterValues;
  readonly options: StartOptions;
  /** Set to make the next advance fail. */
  failure: Error | undefined;

  constructor(options: StartOptions) {
    this.options = options;
    this.#values = options.params;
    if (options.resume) {
      this.step = options.resume.step;
      this.sum = Number(options.resume.memory);
    }
  }

  get values(): ParameterValues {
    return this.#values;
  }

  async advance(steps: number, signal?: AbortSignal): Promise<void> {
    await this.#call('advance', async () => {
      for (let done = 0; done < steps && !signal?.aborted; done++) {
        if (done % 1000 === 999) await Promise.resolve();
        if (this.failure) throw this.failure;
        this.step++;
        this.sum = (this.sum * 1.5 + Number(this.#values['step']) * this.step) % 1000;
      }
    });
  }

  set(values: Partial<ParameterValues>): void {
    this.calls.push('set');
    this.#values = { ...this.#values, ...checkParameters(fakeLab.parameters, values) };
  }

  frame(): Frame {
    const count = Number(this.#values['chains']);
    const positions = { id: 1, label: 'positions', type: 'f32', length: 2 * count } as const;
    const divergence = {
      nonFinite: this.nonFinite,
      step: this.step,
      sentence: 'It grows.',
      remedy: { label: 'Smaller step', values: { step: 0.01 } },
    };
    return {
      step: this.step,
      clouds: [
        { layer: 'data', label: 'data', colour: 'second', positions, count },
        { layer: 'run', label: 'run', colour: 'first', positions, count },
      ],
      moved: count,
      measures: {},
      panels: [],
      paths: [],
      ...(this.nonFinite > 0 ? { divergence } : {}),
      readouts: [],
      notices: [],
      handles: [],
    };
  }

  measure(): Promise<Readonly<Record<string, number>>> {
    return this.#call('measure', async () => ({ step: this.step }));
  }

  claims(): Promise<readonly ClaimResult[]> {
    return this.#call('claims', async () => []);
  }

  async snapshot(): Promise<Record<string, never>> {
    return {};
  }

  checkpoint(): Promise<Checkpoint> {
    return this.#call('checkpoint', async () => ({ step: this.step, arrays: {}, memory: this.sum }));
  }

  dispose(): void {
    this.disposed = true;
  }

  async #call<T>(name: string, work: () => Promise<T>): Promise<T> {
    this.calls.push(name);
    if (this.inFlight.length > 0) this.overlaps++;
    this.inFlight.push(name);
    try {
      await Promise.resolve();
      return await work();
    } finally {
      this.inFlight.pop();
    }
  }
}

/** Goes back by beginning anew; an abort leaves it on its way. */
export class EndingRun extends FakeRun {
  readonly horizon: number;

  constructor(options: StartOptions, horizon: number) {
    super(options);
    this.horizon = horizon;
  }

  override advance(steps: number, signal?: AbortSignal): Promise<void> {
    return super.advance(Math.min(steps, this.horizon - this.step), signal);
  }

  async seek(step: number, signal?: AbortSignal): Promise<void> {
    this.calls.push(`seek ${step}`);
    if (step < this.step) this.step = this.sum = 0;
    await this.advance(step - this.step, signal);
  }
}
