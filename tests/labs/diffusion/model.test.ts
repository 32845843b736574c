// The diffusion lab's model: what its settings do to a run.
import { describe, expect, test } from 'vitest';
import type { Call } from '../../../src/compute/backend';
import type { Kernel, KernelParams } from '../../../src/compute/kernel';
import { openBackend } from '../../../src/compute/open-backend';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { sampleDiffusion } from '../../../src/diffusion/sample';
import type { ParameterValues, Run, RunData } from '../../../src/experiment/lab';
import { readParameters } from '../../../src/experiment/parameters';
import diffusion from '../../../src/labs/diffusion/lab';
import { diffusionSchedule } from '../../../src/math/diffusion-schedule';
import { TamperedBackend } from '../../support/tampered-backend';
import { normalsFromWords, streams, threefry2x32 } from '../../../src/math/random';

async function withRun<T>(values: ParameterValues, work: (run: Run) => Promise<T>, data: RunData = {}): Promise<T> {
  const backend = await openBackend({ kind: 'reference' });
  const params = readParameters(diffusion.parameters, { particles: 96, points: 24, steps: 12, ...values });
  const run = await diffusion.start({ backend, params, seed: 5, data });
  try {
    return await work(run);
  } finally {
    run.dispose();
    expect(backend.live.arrays).toBe(0);
    backend.dispose();
  }
}

const places = async (run: Run, of = 'positions'): Promise<Float32Array> =>
  (await run.snapshot())[of]?.data ?? new Float32Array();

const after = (steps: number, values: ParameterValues = {}, data: RunData = {}): Promise<Float32Array> =>
  withRun(values, async (run) => (await run.advance(steps), places(run)), data);

describe('the way', () => {
  test.each([
    {},
    { sampler: 'heun' },
    { sampler: 'ddim', eta: 0.5 },
    { direction: 'noise' },
    { data: 'digits', particles: 20, steps: 6 },
  ])('any step is reached with the same bits, back as well: %o', async (values) => {
    await withRun(values, async (run) => {
      for (const step of [5, 2, 6, 0, 4]) {
        await run.seek?.(step);
        expect(await places(run), `at step ${step}`).toEqual(await after(step, values));
      }
    });
  });

  test('starts at normals of their counters, and where the visitor has it', async () => {
    const start = await after(0);
    const [words, normals] = [new Uint32Array(2), new Float64Array(2)];
    threefry2x32(5, streams.init, 7, 0, words);
    normalsFromWords(words[0], words[1], normals);
    expect([...start.subarray(14, 16)]).toEqual([...normals].map(Math.fround));
    const initial = Float32Array.of(1, 2, -1, 0.5, 0, 0);
    expect(await after(0, {}, { initial })).toEqual(initial);
    const odd = { initial: Float32Array.of(1, 2, 3) };
    await expect(after(0, {}, odd)).rejects.toThrow(/data.initial has 3 numbers; rows of 2/);
    const exploding = await after(0, { schedule: 've-geometric' });
    expect(exploding[0] / start[0]).toBeCloseTo(Math.exp(3), 4);
  });

  test.each(['ancestral', 'ddim', 'heun'] as const)('%s takes the steps of the library', async (sampler) => {
    const initial = Float32Array.of(1, 2, -1, 0.5, 0, 0.3);
    const backend = await openBackend({ kind: 'reference' });
    const schedule = diffusionSchedule({ kind: 'vp-cosine', gamma0: -6, gamma1: 6 });
    const data = Float32Array.of(-1, 0, 1, 0);
    const common = { data, dimension: 2, schedule, initial, seed: 5, smoothing: 0.3 };
    const path = await sampleDiffusion(backend, { ...common, steps: 12, sampler });
    backend.dispose();
    const ours = await after(12, { data: 'pair', schedule: 'vp-cosine', sampler, smoothing: 0.3 }, { initial });
    expect(ours).toEqual(path.subarray(-6));
  });
});

/** Aborts once a row has moved the particles. */
class AbortingBackend extends ReferenceBackend {
  abort: AbortController | undefined;

  override dispatch<P extends KernelParams>(kernel: Kernel<P>, call: Call<P>): void {
    super.dispatch(kernel, call);
    if (kernel.name === 'diffusionMove') this.abort?.abort();
  }
}

test('a step that an abort has torn is finished before settings are taken', async () => {
  const ends: Float32Array[] = [];
  for (const torn of [false, true]) {
    const backend = new AbortingBackend();
    const values = { points: 4_200, particles: 8, sampler: 'heun', steps: 4 };
    const run = await diffusion.start({
      backend,
      params: readParameters(diffusion.parameters, values),
      seed: 5,
      data: {},
    });
    if (torn) {
      backend.abort = new AbortController();
      await run.advance(4, backend.abort.signal);
      expect(run.step).toBe(0);
      run.set({ smoothing: 0.3 });
      await run.advance(1);
    } else {
      await run.advance(1);
      run.set({ smoothing: 0.3 });
    }
    await run.advance(1);
    expect(run.step).toBe(2);
    ends.push(await places(run));
    run.dispose();
  }
  expect(ends[1]).toEqual(ends[0]);
});

test('a launch that leaves out a particle is a fault', async () => {
  const backend = new TamperedBackend({
    diffusionSteps: (params) => ({ ...params, lastParticle: Number(params['lastParticle']) - 1 }),
  });
  const params = readParameters(diffusion.parameters, { particles: 96, points: 24, steps: 12 });
  const run = await diffusion.start({ backend, params, seed: 5, data: {} });
  await run.advance(2);
  await expect(run.snapshot()).rejects.toThrow(/particle-steps where/);
  run.dispose();
});

describe('settings', () => {
  test.each([
    ['smoothing', 0.3, {}],
    ['smoothing', 0.3, { direction: 'noise' }],
    ['smoothing', 0.3, { schedule: 'least-variance' }],
    ['smoothing', 0.3, { data: 'digits', particles: 16, steps: 6 }],
    ['eta', 0.5, { sampler: 'ddim' }],
    ['bias', 1.2, { denoiser: 'scaled', twin: 'steps', twinSteps: 5 }],
  ] as const)(
    '%s = %d applies to the steps to come, and to all of them from the start on: %o',
    async (key, value, more) => {
      await withRun(more, async (run) => {
        await run.advance(3);
        const [before, unchanged] = [await places(run), await after(5, more)];
        run.set({ [key]: value });
        expect(await places(run)).toEqual(before);
        await run.advance(2);
        if (!('direction' in more)) expect(await places(run)).not.toEqual(unchanged);
        const claims = await run.claims();
        expect(claims.find(({ id }) => id === 'D12')?.verdict).toBe('outside');
        await run.seek?.(5);
        expect(await places(run)).toEqual(await after(5, { ...more, [key]: value }));
        expect(await places(run)).not.toEqual(unchanged);
      });
    },
  );

  test('each sampler, smoothing, schedule and denoiser leads elsewhere', async () => {
    const ways = [
      {},
      { sampler: 'ddim' },
      { sampler: 'heun' },
      { smoothing: 0.3 },
      { schedule: 'vp-cosine' },
      { schedule: 'least-variance' },
      { denoiser: 'scaled', bias: 1.1 },
    ];
    const ends = await Promise.all(ways.map((values) => after(12, values)));
    expect(new Set(ends.map((end) => end.join())).size).toBe(ways.length);
  });

  test('without smoothing samples end on the points, with it between them', async () => {
    const distance = (smoothing: number): Promise<number> =>
      withRun({ smoothing, steps: 64 }, async (run) => {
        await run.advance(64);
        return Number((await run.measure())['distance']);
      });
    // h₀ times the mean of a Rayleigh law, √(π/2), less what 64 steps leave out.
    expect(await distance(0)).toBeGreaterThan(1);
    expect(await distance(0)).toBeLessThan(1.4);
    expect(await distance(0.3)).toBeGreaterThan(3);
  });

  test('a Gaussian law has the variance of the recursion (D13)', async () => {
    const values = { data: 'gaussian', steps: 16, particles: 4096 };
    const variance = await withRun(values, async (run) => {
      await run.advance(16);
      return Number((await run.measure())['variance']);
    });
    expect(Math.abs(variance - 0.704)).toBeLessThan(5 * 0.704 * Math.sqrt(2 / 8192));
  });
});

describe('the twin', () => {
  test.each([
    { twin: 'steps', twinSteps: 36 },
    { twin: 'steps', twinSteps: 5 },
  ])('has as much of its own way behind it: %o', async (values) => {
    await withRun(values, async (run) => {
      for (const step of [4, 12]) {
        await run.seek?.(step);
        const own = Math.floor((step * values.twinSteps) / 12);
        expect(await places(run, 'twin'), `at step ${step}`).toEqual(await after(own, { steps: values.twinSteps }));
        expect(await places(run)).toEqual(await after(step));
      }
    });
  });

  test.each([
    [{ twin: 'sampler', twinSampler: 'heun' }, { sampler: 'heun' }],
    [{ twin: 'smoothing', twinSmoothing: 0.4 }, { smoothing: 0.4 }],
    [{ twin: 'schedule', twinSchedule: 've-geometric' }, { schedule: 've-geometric' }],
  ])('is a run of its own settings: %o', async (values, own) => {
    await withRun(values, async (run) => {
      await run.advance(7);
      expect(await places(run, 'twin')).toEqual(await after(7, own));
      const measures = await run.measure();
      expect(measures['twin: distance']).toBeGreaterThan(0);
    });
  });
});

describe('what is shown', () => {
  test('the field is q_t itself: its integral is 1 at any t', async () => {
    await withRun({ data: 'pair' }, async (run) => {
      for (const step of [0, 6, 12]) {
        await run.seek?.(step);
        const [half, nodes] = [6, 241];
        const box = { minX: -half, maxX: half, minY: -half, maxY: half };
        const field = await run.field?.(box, nodes, nodes);
        if (!field?.logDensity) throw new Error('no density');
        const cell = (2 * half) ** 2 / ((field.columns - 1) * (field.rows - 1));
        const mass = Float64Array.from(field.logDensity).reduce((sum, value) => sum + cell * Math.exp(value), 0);
        expect(Math.abs(mass - 1), `at step ${step}`).toBeLessThan(0.01);
      }
    });
  });

  test('the swarm is fullest in the middle when it chooses, and a step has a spectrum where it is (D19)', async () => {
    await withRun({ data: 'pair', sampler: 'ddim', steps: 48, particles: 2048 }, async (run) => {
      for (let step = 0; step <= 48; step += 2) {
        await run.seek?.(step);
        await run.measure();
      }
      const panelOf = (id: string) => run.frame().panels.find((panel) => panel.id === id);
      const remarks = (id: string): string => {
        const panel = panelOf(id);
        return panel && 'remarks' in panel ? (panel.remarks ?? []).join(' ') : '';
      };
      const [, found, law] =
        /swarm was there at t = (\d\.\d+); of the law at t = (\d\.\d+)/.exec(remarks('middle')) ?? [];
      // A parabola's vertex from a dozen shares of about an eighth, each known to a twentieth, over a range of 0.3 in t.
      expect(Math.abs(Number(found) - Number(law))).toBeLessThan(0.04);
      expect(Math.abs(Number(law) - 0.5)).toBeLessThan(0.03);
      const spectrum = panelOf('spectrum');
      expect(spectrum?.kind === 'spectrum' && [spectrum.predicted.length, spectrum.measured.length]).toEqual([6, 6]);
      for (const place of ['the particles’ mean', 'the data’s mean', 'the first datum'])
        expect(remarks('spectrum')).toContain(`At ${place}: |λ|`);
    });
  });

  test('the field is that of the settings shown, before a step has taken them', async () => {
    await withRun({ data: 'pair' }, async (run) => {
      const box = { minX: -2, maxX: 2, minY: -2, maxY: 2 };
      const before = await run.field?.(box, 9, 9);
      const shown = await run.field?.(box, 9, 9, { values: { smoothing: 0.7 } });
      run.set({ smoothing: 0.7 });
      await run.measure();
      expect(await run.field?.(box, 9, 9)).toEqual(shown);
      expect(shown).not.toEqual(before);
    });
  });

  test('the bound is there after a first refinement, coarsely, and sharpens', async () => {
    await withRun({ data: 'gaussian', scale: 1.3 }, async (run) => {
      await run.measure();
      while (await run.refine?.());
      const area = run.frame().panels.find(({ id }) => id === 'area');
      if (area?.kind !== 'plot') throw new Error('no area');
      expect(area.done).toBe(1);
      // Gaussian data: L∞ = log((1 + c²e⁶)/(1 + c²e⁻⁶)) in the plane.
      const limit = Math.log((1 + 1.69 * Math.exp(6)) / (1 + 1.69 * Math.exp(-6)));
      expect(area.remarks[0]).toContain(`L∞ = ${Number(limit.toPrecision(4))}`);
    });
  });
});
