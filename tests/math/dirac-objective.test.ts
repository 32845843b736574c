// f, f′ and f″ against the golden scalars; means under noise against brute quadrature. MATHS.md 4.1, 4.5.
import { describe, expect, test } from 'vitest';
import { noisyDerivatives, objectiveIds, objectives } from '../../src/math/dirac-objective';
import { diracCases } from '../support/dirac-golden';

describe('golden scalars', () => {
  test.each(diracCases('fields').filter((golden) => golden.has('t')))('$id', (golden) => {
    const objective = objectives[golden.game.objective];
    golden.expect(
      'f1',
      golden.input('t').map((t) => objective.slope(t)),
    );
    golden.expect(
      'f2',
      golden.input('t').map((t) => objective.curvature(t)),
    );
    golden.expect('f1_at_0', [objective.slopeAtZero]);
    golden.expect('f2_at_0', [objective.curvatureAtZero]);
  });
});

describe('means under instance noise', () => {
  const mean = (f: (x: number) => number): number => {
    let [sum, weight] = [0, 0];
    for (let x = -14.0001; x < 14; x += 2e-4) {
      const w = Math.exp(-0.5 * x * x);
      sum += w * f(x);
      weight += w;
    }
    return sum / weight;
  };

  test.each(objectiveIds)('%s: E f′ by brute force, E f″ as its derivative', (id) => {
    for (const [t, s] of [
      [0.7, 0.3],
      [-1.2, 1.1],
      [0.4, 3],
    ] as const) {
      const { slope, curvature } = noisyDerivatives(id, t, s);
      // A jump inside a cell of 2e-4 costs the hinge that much of the normal density.
      expect(Math.abs(slope - mean((x) => objectives[id].slope(t + s * x)))).toBeLessThan(
        (id === 'hinge' ? 8e-5 : 1e-10) * Math.max(1, slope),
      );
      const difference = (noisyDerivatives(id, t + 1e-5, s).slope - noisyDerivatives(id, t - 1e-5, s).slope) / 2e-5;
      expect(Math.abs(curvature - difference)).toBeLessThan(1e-7 * Math.max(1, Math.abs(curvature)));
    }
  });

  test.each(['logistic', 'softplus'] as const)('%s: narrow noise by three nodes, to rounding', (id) => {
    for (const t of [-2.1, 0, 0.7]) {
      for (const s of [0, 1e-9, 4.99e-3, 5.01e-3]) {
        const { slope, curvature, curvatureAtReal } = noisyDerivatives(id, t, s);
        const brute = [
          mean((x) => objectives[id].slope(t + s * x)),
          mean((x) => objectives[id].curvature(t + s * x)),
          mean((x) => objectives[id].curvature(s * x)),
        ];
        for (const [i, value] of [slope, curvature, curvatureAtReal].entries())
          expect(Math.abs(value - (brute[i] ?? Number.NaN)), `t = ${t}, s = ${s}, ${i}`).toBeLessThan(1e-13);
      }
    }
  });

  test.each(['logistic', 'softplus'] as const)('%s: wide noise, however wide', (id) => {
    for (const [t, s] of [
      [-3, 7.99],
      [2, 8.01],
      [-30, 60],
      [500, 900],
    ] as const) {
      const { slope, curvature, curvatureAtReal } = noisyDerivatives(id, t, s);
      expect(Math.abs(slope - mean((x) => objectives[id].slope(t + s * x)))).toBeLessThan(1e-12);
      for (const [value, at] of [
        [curvature, t],
        [curvatureAtReal, 0],
      ] as const)
        expect(Math.abs(value / mean((x) => objectives[id].curvature(at + s * x)) - 1)).toBeLessThan(1e-10);
    }
  });

  test('E f″ at real points is E f″ at t = 0', () => {
    for (const id of objectiveIds) {
      const { curvature, curvatureAtReal } = noisyDerivatives(id, 0, 0.8);
      expect(curvatureAtReal).toBeCloseTo(curvature, 12);
    }
  });
});
