import { expect, test } from 'vitest';
import { addComponent, moveComponent, readComponents, removeComponent } from '../../../src/ui/app/components';

const data = {
  weights: new Float32Array([0.25, 0.75]),
  means: new Float32Array([0, 0, 4, 0]),
  covariances: new Float32Array([1, 0, 0, 1, 2, 0.5, 0.5, 3]),
};

test('a moved component keeps everything but its mean, and the old data is untouched', () => {
  const moved = moveComponent(data, 1, -1, 2);
  expect([...(moved['means'] ?? [])]).toEqual([0, 0, -1, 2]);
  expect(moved['covariances']).toEqual(data.covariances);
  expect([...data.means]).toEqual([0, 0, 4, 0]);
});

test('an added component takes the shape of its neighbour and the mean weight, and the weights sum to one', () => {
  const added = readComponents(addComponent(data, 3, 1));
  expect(added?.covariances[2]).toEqual([2, 0.5, 0.5, 3]);
  expect(added?.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
  expect(added?.weights[2]).toBeCloseTo(1 / 3, 6);
});

test('a removed component leaves the others in proportion; the last one stays', () => {
  const one = removeComponent(data, 0);
  expect([...(one['weights'] ?? [])]).toEqual([1]);
  expect([...(one['means'] ?? [])]).toEqual([4, 0]);
  expect(removeComponent(one, 0)).toBe(one);
});

test('what is not a mixture, or no such component, stays as it is', () => {
  expect(moveComponent({}, 0, 1, 1)).toEqual({});
  expect(moveComponent(data, 5, 1, 1)).toBe(data);
  expect(removeComponent(data, -1)).toBe(data);
  expect(readComponents({ ...data, means: new Float32Array(3) })).toBeUndefined();
});

test('there are at most 32', () => {
  let many = addComponent(data, 0, 0);
  for (let i = 0; i < 40; i++) many = addComponent(many, i, i);
  expect(readComponents(many)?.weights).toHaveLength(32);
});
