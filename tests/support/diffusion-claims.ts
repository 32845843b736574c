// Settings at which claims of the diffusion lab hold, and how they are asked at the end of a run, with what is wrong on purpose.
import type { Backend } from '../../src/compute/backend';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { sampleDiffusion } from '../../src/diffusion/sample';
import { ClaimBook } from '../../src/experiment/claim-book';
import type { ClaimResult } from '../../src/experiment/lab';
import { claims } from '../../src/labs/diffusion/claims';
import type { ClaimContext } from '../../src/labs/diffusion/claims/context';
import {
  diffusionSchedule,
  type NoiseLevel,
  type Schedule,
  type ScheduleStep,
} from '../../src/math/diffusion-schedule';
import { normalSource } from '../../src/math/random';

export type Values = ClaimContext['values'];

export const usual = {
  data: 'pair',
  scale: 1,
  smoothing: 0,
  schedule: 'vp-linear-logsnr',
  gamma0: -6,
  gamma1: 6,
  power: 2,
  steps: 64,
  sampler: 'ancestral',
  eta: 0,
  denoiser: 'exact',
  bias: 1.02,
  particles: 4096,
  direction: 'generate',
} as unknown as Values;

const moons = Float32Array.from({ length: 96 }, (_, i) => {
  const angle = (Math.PI * ((i >> 1) % 24)) / 23;
  const side = i < 48 ? 1 : -1;
  return i % 2 === 0 ? side * (Math.cos(angle) - 0.5) : side * (Math.sin(angle) - 0.25);
});

export interface Case {
  readonly name: string;
  readonly values: Partial<Values>;
  /** [n, dimension]; default dimension 2. */
  readonly points?: readonly number[] | Float32Array;
  readonly dimension?: number;
  readonly holds: readonly string[];
}

const forward = ['D1', 'D2', 'D3', 'D4', 'D5', 'D15'];
const bound = ['D6', 'D7', 'D8', 'D9', 'D17', 'D18'];

export const cases: readonly Case[] = [
  {
    name: 'two points',
    values: { data: 'pair', steps: 128 },
    points: [-1, 0, 1, 0],
    holds: [...forward, ...bound, 'D10', 'D11', 'D12', 'D14', 'D16', 'D19'],
  },
  {
    name: 'one point in few steps',
    values: { data: 'single', steps: 16 },
    points: [0.5, 0.25],
    holds: [...forward, 'D10', 'D11', 'D12', 'D14'],
  },
  {
    name: 'a Gaussian law',
    values: { data: 'gaussian', scale: 1.25, steps: 16 },
    holds: [...forward, ...bound, 'D10', 'D13', 'D14', 'D16'],
  },
  {
    name: 'a Gaussian law by Heun’s method',
    values: { data: 'gaussian', sampler: 'heun', steps: 8 },
    holds: [...forward, ...bound, 'D13', 'D14', 'D16'],
  },
  {
    name: 'moons',
    values: { data: 'moons', schedule: 'vp-cosine' },
    points: moons,
    holds: [...forward, ...bound, 'D10', 'D11', 'D14', 'D19'],
  },
  {
    name: 'smoothed moons with exploding variance',
    values: { data: 'moons', smoothing: 0.25, schedule: 've-geometric' },
    points: moons,
    holds: [...forward, ...bound, 'D10', 'D14', 'D16', 'D19'],
  },
  {
    name: 'three points of a line',
    values: { data: 'upload' },
    points: [-1.5, 0.25, 1],
    dimension: 1,
    holds: [...forward, ...bound, 'D10', 'D11', 'D12', 'D14', 'D16'],
  },
  {
    name: 'a wrong denoiser',
    values: { data: 'pair', denoiser: 'scaled', bias: 1.25 },
    points: [-1, 0, 1, 0],
    holds: [...forward, 'D6', 'D7', 'D8', 'D9', 'D14', 'D18', 'D19'],
  },
  {
    name: 'five dimensions',
    values: { data: 'upload' },
    points: Float32Array.from({ length: 60 }, (_, i) => 4 * Math.sin(1 + i * i)),
    dimension: 5,
    holds: [...forward, 'D10', 'D11', 'D12', 'D14'],
  },
];

function scheduleOf({ schedule: kind, gamma0, gamma1 }: Values): Schedule {
  if (kind === 've-geometric')
    return diffusionSchedule({ kind, sigma0: Math.exp(gamma0 / 2), sigma1: Math.exp(gamma1 / 2) });
  return diffusionSchedule({ kind: kind as 'vp-cosine', gamma0, gamma1 });
}

export interface Tampered {
  readonly backend?: () => Backend;
  readonly at?: (level: NoiseLevel) => NoiseLevel;
  readonly step?: (step: ScheduleStep, early: NoiseLevel, late: NoiseLevel) => Partial<ScheduleStep>;
}

/** All claims at the end of a run of the case. */
export async function ask(
  one: Case,
  { backend: make, at = (level) => level, step }: Tampered = {},
): Promise<Map<string, ClaimResult>> {
  const values = { ...usual, ...one.values };
  const dimension = one.dimension ?? 2;
  const exact = scheduleOf(values);
  const schedule: Schedule = {
    at: (t) => at(exact.at(t)),
    step: (s, t) => ({ ...exact.step(s, t), ...step?.(exact.step(s, t), exact.at(s), exact.at(t)) }),
  };
  const backend = make?.() ?? new ReferenceBackend();
  const points = one.points ? Float32Array.from(one.points) : undefined;
  const normal = normalSource(3, 5);
  const start = values.schedule === 've-geometric' ? exact.at(1).sigma : 1;
  const initial = Float32Array.from({ length: values.particles * dimension }, () => start * normal());
  const { steps, sampler, eta } = values;
  const positions = async (): Promise<Float32Array> => {
    const data = points ?? new Float32Array(dimension);
    const smoothing = points ? values.smoothing : values.scale;
    const options = { data, dimension, schedule, steps, sampler, eta, smoothing, initial, seed: 11 };
    return (await sampleDiffusion(backend, options)).slice(-initial.length);
  };
  const context = { backend, seed: 7, values, schedule, points, dimension, step: steps, isStraight: true, positions };
  const results = await new ClaimBook(claims, 'particles').ask(context, '', 0);
  return new Map(results.map((result) => [result.id, result]));
}
