// A lab that trains: one number learns a mean by noisy gradient steps. Its loss cannot pass the variance of the data, and it
// counts samples, not particles.
import { group, number, type ValuesOf } from '../../../../src/experiment/declare';
import { atLeast } from '../../../../src/experiment/claims';
import type { Claim } from '../../../../src/experiment/claim-book';
import { defineLab } from '../../../../src/experiment/define-lab';
import type { Panel } from '../../../../src/experiment/frame';
import { normalsFromWords, threefry2x32 } from '../../../../src/math/random';
import { HostModel, type HostContext } from '../host-model';

const parameters = {
  ...group(
    'Data',
    { mean: number('μ', 'mean', { value: 2, min: -4, max: 4, restarts: true, doc: 'What is to be learnt.' }) },
    { redefines: true },
  ),
  ...group('Training', {
    rate: number('η', 'learning rate', { value: 0.05, min: 1e-3, max: 1, scale: 'log', doc: 'Of a gradient step.' }),
    batch: number('B', 'batch', {
      value: 64,
      min: 1,
      max: 4096,
      scale: 'log',
      integer: true,
      size: true,
      restarts: true,
      doc: 'Samples of a step.',
    }),
  }),
};
type Values = ValuesOf<typeof parameters>;

const words = new Uint32Array(2);
const pair = new Float64Array(2);

class Fit extends HostModel<Values> {
  override get moved(): number {
    return this.values.batch;
  }

  protected start(): void {
    this.state.fill(0);
  }

  protected move(step: number): void {
    let gradient = 0;
    for (let i = 0; i < this.values.batch; i++) {
      threefry2x32(this.seed, 3, i, step, words);
      normalsFromWords(words[0], words[1], pair);
      gradient += (this.state[0] - this.values.mean - pair[0]) / this.values.batch;
    }
    this.state[0] = this.state[0] - this.values.rate * gradient;
  }

  protected read(): Record<string, number> {
    return { loss: 1 + (this.state[0] - this.values.mean) ** 2 };
  }

  panels(): readonly Panel[] {
    const { history } = this;
    return history ? [history.trace('loss', 'Loss', 'squared error', 'log', [history.level('floor', 1)])] : [];
  }
}

const claims: readonly Claim<HostContext<Values>>[] = [
  {
    id: 'F1',
    statement: 'the loss cannot pass the variance',
    tex: 'L\\ge 1',
    on: 'the run',
    check: ({ state, values }) => atLeast(1 + (state[0] - values.mean) ** 2, 1, 0),
  },
];

export default defineLab(parameters, {
  id: 'fit',
  title: 'Fit',
  lead: 'A number learns a mean. Its loss falls to the variance of the data and no further.',
  particles: 'weights',
  work: 'samples',
  presets: [],
  suggestions: [],
  about: [],
  claims,
  model: (options) => new Fit(options, 1),
});
