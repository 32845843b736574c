// A lab without a picture in the plane: coins that are thrown, as bars, and a curve whose x is not the step.
import { choice, group, number, type ValuesOf } from '../../../../src/experiment/declare';
import { judged } from '../../../../src/experiment/claims';
import type { Claim } from '../../../../src/experiment/claim-book';
import { defineLab } from '../../../../src/experiment/define-lab';
import type { Panel } from '../../../../src/experiment/frame';
import { threefry2x32, uniformFromWord } from '../../../../src/math/random';
import { HostModel, type HostContext } from '../host-model';

const parameters = {
  ...group('Coin', {
    chance: number('p', 'chance of heads', { value: 0.3, min: 0, max: 1, doc: 'Of each coin.' }),
    order: choice('Order', { given: 'As given', reversed: 'Reversed' }, { value: 'given', doc: 'Of the bars.' }),
  }),
  ...group('Size', {
    coins: number('n', 'coins', {
      value: 512,
      min: 16,
      max: 65536,
      scale: 'log',
      integer: true,
      size: true,
      restarts: true,
      doc: 'Thrown in each step.',
    }),
  }),
};
type Values = ValuesOf<typeof parameters>;

const words = new Uint32Array(2);

/** Of each coin how often it fell on heads. */
class Coins extends HostModel<Values> {
  override get moved(): number {
    return this.state.length;
  }

  protected start(): void {
    this.state.fill(0);
  }

  protected move(step: number): void {
    this.state.forEach((heads, coin) => {
      threefry2x32(this.seed, 1, coin, step, words);
      this.state[coin] = heads + (uniformFromWord(words[0]) < this.values.chance ? 1 : 0);
    });
  }

  protected read(step: number): Record<string, number> {
    const mean = this.state.reduce((sum, heads) => sum + heads, 0) / this.state.length;
    return { share: step === 0 ? Number.NaN : mean / step };
  }

  panels(): readonly Panel[] {
    if (!this.history) return [];
    const share = this.history.series('share', 'share', 'first').values.at(-1) ?? Number.NaN;
    const { chance } = this.values;
    const x = Array.from({ length: 21 }, (_, i) => i / 20);
    const bars = [
      { label: 'heads', value: share, predicted: chance },
      { label: 'tails', value: 1 - share, predicted: 1 - chance },
    ];
    return [
      this.history.trace('share', 'Share of heads', '', 'linear', [this.history.level('p', chance)]),
      {
        kind: 'bars',
        id: 'sides',
        title: 'Sides',
        unit: 'share',
        bars: this.values.order === 'given' ? bars : bars.toReversed(),
      },
      {
        kind: 'plot',
        id: 'entropy',
        title: 'Entropy of a coin',
        x: { label: 'p', scale: 'linear' },
        y: { label: 'bits', scale: 'linear' },
        series: [{ label: 'theory', colour: 'theory', x, y: x.map(entropy) }],
        marks: [{ label: 'p', x: chance, colour: 'first' }],
        remarks: [],
        done: 1,
      },
    ];
  }
}

function entropy(p: number): number {
  const part = (q: number): number => (q > 0 ? -q * Math.log2(q) : 0);
  return part(p) + part(1 - p);
}

const claims: readonly Claim<HostContext<Values>>[] = [
  {
    id: 'C1',
    statement: 'heads come with their chance',
    tex: 'p',
    on: 'the run',
    excuse: ({ step }) => (step === 0 ? { reason: 'nothing was thrown yet', needs: 'more steps' } : undefined),
    check({ values: { chance }, step, state }) {
      const throws = state.length * step;
      const value = state.reduce((sum, heads) => sum + heads, 0) / throws;
      return judged({ value, standardError: Math.sqrt((chance * (1 - chance)) / throws) }, chance, 2 / throws);
    },
  },
];

export default defineLab(parameters, {
  id: 'coins',
  title: 'Coins',
  lead: 'Coins are thrown. How often do they show heads?',
  particles: 'coins',
  work: 'throws',
  presets: [],
  suggestions: [],
  about: [],
  claims,
  model: (options) => new Coins(options, options.values.coins),
});
