import { describe, expect, test } from 'vitest';
import { nextMilestone } from '../../../src/ui/controllers/milestones';

describe('nextMilestone', () => {
  test('lies ahead, at most at the goal, at the same steps wherever it is asked from', () => {
    const seek = { from: 100, goal: 1300 };
    const visited: number[] = [];
    for (let step = seek.from; step < seek.goal; step = nextMilestone(seek, step)) visited.push(step);
    expect(visited.length).toBe(24);
    expect(nextMilestone(seek, 101)).toBe(nextMilestone(seek, 149));
    expect(nextMilestone(seek, 1299)).toBe(1300);
  });

  test('a short seek is measured at every step', () => {
    expect(nextMilestone({ from: 0, goal: 3 }, 0)).toBe(1);
  });
});
