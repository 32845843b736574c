import { describe, expect, it } from 'vitest';
import { langevinAnnealed } from '../../src/kernels/langevin-annealed';
import { threeBumps } from '../support/mixture-target';

describe('langevinAnnealed', () => {
  it('refuses a target whose smoothed score is not closed form', () => {
    expect(() => langevinAnnealed({ ...threeBumps, id: 'rings', smoothable: false })).toThrow(RangeError);
    expect(() => langevinAnnealed({ ...threeBumps, id: 'rings', smoothable: false })).toThrow('rings');
  });

  it('stays on the last level for ever', () => {
    const run = (firstStep: number, levels: readonly number[]): number[] => {
      const arrays = {
        positions: Float64Array.of(1, 1),
        progress: Float64Array.of(0),
        paths: new Float64Array(2),
        levels: Float64Array.from(levels),
      };
      const kernel = langevinAnnealed(threeBumps);
      kernel.reference(
        arrays,
        { ...kernel.params, noise: 0, firstStep, steps: 3, levels: levels.length / 2, stepsPerLevel: 2 },
        1,
      );
      return [...arrays.positions];
    };
    expect(run(100, [9, 5, 0.5, 0.1])).toEqual(run(0, [0.5, 0.1]));
    expect(run(0, [9, 5, 0.5, 0.1])).not.toEqual(run(100, [9, 5, 0.5, 0.1]));
  });
});
