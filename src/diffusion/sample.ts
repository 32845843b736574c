// Samples by the reverse process with the exact denoiser. MATHS.md 2.3, 2.6.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { Progress as StepCount } from '../dynamics/progress';
import type { StepNoise } from '../kernels/diffusion-steps';
import { samplerRows, samplers, type Sampler, type SamplerRow } from '../math/diffusion-sampler';
import type { Schedule } from '../math/diffusion-schedule';
import { PacedWork, pacerOf, type Progress } from '../score/paced-work';
import { checkBandwidth, checkNumber, checkSchedule, checkWhole, countHostPoints } from './checks';
import { FusedSteps, inPlane, MOST_FUSED_POINTS } from './fused-steps';
import { MeanSteps } from './mean-steps';

export interface SampleDiffusionOptions extends Pick<Progress, 'signal'> {
  /** The data x_i, row-major [M, dimension], M from 1 to 2²⁰. */
  readonly data: Float32Array;
  /** 1 to 784. */
  readonly dimension: number;
  readonly schedule: Schedule;
  /** T, 1 to 65,536: step k goes from t = 1 − k/T to 1 − (k + 1)/T. */
  readonly steps: number;
  /** 'ancestral' of MATHS.md 2.3, 'ddim', or 'heun' for the probability flow dy/dh = (y − x̂)/h. */
  readonly sampler: Sampler;
  /** For 'ddim': the noise is η σ_Q, 0 (default) to 1; 1 is the ancestral sampler. */
  readonly eta?: number;
  /** z at t = 1, row-major [n, dimension], n from 1 to 2²⁰. */
  readonly initial: Float32Array;
  /** Standard normals, row-major [steps, n, dimension]; row k is used in the k-th step. Default: drawn from `seed`. */
  readonly noise?: Float32Array;
  /** 32 bits; default 0. The same seed on the same device gives the same bits. */
  readonly seed?: number;
  /** Bandwidth σ_d ≥ 0: the law of the data is their kernel density. Default 0. */
  readonly smoothing?: number;
}

interface Task extends SampleDiffusionOptions {
  readonly rows: readonly SamplerRow[];
  readonly draws: StepNoise;
  readonly count: number;
}

/** Of a path, in numbers: a gibibyte. */
const MOST_PATH = 2 ** 28;
/** Numbers of a path that stay on the device until they are read. */
const MOST_HELD = 2 ** 22;
/** First submissions, in pairs, and the least: 64 particles and as many points. */
const FIRST_PAIRS = { webgpu: 2 ** 21, reference: 2 ** 17 } as const;
const SLICE = 64;

/**
 * The path [steps + 1, n, dimension] of z from t = 1 to t = 0, row-major, driven by the exact denoiser of `data`. MATHS.md 2.3,
 * 2.6. Places are float32. Throws RangeError or TypeError naming the argument, what it was and what is allowed; rejects with
 * the reason of an aborted signal.
 */
export async function sampleDiffusion(
  backend: Backend,
  options: SampleDiffusionOptions,
): Promise<Float32Array<ArrayBuffer>> {
  const task = readTask(options);
  const { dimension, data, initial, steps } = task;
  const path = new Float32Array((steps + 1) * initial.length);
  path.set(initial);
  if (dimension <= 2 && data.length <= MOST_FUSED_POINTS * dimension) await fusedPath(backend, task, path);
  else await meansPath(backend, task, path);
  return path;
}

function readTask(options: SampleDiffusionOptions): Task {
  const { data, dimension, schedule, steps, sampler, eta = 0, initial, noise, seed = 0, smoothing = 0 } = options;
  countHostPoints('data', data, dimension);
  const count = countHostPoints('initial', initial, dimension);
  checkSchedule(schedule);
  checkWhole('steps', steps, 1, 65_536);
  if (!samplers.includes(sampler))
    throw new RangeError(`sampler is ${JSON.stringify(sampler)}; allowed are ${samplers.join(', ')}`);
  checkNumber('eta', eta, 0, 1);
  checkWhole('seed', seed, 0, 0xffffffff);
  checkNumber('smoothing', smoothing, 0, 1e6);
  for (const t of [0, 1]) {
    const { alpha, sigma } = schedule.at(t);
    checkBandwidth(Math.hypot(sigma / alpha, smoothing), `of the schedule at t = ${t}`);
  }
  if ((steps + 1) * initial.length > MOST_PATH)
    throw new RangeError(
      `the path would have ${(steps + 1) * initial.length} numbers; at most ${MOST_PATH} are allowed`,
    );
  if (noise !== undefined && !(noise instanceof Float32Array))
    throw new TypeError(`noise must be a Float32Array, row-major [${steps}, ${count}, ${dimension}]`);
  if (noise && noise.length !== steps * initial.length)
    throw new RangeError(
      `noise has ${noise.length} numbers; ${steps * initial.length} are allowed, [steps, n, dimension]`,
    );
  const isNoisy = sampler === 'ancestral' || (sampler === 'ddim' && eta > 0);
  const draws = !isNoisy ? 'none' : noise ? 'given' : 'drawn';
  return { ...options, count, draws, rows: samplerRows(schedule, steps, { sampler, eta, smoothing }) };
}

/** Line and plane: many steps a launch, paths in a ring on the device until they are read. */
async function fusedPath(backend: Backend, task: Task, path: Float32Array): Promise<void> {
  const { data, dimension, rows, draws: noise, count, steps, sampler, seed = 0, signal } = task;
  const scope = new Scope(backend);
  try {
    const evaluations = sampler === 'heun' ? 2 : 1;
    const fused = new FusedSteps(backend, scope, { data, dimension, rows, evaluations, noise });
    await fused.prepare();
    const pathLength = Math.min(steps, Math.max(1, Math.floor(MOST_HELD / (2 * count))));
    const progress = new StepCount(backend, scope, 'sampler', 'particle-steps');
    const arrays = {
      positions: scope.create('positions', 'f32', 2 * count),
      progress: progress.counters,
      paths: scope.create('paths', 'f32', 2 * count * pathLength),
      ...(noise === 'given' ? { noise: scope.create('noise', 'f32', 2 * count * pathLength) } : {}),
    };
    backend.write(arrays.positions, inPlane(task.initial, dimension));
    const pacer = pacerOf(backend, 'fused sampler', FIRST_PAIRS[backend.kind], SLICE * SLICE);
    const work = new PacedWork(backend, pacer, steps * count * fused.pairs, signal ? { signal } : {});
    for (let first = 0; first < steps; first += pathLength) {
      const last = Math.min(steps, first + pathLength);
      const row = count * dimension;
      if (arrays.noise && task.noise)
        backend.write(arrays.noise, inPlane(task.noise.subarray(first * row, last * row), dimension));
      const params = { seed, noiseColumns: count, noiseStep: first, traced: count, pathLength };
      for (let step = first; step < last;) {
        const affordable = Math.floor(work.budget / (count * fused.pairs));
        const taken = Math.min(Math.max(1, affordable), last - step);
        const slices = SLICE * Math.max(1, Math.floor(work.budget / (SLICE * taken * fused.pairs)));
        for (let from = 0; from < count; from += slices) {
          const to = Math.min(from + slices, count);
          fused.dispatch(arrays, { ...params, firstParticle: from, lastParticle: to, firstStep: step, steps: taken });
          await work.add((to - from) * taken * fused.pairs);
        }
        step += taken;
      }
      progress.expect((last - first) * count);
      await progress.verify();
      const ring = await backend.read(arrays.paths);
      for (let step = first + 1; step <= last; step++) copyRow(ring, step % pathLength, path, step, count, dimension);
    }
    work.end();
  } finally {
    scope.dispose();
  }
}

/** From a row [count, 2] of the ring to a row [count, dimension] of the path. */
function copyRow(
  ring: ArrayLike<number>,
  from: number,
  path: Float32Array,
  to: number,
  count: number,
  dimension: number,
): void {
  for (let i = 0; i < count; i++)
    for (let j = 0; j < dimension; j++) path[(to * count + i) * dimension + j] = ring[2 * (from * count + i) + j];
}

/** Any dimension and number of points: the engine's means, a step at a time. */
async function meansPath(backend: Backend, task: Task, path: Float32Array): Promise<void> {
  const { data, dimension, rows, draws, initial, steps, sampler, count, seed = 0, signal } = task;
  const rowsAStep = sampler === 'heun' ? 2 : 1;
  const moving = new MeanSteps(backend, { data, dimension, rows, rowsAStep, noise: draws, seed, count });
  const row = initial.length;
  try {
    await moving.prepare();
    moving.place(initial, 0);
    for (let step = 0; step < steps; step++) {
      const given = draws === 'given' ? task.noise?.subarray(step * row, (step + 1) * row) : undefined;
      await moving.advance(signal ? { signal } : {}, given);
      path.set(await backend.read(moving.positions), (step + 1) * row);
    }
  } finally {
    moving.dispose();
  }
}
