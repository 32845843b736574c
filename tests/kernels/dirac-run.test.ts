// The golden trajectories and flows, in float64. MATHS.md 4.3 to 4.6.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { diracCases } from '../support/dirac-golden';
import { launchTrajectory } from '../support/dirac-launch';
import { distance, flowEnd, linearFlow, linearFlowEnd } from '../support/flow-order';

const backend = new ReferenceBackend();

describe('golden trajectories', () => {
  test.each(diracCases('trajectory'))('$id', async (golden) => {
    const { rule, pace } = golden;
    const path = await launchTrajectory(
      backend,
      rule,
      pace,
      golden.input('z0'),
      golden.number('n'),
      golden.number('stride'),
    );
    golden.expect('path', path);
    const [theta, psi] = path.slice(-2);
    golden.expect('r2_final', [theta * theta + psi * psi]);
  });
});

describe('golden flows', () => {
  test.each(diracCases('flow'))('$id', async (golden) => {
    // At this step the integration error is below 1e-14.
    const pace = { ...golden.pace, h: 1 / 512, hD: 1 / 512 };
    const times = golden.input('times');
    const path = await launchTrajectory(
      backend,
      golden.rule,
      pace,
      golden.input('z0'),
      512 * times[times.length - 1],
      512,
    );
    golden.expect(
      'path',
      times.flatMap((time) => path.slice(2 * time, 2 * time + 2)),
    );
    golden.expect('r2', [path[path.length - 2] ** 2 + path[path.length - 1] ** 2]);
  });
});

describe('the flow is of fourth order: half the step, a sixteenth of the error', () => {
  const STEPS = [1 / 4, 1 / 8, 1 / 16, 1 / 32];

  test('on a linear f, where the error is known in closed form', async () => {
    const [start, time] = [[1, 0.3], 4];
    const errors: number[] = [];
    for (const h of STEPS) {
      const end = await flowEnd(backend, 'wgan', start, time, h);
      expect(distance(end, linearFlowEnd(start, time, h))).toBeLessThan(1e-13);
      errors.push(distance(end, linearFlow(start, time)));
    }
    // R(ih)e^{-ih} = exp(−ih⁵/120 − h⁶/144 + ih⁷/336 …): E(h) = T h⁴/120 (1 − 0.01 h²), and |e^w − 1| = |w|(1 + Re w/2).
    STEPS.slice(1).forEach((half, k) => {
      const h = 2 * half;
      expect(Math.abs(errors[k] / errors[k + 1] / 16 - 1)).toBeLessThan(0.02 * h ** 2 + (time * h ** 5) / 144 + 1e-6);
    });
  });

  test.each(diracCases('flow').filter(({ game }) => game.objective !== 'wgan'))('on $id', async (golden) => {
    const [start, time] = [golden.input('z0'), golden.input('times')[1]];
    const exact = golden.expected('path').slice(2, 4);
    const errors: number[] = [];
    for (const h of STEPS) errors.push(distance(await flowEnd(backend, golden.game.objective, start, time, h), exact));
    // E(h) = C h⁴(1 + O(h)), so the order that is seen at h differs from 4 by a term in h.
    STEPS.slice(1).forEach((half, k) => {
      expect(Math.abs(Math.log2(errors[k] / errors[k + 1]) - 4)).toBeLessThan(2 * half);
    });
  });
});
