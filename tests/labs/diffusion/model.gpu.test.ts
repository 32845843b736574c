// On a device: the same bits for every division of the steps, and where a seek leads, by launches of many steps and by the engine.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WebGpuBackend } from '../../../src/compute/webgpu-backend';
import type { ParameterValues, Run } from '../../../src/experiment/lab';
import { readParameters } from '../../../src/experiment/parameters';
import diffusion from '../../../src/labs/diffusion/lab';
import { gpuBackend, hasGpu } from '../../support/device';
import { logged, runsOf, type Handed } from '../../support/launch-log';

describe.runIf(await hasGpu())('the diffusion lab', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  const start = (values: ParameterValues): Promise<Run> => {
    const params = readParameters(diffusion.parameters, { particles: 200, points: 40, steps: 12, ...values });
    return diffusion.start({ backend, params, seed: 5, data: {} });
  };

  test.each([
    { twin: 'steps', twinSteps: 30 },
    { sampler: 'heun', schedule: 'vp-cosine', smoothing: 0.2 },
    { direction: 'noise' },
    { points: 4_200, particles: 64, sampler: 'heun' },
  ])('%o', async (values) => {
    const run = await start(values);
    const whole = await start(values);
    await whole.advance(12);
    const end = await whole.snapshot();
    await run.advance(5);
    const middle = await run.snapshot();
    await run.measure();
    await run.advance(7);
    expect(await run.snapshot()).toEqual(end);
    await run.seek?.(5);
    expect(await run.snapshot()).toEqual(middle);
    await run.seek?.(12);
    expect(await run.snapshot()).toEqual(end);
    for (const one of [run, whole]) one.dispose();
  });

  test('an abort leaves a step that the next call finishes, to the same bits', async () => {
    const values = { points: 4_200, particles: 64, sampler: 'heun', steps: 4 };
    const [run, whole] = [await start(values), await start(values)];
    await whole.advance(4);
    for (let round = 0; round < 40 && run.step < 4; round++) {
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 3 * round);
      await run.advance(4 - run.step, abort.signal);
    }
    await run.advance(4 - run.step);
    expect(await run.snapshot()).toEqual(await whole.snapshot());
    for (const one of [run, whole]) one.dispose();
  });

  test.each([
    [{}, 8],
    [{ twin: 'sampler', twinSampler: 'heun' }, 16],
  ] as const)('holds a place for each particle and nothing else, also while it is read: %o', async (values, bytes) => {
    const sizes: number[] = [];
    const counts = [2 ** 14, 2 ** 17];
    for (const particles of counts) {
      const run = await start({ ...values, particles, points: 8, steps: 4 });
      await run.advance(4);
      await run.measure();
      await run.claims();
      sizes.push(backend.live.bytes);
      const reading = run.snapshot();
      let most = 0;
      for (let done = false; !done;) {
        most = Math.max(most, backend.live.bytes);
        done = await Promise.race([
          reading.then(() => true),
          new Promise<false>((go) => void setTimeout(go, 0, false)),
        ]);
      }
      expect(most).toBeLessThan(64 * particles + 2 ** 23);
      run.dispose();
    }
    expect((sizes[1] - sizes[0]) / (counts[1] - counts[0])).toBe(bytes);
  });

  describe('a change', () => {
    const [points, side] = [512, 104];
    const box = { minX: -3, maxX: 3, minY: -3, maxY: 3 };
    const nodes = (side / 4) ** 2;
    const isCoarse = ({ kernel, params }: Handed): boolean => kernel === undefined || params['queries'] === nodes;
    /** Sums of 169 threads in two submissions and whole workgroups, as many at any pace; and the scores. */
    const isFirst = (log: readonly Handed[]): void => {
      expect(log.every(isCoarse), runsOf(log).join()).toBe(true);
      expect(runsOf(log)).toEqual(['kernelScoreDirect 4', 'kernelScoreFinish 1']);
    };
    const pairsOf = (log: readonly Handed[], queries: number): number =>
      log
        .filter(({ kernel, params }) => kernel === 'kernelScoreDirect' && params['queries'] === queries)
        .reduce((sum, { threads, params, conditions }) => {
          return sum + threads * (conditions['eight'] ? 8 : 4) * (params['count'] ?? 0);
        }, 0);
    const allOf = (run: Run, values: ParameterValues): Promise<unknown> => {
      const whole = run.field?.(box, side, side, { stage: 1, values });
      return Promise.all([run.measure(), Promise.resolve(run.refine?.()), Promise.resolve(whole)]);
    };
    const opened = async (work: (run: Run, log: Handed[], values: ParameterValues) => Promise<void>): Promise<void> => {
      const { backend: noting, log } = logged(backend);
      const values = readParameters(diffusion.parameters, { particles: 1024, points, steps: 16 });
      const run = await diffusion.start({ backend: noting, params: values, seed: 5, data: {} });
      await run.measure();
      await run.field?.(box, side, side, { stage: 0 });
      log.length = 0;
      await work(run, log, values);
      run.dispose();
    };

    test('of the step is the steps there, then a coarse picture, then the whole one', async () => {
      await opened(async (run, log) => {
        await run.seek?.(8);
        expect(new Set(log.flatMap(({ kernel }) => kernel ?? []))).toEqual(new Set(['diffusionSteps']));
        log.length = 0;
        const begun = performance.now();
        await run.field?.(box, side, side, { stage: 0 });
        console.info(`a coarse picture after ${(performance.now() - begun).toFixed(0)} ms`);
        isFirst(log);
        log.length = 0;
        await run.field?.(box, side, side, { stage: 1 });
        expect(log.some(isCoarse)).toBe(true);
        expect(Math.abs(pairsOf(log, side * side) / (side * side * points) - 1)).toBeLessThan(0.01);
      });
    });

    test('of a setting is a coarse picture before all that is asked with it, and before what is under way', async () => {
      await opened(async (run, log, before) => {
        let values = before;
        for (const smoothing of [0.2, 0.3]) {
          values = { ...values, smoothing };
          run.set({ smoothing });
          const coarse = run.field?.(box, side, side, { stage: 0, values });
          const others = allOf(run, values);
          await coarse;
          isFirst(log);
          await others;
          log.length = 0;
        }
        const underWay = allOf(run, values);
        await new Promise((resolve) => void setTimeout(resolve, 20));
        log.length = 0;
        await run.field?.(box, side, side, { stage: 0, values });
        isFirst(log.filter(isCoarse));
        // Of what is under way nothing but the end of a piece, whose sums are done.
        expect(new Set(log.filter((one) => !isCoarse(one)).map(({ kernel }) => kernel)).size).toBeLessThanOrEqual(1);
        expect(
          log.filter(({ kernel, params }) => kernel === 'kernelScoreDirect' && params['queries'] !== nodes),
        ).toEqual([]);
        await underWay;
      });
    });

    test('the curve and L_T come from the device a level at a time, five of them first', async () => {
      await opened(async (run, log) => {
        const levels = (): number => log.filter(({ kernel }) => kernel === 'kernelScoreFinish').length;
        const area = (): number | undefined => {
          const panel = run.frame().panels.find(({ id }) => id === 'area');
          return panel?.kind === 'plot' ? panel.done : undefined;
        };
        expect(area()).toBeUndefined();
        let more = await run.refine?.();
        expect(levels()).toBeGreaterThanOrEqual(5);
        for (let before = area() ?? 0; more;) {
          expect(area()).toBeCloseTo(levels() / 65, 9);
          more = await run.refine?.();
          expect(area()).toBeGreaterThanOrEqual(before);
          before = area() ?? 0;
        }
        expect(levels()).toBe(65);
        expect(new Set(log.flatMap(({ kernel }) => kernel ?? []))).toEqual(
          new Set(['kernelScoreDirect', 'kernelScoreFinish']),
        );
      });
    });
  });
});
