// The bandwidth that the likelihood of points left out prefers.
import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../../../src/compute/reference-backend';
import { penguinPoints } from '../../../../src/data/penguin-points';
import { likelihoodFigure } from '../../../../src/labs/kernel-score/figures/likelihood';

test('leaving out each penguin once prefers σ = 0.2464', async () => {
  const { points: values } = penguinPoints('flipper', 'bill');
  const cloud = { values, count: values.length / 2, dimension: 2, law: undefined };
  const figure = likelihoodFigure(new ReferenceBackend(), cloud);
  while (await figure?.refine());
  expect(figure?.best?.x).toBeCloseTo(0.2464, 4);
});
