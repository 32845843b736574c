// How the kernels of score models are held against their float64 twin.
import { expect } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import type { Kernel } from '../../src/compute/kernel';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import {
  parametrisationIndex,
  scorePassParams,
  type PassMode,
  type ScorePassParams,
} from '../../src/kernels/score-pass';
import { modelSize, parametrisations, type ScoreModel } from '../../src/math/score-model';
import { expectClose } from './agree';
import { someData, someWeights } from './score-models';
import { uniformPoints } from './score-cases';

const POINTS = 11;
const UNIT = 2 ** -24;
const SENTINEL = -999.25;

interface PassCase {
  readonly mode: PassMode;
  readonly params: Partial<ScorePassParams>;
  /** Threads of a slab. */
  readonly threads: number;
}

/** What a launch leaves in `slabs` or `score`; the samples are [firstSample, lastSample). */
async function launch(
  backend: Backend,
  kernel: Kernel<ScorePassParams>,
  model: ScoreModel,
  { mode, params, threads }: PassCase,
): Promise<Float64Array> {
  await backend.prepare(kernel);
  const { firstSample = 0, lastSample = 1, span = 1, firstWeight = 0 } = params;
  const slabs = Math.ceil((lastSample - firstSample) / span);
  const { dimension: d } = model;
  const contents: Record<string, ArrayLike<number>> = {
    weights: [...Array.from({ length: firstWeight }, () => SENTINEL), ...someWeights(model)],
    sigmas: [0.5, 1.25, 0.75],
    data: someData(POINTS, d),
    places: uniformPoints(lastSample, d, 3, 4),
    noise: uniformPoints(lastSample, d, 2, 6),
    slabs: new Float32Array(slabs * (modelSize(model) + 1)).fill(SENTINEL),
    score: new Float32Array(lastSample * d).fill(SENTINEL),
    index: Uint32Array.from({ length: lastSample }, (_, i) => (7 * i) % POINTS),
  };
  const arrays = Object.fromEntries(
    Object.entries(contents).map(([name, values]) => {
      const array = backend.create(name, name === 'index' ? 'u32' : 'f32', values.length);
      backend.write(array, values);
      return [name, array];
    }),
  );
  backend.dispatch(kernel, {
    arrays,
    threads: slabs * threads,
    params: { ...scorePassParams, seed: 2026, step: 9, points: POINTS, levels: 3, sigma: 0.75, ...params },
  });
  const out = Float64Array.from(await backend.read(arrays[mode === 'score' ? 'score' : 'slabs']));
  for (const array of Object.values(arrays)) backend.destroy(array);
  return out;
}

/** Layers, and terms of a sum in one: what one number passes through, forwards and backwards. */
function roundings(model: ScoreModel): number {
  if (model.model === 'linear') return 8;
  return 2 * (model.layers + 1) * (Math.max(model.width, model.dimension) + 8);
}

/** Per weight the sum of what single samples add, without signs: a sum is wrong by so many roundings of that. */
function sizesOf(rows: Float64Array, size: number, samples: number): Float64Array {
  const sizes = new Float64Array(size);
  for (let i = 0; i < samples; i++) {
    const row = rows.subarray(i * size, (i + 1) * size);
    const typical = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0) / size);
    for (let k = 0; k < size; k++) sizes[k] += Math.abs(row[k]) + typical;
  }
  return sizes;
}

/** Scores, drawn samples and given ones, each with another number of samples at a time. */
const modes: readonly (readonly [PassMode, number])[] = [
  ['drawn', 4],
  ['given', 2],
  ['score', 1],
];

/** In every mode, over slabs that are full and cut off, from two places of the weights. */
export async function expectAgreement(
  backend: Backend,
  model: ScoreModel,
  kernelOf: (mode: PassMode, quads: number) => Kernel<ScorePassParams>,
): Promise<void> {
  const reference = new ReferenceBackend();
  for (const [turn, [mode, together]] of modes.entries()) {
    const kernel = kernelOf(mode, together);
    const parametrisation = parametrisationIndex(parametrisations[turn % 3]);
    for (const lastSample of [1, 4 * together, 37]) {
      const firstSample = lastSample === 37 ? 3 : 0;
      const params = { firstSample, lastSample, parametrisation, weighting: turn % 2, firstWeight: turn };
      const one = { mode, threads: kernel.workgroupSize };
      const whole: PassCase = { ...one, params: { ...params, span: { drawn: 20, given: 40, score: 64 }[mode] } };
      const label = `${kernel.name} ${mode}, ${together} fours, ${lastSample} samples`;
      const [got, want] = [await launch(backend, kernel, model, whole), await launch(reference, kernel, model, whole)];
      if (mode === 'score') {
        const scale = Math.max(...want.filter((value) => value !== SENTINEL).map(Math.abs));
        expectClose(label, got, want, { absolute: roundings(model) * UNIT * scale, relative: 0 });
        continue;
      }
      const size = modelSize(model) + 1;
      const samples = lastSample - firstSample;
      const sizes = sizesOf(
        await launch(reference, kernel, model, { ...one, params: { ...params, span: 1 } }),
        size,
        samples,
      );
      got.forEach((value, k) => {
        const tolerance = roundings(model) * UNIT * sizes[k % size];
        if (!(Math.abs(value - want[k]) <= tolerance))
          expect.fail(`${label}: element ${k} is ${value}, float64 says ${want[k]}, allowed is ${tolerance}`);
      });
    }
  }
  reference.dispose();
}

/** Slabs of a launch are the same bits as launches of one slab each. */
export async function expectSplits(
  backend: Backend,
  model: ScoreModel,
  kernel: Kernel<ScorePassParams>,
): Promise<void> {
  const one = { mode: 'drawn' as const, threads: kernel.workgroupSize };
  const params = { span: 16, lastSample: 75 };
  const whole = await launch(backend, kernel, model, { ...one, params });
  const parts: number[] = [];
  for (let firstSample = 0; firstSample < 75; firstSample += 16)
    parts.push(
      ...(await launch(backend, kernel, model, {
        ...one,
        params: { ...params, firstSample, lastSample: Math.min(75, firstSample + 16) },
      })),
    );
  expect(Array.from(whole)).toEqual(parts);
}
