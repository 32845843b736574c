// The order of the flow's integrator, seen by halving its step. MATHS.md 4.2, 4.6 (RK4).
import type { Backend } from '../../src/compute/backend';
import type { ObjectiveId } from '../../src/math/dirac-objective';
import { scanPace } from './dirac-scan';
import { launchTrajectory } from './dirac-launch';

/** Where the flow stands after `time`, by steps of h. */
export async function flowEnd(
  backend: Backend,
  objective: ObjectiveId,
  start: readonly number[],
  time: number,
  h: number,
): Promise<readonly number[]> {
  const rule = { objective, variant: 'plain', scheme: 'flow', sampled: false } as const;
  const steps = time / h;
  return (await launchTrajectory(backend, rule, scanPace({ h, hD: h }), start, steps, steps)).slice(-2);
}

/** The same for f(t) = t in closed form: one step multiplies θ + iψ by R(ih), R(z) = 1 + z + z²/2 + z³/6 + z⁴/24. */
export function linearFlowEnd([theta, psi]: readonly number[], time: number, h: number): readonly number[] {
  const [re, im] = [1 - h ** 2 / 2 + h ** 4 / 24, h - h ** 3 / 6];
  const [growth, turn] = [Math.hypot(re, im) ** (time / h), (Math.atan2(im, re) * time) / h];
  return rotated(theta, psi, growth, turn);
}

/** The exact flow for f(t) = t: a rotation by `time`. */
export function linearFlow([theta, psi]: readonly number[], time: number): readonly number[] {
  return rotated(theta, psi, 1, time);
}

function rotated(theta: number, psi: number, growth: number, turn: number): readonly number[] {
  const [cos, sin] = [growth * Math.cos(turn), growth * Math.sin(turn)];
  return [cos * theta - sin * psi, sin * theta + cos * psi];
}

export function distance([a, b]: readonly number[], [c, d]: readonly number[]): number {
  return Math.hypot(a - c, b - d);
}
