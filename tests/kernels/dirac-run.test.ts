// The golden trajectories and flows, in float64. MATHS.md 4.3 to 4.6.
import { describe, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { diracCases } from '../support/dirac-golden';
import { launchTrajectory } from '../support/dirac-launch';

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
