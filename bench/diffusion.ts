// Workload: sampling with the exact denoiser of points of the plane, against the best plain loop for two dimensions and against
// one public kernel score a step; large sets by the best method against the direct one; and the direct method on few points
// against many. Slower contestants take fewer particles: throughput is per pair of a particle and a point. In Node and in a
// browser alike.
import type { Backend } from '../src/compute/backend';
import { openBackend } from '../src/compute/open-backend';
import { MeanSteps } from '../src/diffusion/mean-steps';
import { diffusionProcess, type Process } from '../src/diffusion/process';
import { SwarmSteps } from '../src/diffusion/swarm-steps';
import { diffusionSchedule } from '../src/math/diffusion-schedule';
import { kernelScore } from '../src/score/evaluate-kernel-score';
import { KernelScore, type RealMethod } from '../src/score/kernel-score';
import { ring, square, type ScoreBench } from './kernel-score';
import { plainDiffusion } from './plain-diffusion';
import { interleave, type Contestant } from './rounds';

const FEW = 512;
const PARTICLES = 65_536;
const T = 128;
/** Of the way, timed: in the middle of it, where weights neither all agree nor nearly all vanish. */
const [FIRST, STEPS] = [62, 4];
const MANY = 2 ** 17;
/** A whole way among many points, in fewer steps. */
const MANY_STEPS = 8;
const SEED = 7;

const process = (steps: number): Process =>
  diffusionProcess({
    schedule: diffusionSchedule({ kind: 'vp-linear-logsnr', gamma0: -6, gamma1: 6 }),
    steps,
    direction: 'generate',
    sampler: 'ancestral',
  });

/** `gpu` where `navigator.gpu` is missing. */
export async function benchDiffusion(rounds: number, gpu?: GPU): Promise<ScoreBench> {
  const device = await openBackend(gpu ? { gpu } : {});
  const few = await fewContest(device);
  const many = manyContest(device);
  const tables = [
    await interleave(few.contestants, rounds),
    await interleave(many.contestants, Math.min(rounds, 3)),
    await interleave(directContest(device, 2 ** 22), rounds),
    await interleave(directContest(device, 2 ** 25), rounds),
  ];
  few.dispose();
  const adapter = device.adapterName;
  device.dispose();
  return {
    adapter,
    tables,
    notes: [
      `tables: ${FEW} points, ${PARTICLES} particles, steps ${FIRST} to ${FIRST + STEPS} of ${T}; ${MANY} points, a whole way of ${MANY_STEPS} steps; the direct method, 4 M and 33 M pairs a call`,
      `methods along the way among ${MANY} points: ${many.methods().join(' ')}`,
    ],
  };
}

async function fewContest(backend: Backend): Promise<{ contestants: Contestant[]; dispose(): void }> {
  const data = ring(FEW);
  const way = process(T);
  const start = square(PARTICLES);
  const options = { label: 'particles', process: way, data, dimension: 2, count: PARTICLES, seed: SEED, horizon: T };
  const steps = new SwarmSteps(backend, [options]);
  await steps.prepare();
  const some = start.slice(0, 2 * 256);
  const rows = way.rows.slice(FIRST, FIRST + STEPS);
  const contestants: Contestant[] = [
    {
      name: 'sampler',
      work: PARTICLES * FEW * STEPS,
      async run() {
        steps.swarms[0].place(start, FIRST);
        await steps.advance(FIRST, STEPS, () => undefined);
        await backend.read(steps.swarms[0].positions);
        await steps.swarms[0].verify();
      },
    },
    {
      name: 'plain loop',
      work: 256 * FEW * STEPS,
      run: async () => plainDiffusion(some.slice(), data, rows, { seed: SEED, firstStep: FIRST }),
    },
    {
      name: 'kernelScore a step',
      work: PARTICLES * FEW * STEPS,
      async run() {
        let z = start;
        for (const { a, b, scale, rate } of rows) {
          const sigma = Math.sqrt(Math.LOG2E / (2 * rate));
          const queries = z.map((value) => value * scale);
          const { score } = await kernelScore(backend, { data, queries, dimension: 2, sigma });
          z = z.map((value, i) => a * value + b * (queries[i] + sigma * sigma * score[i]));
        }
      },
    },
  ];
  return { contestants, dispose: () => steps.dispose() };
}

function manyContest(backend: Backend): { contestants: Contestant[]; methods(): readonly string[] } {
  const data = ring(MANY);
  const { rows, rowsAStep } = process(MANY_STEPS);
  const used: string[] = [];
  const best = 256;
  const direct = 16;
  const whole = async (): Promise<void> => {
    const moving = new MeanSteps(backend, {
      data,
      dimension: 2,
      rows,
      rowsAStep,
      noise: 'drawn',
      seed: SEED,
      count: best,
    });
    await moving.prepare();
    moving.place(square(best), 0);
    for (let step = 0; step < MANY_STEPS; step++) await moving.advance({});
    await backend.read(moving.positions);
    moving.dispose();
  };
  const sums = async (): Promise<void> => {
    const engine = new KernelScore(backend, data, 2);
    for (const { rate } of rows) {
      const sigma = Math.sqrt(Math.LOG2E / (2 * rate));
      const { score, logDensity } = await engine.evaluate({ queries: square(direct), sigma, method: 'direct' });
      await backend.read(score);
      for (const array of [score, logDensity]) backend.destroy(array);
      if (used.length < rows.length) used.push(await engine.steadyMethod(best, sigma));
    }
    engine.dispose();
  };
  return {
    contestants: [
      { name: 'sampling', work: best * MANY * MANY_STEPS, run: whole },
      { name: 'direct', work: direct * MANY * MANY_STEPS, run: sums },
    ],
    methods: () => used,
  };
}

/** The direct method with so many pairs a call. */
function directContest(backend: Backend, pairs: number): Contestant[] {
  return [512, 16_384].map((points) => {
    const engine = new KernelScore(backend, ring(points), 2);
    const queries = square(pairs / points);
    const method: RealMethod = 'direct';
    return {
      name: `${points} points`,
      work: pairs,
      async run() {
        const { score, logDensity } = await engine.evaluate({ queries, sigma: 0.1, method });
        await Promise.all([backend.read(score), backend.read(logDensity)]);
        for (const array of [score, logDensity]) backend.destroy(array);
      },
    };
  });
}
