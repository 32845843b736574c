// What a run of the lab gives out, and the facts that the lab exists to show.
import { describe, expect, test } from 'vitest';
import type { DeviceArray } from '../../../src/compute/backend';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { startLab } from '../../../src/index';
import type { ParameterValues, Run } from '../../../src/experiment/lab';

const SMALL = { points: 96, restarts: 40 };

async function started(values: ParameterValues = {}, data: Record<string, Float32Array> = {}): Promise<Run> {
  const backend = new ReferenceBackend();
  return startLab('variational', { backend, params: { ...SMALL, ...values }, seed: 5, data });
}

async function measured(run: Run, steps: number): Promise<Readonly<Record<string, number>>> {
  await run.advance(steps);
  return run.measure();
}

describe('snapshot', () => {
  test('of a mixture', async () => {
    const run = await started({ components: 4 });
    await run.advance(5);
    const arrays = await run.snapshot();
    const shapes = Object.fromEntries(Object.entries(arrays).map(([name, { shape }]) => [name, shape]));
    expect(shapes).toEqual({
      means: [40, 4, 2],
      weights: [40, 4],
      variances: [40, 4],
      elbo: [40],
      evidence: [40],
      responsibilities: [96, 4],
    });
    for (const { data, shape } of Object.values(arrays)) expect(data).toHaveLength(shape.reduce((a, b) => a * b));
    for (let start = 0; start < 40; start++)
      expect(arrays['weights'].data.subarray(4 * start, 4 * start + 4).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    for (let i = 0; i < 96; i++)
      expect(arrays['responsibilities'].data.subarray(4 * i, 4 * i + 4).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    // Exact inner steps: the bound is the evidence.
    expect(arrays['elbo'].data).toEqual(arrays['evidence'].data);
    run.dispose();
  });

  test('of PCA', async () => {
    const run = await started({ model: 'pca', latents: '2' });
    const shapes = Object.entries(await run.snapshot()).map(([name, { shape }]) => [name, shape]);
    expect(Object.fromEntries(shapes)).toEqual({
      loadings: [40, 2, 2],
      offset: [40, 2],
      variance: [40],
      elbo: [40],
      evidence: [40],
    });
    run.dispose();
  });

  test('places are those of the data as they came', async () => {
    const points = Float32Array.from({ length: 60 }, (_, i) => (i % 2 === 0 ? 1e4 : -300) + Math.sin(3 * i));
    const run = await started({ data: 'upload', components: 1 }, { points });
    await run.advance(3);
    const { means, variances } = await run.snapshot();
    const mean = (axis: number): number => points.filter((_, i) => i % 2 === axis).reduce((a, b) => a + b) / 30;
    expect(means.data[0]).toBeCloseTo(mean(0), 2);
    expect(means.data[1]).toBeCloseTo(mean(1), 3);
    expect(variances.data[0]).toBeGreaterThan(0.2);
    expect(variances.data[0]).toBeLessThan(1);
    run.dispose();
  });
});

describe('starts', () => {
  test('may be chosen', async () => {
    const initial = Float32Array.from({ length: 2 * 3 * 2 }, (_, i) => i / 10);
    const run = await started({ restarts: 2 }, { initial });
    const { means } = await run.snapshot();
    means.data.forEach((value, i) => expect(value).toBeCloseTo(i / 10, 5));
    run.dispose();
    await expect(started({ restarts: 3 }, { initial })).rejects.toThrow(
      'data.initial has 12 numbers; 18 are allowed, means [restarts, components, 2]',
    );
    await expect(started({ restarts: 2 }, { initial: initial.map(() => Number.NaN) })).rejects.toThrow(RangeError);
  });

  test.each(['coordinate', 'inner', 'stochastic', 'plain', 'amortised'])(
    'do not know how many others there are, %s',
    async (method) => {
      const [few, many] = [await started({ method, restarts: 3 }), await started({ method, restarts: 20 })];
      for (const run of [few, many]) await run.advance(6);
      const means = await Promise.all(
        [few, many].map(async (run) => (await run.snapshot())['means'].data.subarray(0, 18)),
      );
      expect(means[0]).toEqual(means[1]);
      for (const run of [few, many]) run.dispose();
    },
  );
});

test('sweeps never lose evidence, and starts end in several optima', async () => {
  const run = await started({ data: 'rings', components: 5 });
  let before = (await run.snapshot())['evidence'].data;
  for (let sweep = 0; sweep < 30; sweep++) {
    await run.advance(1);
    const { evidence } = await run.snapshot();
    evidence.data.forEach((value, start) => expect(value).toBeGreaterThanOrEqual(before[start] - 1e-6));
    before = evidence.data;
  }
  expect(new Set(Array.from(before, (value) => value.toFixed(2))).size).toBeGreaterThan(3);
  run.dispose();
});

test('one natural step of length 1 on all data is a sweep', async () => {
  const sweep = await started();
  const natural = await started({ method: 'stochastic', batch: 96, tau: 1, kappa: 0.5 });
  for (const run of [sweep, natural]) await run.advance(1);
  const [one, other] = await Promise.all([sweep.snapshot(), natural.snapshot()]);
  other['means'].data.forEach((value, i) => expect(value).toBeCloseTo(one['means'].data[i], 5));
  for (const run of [sweep, natural]) run.dispose();
});

test('at equal data touched natural steps on batches are ahead of sweeps and of ordinary gradients', async () => {
  const [sweep, natural, plain] = await Promise.all([
    started({ points: 960 }),
    started({ points: 960, method: 'stochastic', batch: 32 }),
    started({ points: 960, method: 'plain', batch: 32 }),
  ]);
  // Two sweeps, or sixty batches.
  const [a, b, c] = [await measured(sweep, 2), await measured(natural, 60), await measured(plain, 60)];
  expect([a, b, c].map(({ dataTouched }) => dataTouched)).toEqual([1920, 1920, 1920]);
  expect(b['median']).toBeGreaterThan(a['median'] + 0.01);
  expect(b['median']).toBeGreaterThan(c['median'] + 0.01);
  for (const run of [sweep, natural, plain]) run.dispose();
});

test('an encoder that is too small loses evidence, and a richer one less', async () => {
  const missing: number[] = [];
  const bounds: number[] = [];
  for (const encoder of ['constant', 'linear', 'quadratic']) {
    const run = await started({ method: 'amortised', encoder, batch: 96, rate: 0.5, restarts: 8 });
    await run.advance(400);
    const { elbo, evidence } = await run.snapshot();
    const gaps = elbo.data.map((bound, start) => evidence.data[start] - bound);
    gaps.forEach((gap) => expect(gap).toBeGreaterThan(-1e-6));
    missing.push(Math.min(...gaps));
    bounds.push(Math.max(...elbo.data));
    run.dispose();
  }
  // Richer encoders hold all that poorer ones do. A constant one leaves no gap, of components that are all alike.
  expect(bounds[1]).toBeGreaterThan(bounds[0] + 0.1);
  expect(missing[1]).toBeLessThan(0.2);
});

test('a twin begins where the run does and takes the same batches', async () => {
  const run = await started({ method: 'stochastic', twin: 'stochastic' });
  await measured(run, 12);
  const [bound] = run.frame().panels;
  const lines = bound.kind === 'plot' ? bound.series : [];
  const [own, twin] = ['best start', 'twin, best'].map((label) => lines.find((line) => line.label === label)?.y.at(-1));
  expect(own).toBeDefined();
  expect(twin).toBe(own);
  run.dispose();
});

test('floor, empty components and mistakes are told', async () => {
  const equal = new Float32Array(40).fill(2);
  const run = await started({ data: 'upload', floor: 0.01 }, { points: equal });
  await measured(run, 20);
  const readouts = Object.fromEntries(run.frame().readouts.map(({ label, value }) => [label, value]));
  expect(readouts['on the floor']).toBe('3 of 3');
  expect(readouts['empty']).toBe('0');
  run.dispose();
});

test('a mean of the cloud and a bar of the histogram are a way to follow a start', async () => {
  const run = await started({ data: 'rings', components: 5, restarts: 40 });
  await measured(run, 12);
  while (await run.refine?.());
  const { means, evidence } = await run.snapshot();
  const at = 2 * (5 * 17 + 3);
  const [x, y] = [means.data[at], means.data[at + 1]];
  const follow = Number(run.frame().pick?.(x, y, 1e-4)?.['follow']);
  const others = Array.from(means.data.subarray(10 * (follow - 1), 10 * follow));
  expect(Math.min(...[0, 1, 2, 3, 4].map((k) => Math.hypot(others[2 * k] - x, others[2 * k + 1] - y)))).toBeLessThan(
    1e-4,
  );
  expect(run.frame().pick?.(1e3, 1e3, 0.1)).toBeUndefined();
  const optima = run.frame().panels.find(({ id }) => id === 'optima');
  if (optima?.kind !== 'histogram') throw new Error('no histogram of the evidence');
  const { choices = [], measured: bars, min, max } = optima;
  expect(choices).toHaveLength(bars.filter((bar) => bar > 0).length);
  const best = evidence.data.indexOf(Math.max(...evidence.data));
  expect(evidence.data[Number(choices[0].values['follow']) - 1]).toBe(evidence.data[best]);
  for (const { bin, values } of choices) {
    const value = evidence.data[Number(values['follow']) - 1];
    expect(Math.abs(((value - min) / (max - min)) * bars.length - bin - 0.5)).toBeLessThan(0.51);
    run.set(values);
    await run.measure();
    expect(run.frame().guides?.length).toBeGreaterThan(0);
  }
  run.dispose();
});

test.each([{ components: 4 }, { model: 'pca', data: 'penguins', measurements: 'all', latents: '2' }])(
  'posterior means are where the followed start has each datum, %o',
  async (values) => {
    const backend = new ReferenceBackend();
    const params = { ...SMALL, ...values };
    const run = await startLab('variational', { backend, params, seed: 5, data: {} });
    await measured(run, 'model' in values ? 120 : 4);
    const cloud = run.frame().clouds.find(({ layer }) => layer === 'denoised');
    const places = Array.from(backend.peek(cloud?.positions as DeviceArray));
    const { means, responsibilities, evidence, offset } = await run.snapshot();
    const best = evidence.data.indexOf(Math.max(...evidence.data));
    if (values.model === 'pca') {
      // Where the sweeps rest, their mean is that of the data.
      const mean = (axis: number): number =>
        places.filter((_, i) => i % 2 === axis).reduce((a, b) => a + b) / (places.length / 2);
      for (const axis of [0, 1]) expect(mean(axis)).toBeCloseTo(offset.data[4 * best + axis], 2);
    } else
      for (const i of [0, 7, 95])
        for (const axis of [0, 1]) {
          const terms = [0, 1, 2, 3].map(
            (k) => responsibilities.data[4 * i + k] * means.data[2 * (4 * best + k) + axis],
          );
          expect(places[2 * i + axis]).toBeCloseTo(
            terms.reduce((a, b) => a + b),
            5,
          );
        }
    run.dispose();
  },
);
