// How the kernels that train many models at once are held against their float64 twin.
import { expect } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import type { Kernel } from '../../src/compute/kernel';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { PopulationParams } from '../../src/kernels/population';
import { descentFactors, usualDescent, type Optimiser } from '../../src/math/descent';
import type { NetworkModel } from '../../src/math/score-model';
import { modelSize, type ScoreModel } from '../../src/math/score-model';
import { someData, someWeights } from './score-models';

export const smallNetwork: NetworkModel = {
  model: 'network',
  parametrisation: 'score',
  layers: 2,
  width: 8,
  activation: 'tanh',
  dimension: 2,
  conditional: false,
};

const POINTS = 11;
const STEPS = 12;
/** Whole tiles, less than one, more than one, no multiple of four; rates that stay where float32 and float64 go together. */
const SETTINGS = [
  [1e-3, 0.5, 32],
  [2e-3, 1.25, 5],
  [5e-4, 0.75, 50],
  [3e-3, 2, 8],
  [1e-3, 0.4, 1],
] as const;

export interface PopulationCase {
  readonly model: ScoreModel;
  readonly optimiser: Optimiser;
  readonly params?: Partial<PopulationParams>;
  /** Threads of a model. */
  readonly threads: number;
}

/** The state after launches of so many steps each, from the same start. */
export async function trainedBy(
  backend: Backend,
  kernel: Kernel<PopulationParams>,
  { model, optimiser, params, threads }: PopulationCase,
  launches: readonly number[],
): Promise<Float64Array> {
  await backend.prepare(kernel);
  const size = modelSize(model);
  const descent = { ...usualDescent, optimiser };
  const factors = Array.from({ length: STEPS }, (_, step) => descentFactors(descent, step));
  const start = SETTINGS.flatMap((_, i) => [...someWeights(model, 5 + i), ...new Float32Array(2 * size)]);
  const contents = {
    settings: SETTINGS.flat(),
    data: someData(POINTS, 2),
    corrections: factors.flatMap((each) => [each.firstCorrection, each.secondCorrection]),
    state: start,
  };
  const arrays = Object.fromEntries(
    Object.entries(contents).map(([name, values]) => {
      const array = backend.create(name, 'f32', values.length);
      backend.write(array, Float32Array.from(values));
      return [name, array];
    }),
  );
  const { momentum, fresh, secondFresh } = factors[0] ?? descentFactors(descent, 0);
  let firstStep = 0;
  for (const steps of launches) {
    const own = { seed: 2026, firstStep, steps, points: POINTS, samples: 50, momentum, fresh, secondFresh };
    backend.dispatch(kernel, { arrays, threads: threads * SETTINGS.length, params: { ...own, ...params } });
    firstStep += steps;
  }
  const out = Float64Array.from(await backend.read(arrays['state'] ?? expect.fail()));
  for (const array of Object.values(arrays)) backend.destroy(array);
  return out;
}

/** Layers, and terms of a sum in one: what one number passes through, forwards and backwards. */
const ROUNDINGS = 160;
const UNIT = 2 ** -24;

/** Gradients of single steps as close as roundings allow, and weights after several steps; the same bits for every split. */
export async function expectPopulation(
  backend: Backend,
  kernel: Kernel<PopulationParams>,
  one: PopulationCase,
): Promise<void> {
  const reference = new ReferenceBackend();
  const size = modelSize(one.model);
  for (const steps of [1, STEPS]) {
    const [got, want] = [
      await trainedBy(backend, kernel, one, [steps]),
      await trainedBy(reference, kernel, one, [steps]),
    ];
    for (let row = 0; row < 3 * SETTINGS.length; row++) {
      const [own, exact] = [got, want].map((all) => all.subarray(row * size, (row + 1) * size));
      const typical = Math.sqrt(exact.reduce((sum, value) => sum + value * value, 0) / size);
      // A mean of squares is rounded twice as far as what is squared; what rounding changes of a weight, later steps carry on.
      const allowed = 2 * ROUNDINGS * UNIT * steps;
      const worst = Math.max(
        ...own.map((value, k) => Math.abs(value - exact[k]) / (Math.abs(exact[k]) + typical + 1e-30)),
      );
      expect(worst, `model ${Math.floor(row / 3)}, row ${row % 3}, ${steps} steps`).toBeLessThan(allowed);
      expect(own.some((value) => value !== 0)).toBe(row % 3 < 2 || one.optimiser === 'adam');
    }
  }
  reference.dispose();
  const whole = await trainedBy(backend, kernel, one, [STEPS]);
  for (const split of [[1, STEPS - 1], [5, 3, STEPS - 8], Array.from({ length: STEPS }, () => 1)])
    expect(await trainedBy(backend, kernel, one, split)).toEqual(whole);
}
