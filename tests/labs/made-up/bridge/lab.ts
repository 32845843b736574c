// A lab with an end: points walk from a circle to its middle in T noisy steps; it can be set to any step, back as well.
import { plainAxes } from '../../../../src/data/axes';
import { group, number, type ValuesOf } from '../../../../src/experiment/declare';
import { within } from '../../../../src/experiment/claims';
import type { Claim } from '../../../../src/experiment/claim-book';
import { defineLab } from '../../../../src/experiment/define-lab';
import type { Panel } from '../../../../src/experiment/frame';
import type { Picture } from '../../../../src/experiment/model';
import { threefry2x32, uniformFromWord } from '../../../../src/math/random';
import { HostModel, type HostContext } from '../host-model';

const parameters = {
  ...group('Way', {
    steps: number('T', 'steps', {
      value: 40,
      min: 1,
      max: 4096,
      scale: 'log',
      integer: true,
      restarts: true,
      doc: 'To the end.',
    }),
    noise: number('s', 'noise', { value: 0.5, min: 0, max: 2, doc: 'Of a step.' }),
  }),
  ...group('Size', {
    walkers: number('n', 'walkers', {
      value: 256,
      min: 8,
      max: 65536,
      scale: 'log',
      integer: true,
      size: true,
      restarts: true,
      doc: 'Points.',
    }),
  }),
};
type Values = ValuesOf<typeof parameters>;

const words = new Uint32Array(2);

class Bridge extends HostModel<Values> {
  protected start(): void {
    for (let i = 0; i < this.state.length; i += 2) {
      const angle = (2 * Math.PI * i) / this.state.length;
      this.state.set([Math.cos(angle), Math.sin(angle)], i);
    }
  }

  protected move(step: number): void {
    const left = Math.max(1, this.values.steps - step);
    this.state.forEach((value, i) => {
      threefry2x32(this.seed, 2, i, step, words);
      const kick = this.values.noise * (uniformFromWord(words[0]) - 0.5);
      this.state[i] = (value + kick) * (1 - 1 / left);
    });
  }

  protected read(): Record<string, number> {
    return { radius: Math.sqrt(this.state.reduce((sum, value) => sum + value * value, 0) / (this.state.length / 2)) };
  }

  override picture(): Picture {
    return {
      clouds: [
        { layer: 'particles', label: 'walkers', colour: 'second', positions: this.drawn, count: this.state.length / 2 },
      ],
    };
  }

  panels(): readonly Panel[] {
    return this.history ? [this.history.trace('radius', 'Distance', 'root mean square', 'linear', [])] : [];
  }
}

const claims: readonly Claim<HostContext<Values>>[] = [
  {
    id: 'B1',
    statement: 'at the end all are in the middle',
    tex: 'x_T=0',
    on: 'the run',
    excuse: ({ step, values }) =>
      step === values.steps ? undefined : { reason: 'the end is not reached', needs: 'more steps' },
    check: ({ state }) => within(Math.max(...state.map(Math.abs)), 0, 0, { scale: 1 }),
  },
];

export default defineLab(parameters, {
  id: 'bridge',
  title: 'Bridge',
  lead: 'Everybody arrives at the middle, at the last step and not before.',
  particles: 'walkers',
  work: 'walker-steps',
  presets: [{ id: 'calm', label: 'Calm', doc: 'Straight ways.', values: { noise: 0 } }],
  suggestions: [],
  about: [],
  claims,
  stage: {
    axes: () => plainAxes(),
    picture: {
      layers: [{ id: 'particles', label: 'walkers', shown: true }],
      fieldName: '',
      contours: { wide: '', narrow: '' },
    },
    view: () => ({ minX: -2, maxX: 2, minY: -2, maxY: 2 }),
  },
  horizon: ({ steps }) => steps,
  model: (options) => new Bridge(options, 2 * options.values.walkers),
});
