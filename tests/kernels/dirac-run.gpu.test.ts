// The golden trajectories and flows, in WGSL on a device. MATHS.md 4.3 to 4.6.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { gpuBackend, hasGpu } from '../support/device';
import { diracCases } from '../support/dirac-golden';
import { launchTrajectory } from '../support/dirac-launch';
import { distance, flowEnd, linearFlow, linearFlowEnd } from '../support/flow-order';

let backend: WebGpuBackend;
const present = await hasGpu();

beforeAll(async () => {
  if (present) backend = await gpuBackend();
});
afterAll(() => backend?.dispose());

describe.skipIf(!present)('golden trajectories', () => {
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
    golden.expect('path', path, 'f32');
    const [theta, psi] = path.slice(-2);
    golden.expect('r2_final', [theta * theta + psi * psi], 'f32');
  });
});

describe.skipIf(!present)('golden flows', () => {
  test.each(diracCases('flow'))('$id', async (golden) => {
    // At this step the integration error is below 1e-10.
    const pace = { ...golden.pace, h: 1 / 128, hD: 1 / 128 };
    const times = golden.input('times');
    const path = await launchTrajectory(
      backend,
      golden.rule,
      pace,
      golden.input('z0'),
      128 * times[times.length - 1],
      128,
    );
    golden.expect(
      'path',
      times.flatMap((time) => path.slice(2 * time, 2 * time + 2)),
      'f32',
    );
    golden.expect('r2', [path[path.length - 2] ** 2 + path[path.length - 1] ** 2], 'f32');
  });
});

test.skipIf(!present)('the flow is of fourth order, as far as float32 lets it be seen', async () => {
  const [start, time] = [[1, 0.25], 4];
  const size = Math.hypot(...start);
  // Six roundings in an increment of h|z|, which compensated addition keeps, and one at the end.
  const rounding = (6 * time + 1) * 2 ** -24 * size;
  const errors: number[] = [];
  for (const h of [1 / 2, 1 / 4, 1 / 8]) {
    const end = await flowEnd(backend, 'wgan', start, time, h);
    expect(distance(end, linearFlowEnd(start, time, h))).toBeLessThan(rounding);
    errors.push(distance(end, linearFlow(start, time)));
  }
  errors.slice(1).forEach((error, k) => {
    // E(h) = T h⁴/120 (1 + O(h²)) in exact arithmetic, within a hundredth of 16 for a half of h ≤ ½.
    const slack = 16 * (0.01 + (2 * rounding) / error);
    expect(slack).toBeLessThan(8);
    expect(Math.abs(errors[k] / error - 16)).toBeLessThan(slack);
  });
});
