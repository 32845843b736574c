// Particles that take many steps of a diffusion sampler inside one launch, with the exact denoiser of a set of points of the
// plane. MATHS.md 2.3, 2.6.
import { defineKernel, type Kernel } from '../compute/kernel';
import type { SamplerRow } from '../math/diffusion-sampler';
import { noiseNormals } from '../math/random';

export type DiffusionStepsParams = {
  seed: number;
  /** The launch's particles are [firstParticle, lastParticle): a launch may hold a slice of all. */
  firstParticle: number;
  lastParticle: number;
  /** Number of steps already done: the row of the table, and the counter of the random numbers. */
  firstStep: number;
  steps: number;
  points: number;
  /** What drawn noise of the second coordinate is multiplied by: 0 on a line. */
  secondNoise: number;
  /** Of given noise: particles of a row, and the step that the first row is for. */
  noiseColumns: number;
  noiseStep: number;
  /** The first `traced` particles write into `paths`, after every `stride`-th step. */
  traced: number;
  pathLength: number;
  stride: number;
};

/** Particles of one thread: one, or eight where loads are slow, as on a software adapter. */
export type ParticlesAThread = 1 | 8;
/** Where ξ comes from: from the counter (seed, particle, step), from the array `noise`, or nowhere. */
export type StepNoise = 'drawn' | 'given' | 'none';

export interface DiffusionStepsForm {
  /** A step denoises this often: Heun twice, a sampler's other steps once, the forward process not at all. */
  readonly evaluations: 0 | 1 | 2;
  readonly noise: StepNoise;
  readonly particlesAThread: ParticlesAThread;
}

/** Numbers of a row of the table. */
const ROW = 8;
/** A particle further than this from all points takes its sums relative to the nearest. */
const LEAST_MASS = 1e-25;

const known = new Map<string, Kernel<DiffusionStepsParams>>();

/**
 * Arrays: `positions` f32 [particles, 2] in place; `progress` u32 [1], grows by particles·steps (mod 2³²) as proof of
 * execution; `paths` f32 [pathLength, traced, 2], row (s/stride) mod pathLength holds the positions after step s; `table` f32
 * [rows, 8] by `packRows`, max(1, evaluations) rows a step; where it denoises `data` f32 [points, 2], filled up to a multiple
 * of four numbers; for given noise `noise` f32 [steps, noiseColumns, 2]. Launch ⌈particles / particlesAThread⌉ threads.
 */
export function diffusionSteps(form: DiffusionStepsForm): Kernel<DiffusionStepsParams> {
  const key = `${form.evaluations} ${form.noise} ${form.particlesAThread}`;
  const kernel = known.get(key) ?? build(form);
  known.set(key, kernel);
  return kernel;
}

/**
 * The rows of a sampler as the kernel reads them: [scale·g, g, a, b/g, c, carryZ, carryX/g, 0] with g = √rate, so that in
 * places multiplied by g weights are 2^(−|y − x|²).
 */
export function packRows(rows: readonly SamplerRow[]): Float64Array {
  return Float64Array.from(
    rows.flatMap(({ scale, rate, a, b, c, carryZ, carryX }) => {
      const g = Math.sqrt(rate);
      return [scale * g, g, a, b / g, c, carryZ, carryX / g, 0];
    }),
  );
}

function build({ evaluations, noise, particlesAThread }: DiffusionStepsForm): Kernel<DiffusionStepsParams> {
  return defineKernel<DiffusionStepsParams>({
    name: 'diffusionSteps',
    module: 'kernels/diffusion-steps',
    conditions: {
      denoises: evaluations > 0,
      twice: evaluations === 2,
      drawn: noise === 'drawn',
      given: noise === 'given',
      eight: particlesAThread === 8,
    },
    params: {
      seed: 0,
      firstParticle: 0,
      lastParticle: 1,
      firstStep: 0,
      steps: 1,
      points: 1,
      secondNoise: 1,
      noiseColumns: 1,
      noiseStep: 0,
      traced: 0,
      pathLength: 1,
      stride: 1,
    },
    reference(arrays, params) {
      const { positions, progress, paths } = arrays as Record<string, Float64Array>;
      const { firstParticle, lastParticle, firstStep, steps, traced, pathLength, stride } = params;
      const z = new Float64Array(2);
      for (let particle = firstParticle; particle < lastParticle; particle++) {
        z.set(positions.subarray(2 * particle, 2 * particle + 2));
        for (let step = firstStep; step < firstStep + steps; step++) {
          advance(arrays as Record<string, Float64Array>, params, { evaluations, noise }, z, particle, step);
          if (particle >= traced || (step + 1) % stride !== 0) continue;
          paths.set(z, 2 * ((((step + 1) / stride) % pathLength) * traced + particle));
        }
        positions.set(z, 2 * particle);
      }
      progress[0] += (lastParticle - firstParticle) * steps;
    },
  });
}

const mean = new Float64Array(2);
const normals = new Float64Array(2);
const carried = new Float64Array(2);

/** One step of one particle, in place. */
function advance(
  { table, data, noise: given }: Record<string, Float64Array>,
  params: DiffusionStepsParams,
  { evaluations, noise }: Pick<DiffusionStepsForm, 'evaluations' | 'noise'>,
  z: Float64Array,
  particle: number,
  step: number,
): void {
  if (noise === 'drawn') {
    noiseNormals(params.seed, particle, step, normals);
    normals[1] *= params.secondNoise;
  }
  if (noise === 'given') {
    const at = 2 * ((step - params.noiseStep) * params.noiseColumns + particle);
    normals.set(given.subarray(at, at + 2));
  }
  carried.fill(0);
  const rows = Math.max(1, evaluations);
  for (let row = rows * step; row < rows * (step + 1); row++) {
    const [scale, g, a, b, c, carryZ, carryX] = table.subarray(ROW * row, ROW * (row + 1));
    if (evaluations > 0) scaledMean(data, params.points, [z[0] * scale, z[1] * scale], g, mean);
    for (let j = 0; j < 2; j++) {
      const before = z[j];
      z[j] = a * before + carried[j];
      if (evaluations > 0) z[j] += b * mean[j];
      if (noise !== 'none') z[j] += c * normals[j];
      carried[j] = carryZ * before + carryX * mean[j];
    }
  }
}

/** Of the points times g, with the weights 2^(−|y − gx|²); written into `out`. */
function scaledMean(
  data: Float64Array,
  points: number,
  y: readonly [number, number],
  g: number,
  out: Float64Array,
): void {
  let shift = 0;
  let mass = weigh(data, points, y, g, shift, out);
  if (!(mass >= LEAST_MASS)) {
    shift = Infinity;
    for (let i = 0; i < points; i++)
      shift = Math.min(shift, (y[0] - g * data[2 * i]) ** 2 + (y[1] - g * data[2 * i + 1]) ** 2);
    mass = weigh(data, points, y, g, shift, out);
  }
  out[0] /= mass;
  out[1] /= mass;
}

/** Sums of the weights 2^(shift − |y − gx|²), and into `out` those times gx. */
function weigh(
  data: Float64Array,
  points: number,
  [y0, y1]: readonly [number, number],
  g: number,
  shift: number,
  out: Float64Array,
): number {
  let [mass, first, second] = [0, 0, 0];
  for (let i = 0; i < points; i++) {
    const [x0, x1] = [g * data[2 * i], g * data[2 * i + 1]];
    const [away0, away1] = [y0 - x0, y1 - x1];
    const weight = Math.exp(Math.LN2 * (shift - (away0 * away0 + away1 * away1)));
    mass += weight;
    first += weight * x0;
    second += weight * x1;
  }
  out[0] = first;
  out[1] = second;
  return mass;
}
