import { describe, expect, test } from 'vitest';
import { nextMilestone } from '../../../src/ui/controllers/motion';

describe('nextMilestone', () => {
  test('lies ahead, at most at the goal, at the same steps wherever it is asked from', () => {
    const way = { from: 100, goal: 1300 };
    const visited: number[] = [];
    for (let step = way.from; step < way.goal; step = nextMilestone(way, step)) visited.push(step);
    expect(visited.length).toBe(24);
    expect(nextMilestone(way, 101)).toBe(nextMilestone(way, 149));
    expect(nextMilestone(way, 1299)).toBe(1300);
  });

  test('a short way is measured at every step', () => {
    expect(nextMilestone({ from: 0, goal: 3 }, 0)).toBe(1);
  });
});
