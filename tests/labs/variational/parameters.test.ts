// What a twin does differently, data beyond the plane, and mistakes that a run is made with.
import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { startLab } from '../../../src/index';
import type { ParameterValues, Run } from '../../../src/experiment/lab';
import { measurements } from '../../../src/data/penguin-points';

async function started(values: ParameterValues, data: Record<string, Float32Array> = {}): Promise<Run> {
  const backend = new ReferenceBackend();
  return startLab('variational', { backend, params: { points: 96, restarts: 8, ...values }, seed: 5, data });
}

/** The last bound of the best start of the run and of its twin. */
async function bounds(values: ParameterValues, steps: number): Promise<readonly [number, number]> {
  const run = await started(values);
  await run.advance(steps);
  await run.measure();
  const [bound] = run.frame().panels;
  run.dispose();
  const series = bound.kind === 'plot' ? bound.series : [];
  const [own, twin] = ['best start', 'twin, best'].map((label) => series.find((one) => one.label === label)?.y.at(-1));
  return [own ?? Number.NaN, twin ?? Number.NaN];
}

const stochastic = { method: 'stochastic', batch: 24 };
const amortised = { method: 'amortised', batch: 96, rate: 0.5 };

test.each([
  ['a method', { ...stochastic, twin: 'plain' }, 20],
  ['a mistake', { ...stochastic, twin: 'scaleNever' }, 20],
  ['no mistake', { ...stochastic, mistake: 'averagedLocalGradients', twin: 'correct' }, 60],
  ['an encoder', { ...amortised, encoder: 'constant', twin: 'quadratic' }, 60],
  [
    'a family',
    { model: 'pca', latents: '2', data: 'penguins', measurements: 'all', family: 'meanField', twin: 'full' },
    3,
  ],
  ['ordinary gradients of PCA', { model: 'pca', steps: 'stochastic', batch: 24, rate: 0.01, twin: 'plain' }, 20],
])('a twin with another %s', async (_, values, steps) => {
  const [own, twin] = await bounds(values, steps);
  expect(Math.abs(own - twin)).toBeGreaterThan(1e-3);
});

test('a method that PCA lacks is no twin', async () => {
  const [own, twin] = await bounds({ model: 'pca', twin: 'amortised' }, 3);
  expect(own).toBeLessThan(0);
  expect(twin).toBeNaN();
});

test('averaged gradients of single data leave all of them alike, and components with them', async () => {
  const [own, twin] = await bounds({ ...stochastic, mistake: 'averagedLocalGradients', twin: 'correct' }, 150);
  expect(twin).toBeGreaterThan(own + 0.1);
});

test('the gap of a diagonal S is shown as the family’s', async () => {
  const run = await started({ model: 'pca', latents: '2', data: 'penguins', measurements: 'all', family: 'meanField' });
  await run.advance(2);
  await run.measure();
  const gaps = run.frame().panels.find(({ id }) => id === 'gaps');
  const series = gaps?.kind === 'plot' ? gaps.series : [];
  const [missing, approximation] = series.map(({ y }) => y.at(-1) ?? Number.NaN);
  expect(approximation).toBeGreaterThan(1e-3);
  expect(missing).toBeCloseTo(approximation, 6);
  run.dispose();
});

test('PCA explains all four measurements of penguins, and further columns of the visitor’s points', async () => {
  const penguins = await started({ model: 'pca', data: 'penguins', measurements: 'all', latents: '2' });
  await penguins.advance(2);
  const { loadings, offset } = await penguins.snapshot();
  expect(loadings.shape).toEqual([8, 4, 2]);
  expect(offset.shape).toEqual([8, 4]);
  penguins.dispose();
  const rows = measurements.flipper.values.length;
  const points = Float32Array.from({ length: 2 * rows }, (_, i) => Math.sin(i));
  const columns = Float32Array.from({ length: 3 * rows }, (_, i) => Math.cos(7 * i));
  const own = await started({ model: 'pca', data: 'upload' }, { points, columns });
  await own.advance(2);
  expect((await own.snapshot())['loadings'].shape).toEqual([8, 5, 1]);
  own.dispose();
  const plane = await started({ data: 'upload' }, { points, columns });
  expect((await plane.snapshot())['means'].shape).toEqual([8, 3, 2]);
  plane.dispose();
  await expect(started({ model: 'pca', data: 'upload' }, { points, columns: columns.subarray(1) })).rejects.toThrow(
    `data.columns has ${3 * rows - 1} numbers; up to 6 for each of ${rows} points are allowed`,
  );
  const seven = new Float32Array(7 * rows);
  await expect(started({ model: 'pca', data: 'upload' }, { points, columns: seven })).rejects.toThrow(RangeError);
  const broken = columns.map((value, i) => (i === 4 ? Number.NaN : value));
  await expect(started({ model: 'pca', data: 'upload' }, { points, columns: broken })).rejects.toThrow(
    'data.columns holds NaN; finite numbers up to ±1e9 are allowed',
  );
});
