import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { centred } from '../../src/data/centred';
import { principalMaximum, principalVariances } from '../../src/math/pca-maximum';
import { coordinatesOfStart, maximumOf, startOfCoordinates } from '../../src/math/pca-information';
import { PcaModel } from '../../src/math/pca-posterior';
import { stepAtOptimum } from '../../src/variational/optimum';
import { clusteredPoints } from '../support/variational-cases';

const backend = new ReferenceBackend();
const theta = Float64Array.of(0.3, -2, -1, 0.5, 0.35, 0.1, 0.2, 0.7, 0.35, 1.9, 0.9, 0.4);
const shape = { model: 'mixture', dimension: 2, components: 3, latents: 1 } as const;
const x = centred(clusteredPoints(90, 2, 11), 2).points;
const trial = { backend, seed: 7, dimension: 2, components: 3, x, theta, floor: 1e-4 };

test('a natural step of length ρ keeps 1 − ρ(1 − λ) of an error, of the mixture', async () => {
  const sweep = await stepAtOptimum(trial, shape);
  if (typeof sweep === 'string') throw new Error(sweep);
  for (const rho of [0.5, 0.1]) {
    const step = await stepAtOptimum(trial, shape, rho);
    if (typeof step === 'string') throw new Error(step);
    for (const [i, [re, im]] of step.measured.entries()) {
      expect(re).toBeCloseTo(1 - rho * (1 - sweep.predicted[i][0]), 4);
      expect(im).toBeCloseTo(rho * sweep.predicted[i][1], 4);
    }
  }
  expect(sweep.fit?.rate).toBeCloseTo(sweep.predicted[0][0], 2);
});

const wide = centred(clusteredPoints(80, 4, 5), 4).points;
const pca = { ...shape, model: 'pca', dimension: 4, components: 1 } as const;
const pcaTrial = { ...trial, dimension: 4, components: 1, x: wide };

test('a sweep of PCA at its maximum keeps the share of missing information', async () => {
  const at = maximumOf(wide, 4) ?? new Float64Array();
  const model = new PcaModel(startOfCoordinates(at));
  const terms = Array.from({ length: 80 }, (_, i) => {
    const m = model.mean(wide, 4 * i);
    return model.evidence(model.missSquared(wide, 4 * i, m), m[0] ** 2 + m[1] ** 2);
  });
  expect(terms.reduce((a, b) => a + b) / 80).toBeCloseTo(principalMaximum(principalVariances(wide, 4), 1) ?? 0, 10);
  expect([...coordinatesOfStart(startOfCoordinates(at))]).toEqual([...at]);
  const found = await stepAtOptimum(pcaTrial, pca);
  if (typeof found === 'string') throw new Error(found);
  expect(found.predicted[0][0]).toBeGreaterThan(0.05);
  for (const [i, [share]] of found.measured.entries()) {
    expect(share).toBeCloseTo(found.predicted[i][0], 5);
    expect(share).toBeGreaterThan(-1e-6);
  }
});

test('where there is no such map it is said', async () => {
  expect(await stepAtOptimum(pcaTrial, { ...pca, latents: 2 })).toContain('rotation');
  expect(await stepAtOptimum({ ...pcaTrial, floor: 1e3 }, pca)).toContain('below the floor');
  expect(await stepAtOptimum({ ...trial, floor: 10 }, shape)).toContain('on its floor');
});
