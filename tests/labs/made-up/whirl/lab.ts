// A lab whose field has arrows and no density: a rotation, which is no gradient of anything.
import { plainAxes } from '../../../../src/data/axes';
import { group, number, type ValuesOf } from '../../../../src/experiment/declare';
import { within } from '../../../../src/experiment/claims';
import type { Claim } from '../../../../src/experiment/claim-book';
import { defineLab } from '../../../../src/experiment/define-lab';
import type { Field, Panel } from '../../../../src/experiment/frame';
import type { Picture } from '../../../../src/experiment/model';
import type { Box } from '../../../../src/targets/target';
import { HostModel, type HostContext } from '../host-model';

const parameters = {
  ...group('Flow', {
    turn: number('ω', 'turn', { value: 0.1, min: 0.001, max: 3, scale: 'log', doc: 'Radians of a step.' }),
    leaves: number('n', 'leaves', {
      value: 128,
      min: 8,
      max: 65536,
      scale: 'log',
      integer: true,
      size: true,
      restarts: true,
      doc: 'Carried along.',
    }),
  }),
};
type Values = ValuesOf<typeof parameters>;

class Whirl extends HostModel<Values> {
  protected start(): void {
    for (let i = 0; i < this.state.length; i += 2) this.state.set([(i + 2) / this.state.length, 0], i);
  }

  protected move(): void {
    const [c, s] = [Math.cos(this.values.turn), Math.sin(this.values.turn)];
    for (let i = 0; i < this.state.length; i += 2) {
      const [x, y] = [this.state[i], this.state[i + 1]];
      this.state.set([c * x - s * y, s * x + c * y], i);
    }
  }

  protected read(): Record<string, number> {
    return { radius: Math.hypot(this.state.at(-2) ?? 0, this.state.at(-1) ?? 0) };
  }

  override picture(): Picture {
    return {
      clouds: [{ layer: 'run', label: 'leaves', colour: 'first', positions: this.drawn, count: this.state.length / 2 }],
    };
  }

  panels(): readonly Panel[] {
    return this.history
      ? [this.history.trace('radius', 'Radius of the last', '', 'linear', [this.history.level('1', 1)])]
      : [];
  }

  async field(box: Box, columns: number, rows: number): Promise<Field> {
    const score = new Float32Array(2 * columns * rows);
    for (let node = 0; node < columns * rows; node++) {
      const x = box.minX + ((box.maxX - box.minX) * (node % columns)) / (columns - 1);
      const y = box.minY + ((box.maxY - box.minY) * Math.floor(node / columns)) / (rows - 1);
      score.set([-y, x], 2 * node);
    }
    return { box, columns, rows, score };
  }
}

const claims: readonly Claim<HostContext<Values>>[] = [
  {
    id: 'W1',
    statement: 'nobody comes nearer',
    tex: '\\lVert x\\rVert=1',
    on: 'the run',
    // Each turn rounds both coordinates: half a unit of 2⁻²³ each, and that for every step.
    check: ({ state, step }) =>
      within(Math.hypot(state.at(-2) ?? 0, state.at(-1) ?? 0), 1, 2 ** -23 * (1 + step), { scale: 1 }),
  },
];

export default defineLab(parameters, {
  id: 'whirl',
  title: 'Whirl',
  lead: 'Leaves in a whirl. The flow turns and has no height.',
  particles: 'leaves',
  work: 'leaf-steps',
  presets: [],
  suggestions: [],
  about: [],
  claims,
  stage: {
    axes: () => plainAxes(),
    picture: {
      layers: [{ id: 'arrows', label: 'flow', shown: true }],
      fieldName: 'flow',
      contours: { wide: '', narrow: '' },
    },
    view: () => ({ minX: -1.5, maxX: 1.5, minY: -1.5, maxY: 1.5 }),
  },
  model: (options) => new Whirl(options, 2 * options.values.leaves),
});
