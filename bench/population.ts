// Workload: 256 score networks 2 → 16 → 16 → 2 with tanh and Adam at once, batches of 64, each at a rate of its own, timed from the
// submission to the weights being readable; against one network after the other.
import type { Backend } from '../src/compute/backend';
import { openBackend } from '../src/compute/open-backend';
import { ReferenceBackend } from '../src/compute/reference-backend';
import { Scope } from '../src/compute/scope';
import { drawPoints } from '../src/data/synthetic';
import { Population } from '../src/train/population';
import { PlainTraining } from './plain-training';
import { interleave, type Contestant, type Result } from './rounds';

const SIGMA = 0.2;
const BATCH = 64;
const WIDTH = 16;
/** Networks, and steps of each in one run: of the device in launches of about 40 ms. */
const DEVICE = { models: 256, steps: 40, launch: 8 } as const;
const TWIN = { models: 4, steps: 4, launch: 4 } as const;
const PLAIN_STEPS = 256;
const ALL_STEPS = 2 ** 14;

const model = {
  model: 'network',
  dimension: 2,
  conditional: false,
  layers: 2,
  width: WIDTH,
  activation: 'tanh',
  parametrisation: 'score',
} as const;

function points(): Float32Array<ArrayBuffer> {
  const data = new Float32Array(2 * 512);
  drawPoints('moons', data, 2, 7, 0, 512);
  return data;
}

async function trained(
  name: string,
  backend: Backend,
  { models, steps, launch }: Readonly<Record<'models' | 'steps' | 'launch', number>>,
): Promise<Contestant> {
  const options = { model, optimiser: 'adam', weighting: 'one', data: points(), seed: 1 } as const;
  const population = new Population(backend, new Scope(backend), { ...options, most: models, steps: ALL_STEPS });
  await backend.prepare(population.kernel);
  population.begin(Array.from({ length: models }, (_, i) => ({ rate: 1e-3 * 1.01 ** i, sigma: SIGMA, batch: BATCH })));
  let step = 0;
  const run = async (): Promise<void> => {
    for (let done = 0; done < steps; done += launch) {
      population.record(step, launch);
      step += launch;
      await backend.settled();
    }
  };
  return { name, work: models * steps * BATCH, run };
}

function plain(): Contestant {
  const training = new PlainTraining(points(), SIGMA, WIDTH);
  const run = async (): Promise<void> => {
    for (let step = 0; step < PLAIN_STEPS; step++) training.step(BATCH);
  };
  return { name: 'plain loop, four samples a weight', work: PLAIN_STEPS * BATCH, run };
}

/** `gpu` where `navigator.gpu` is missing. */
export async function benchPopulation(
  rounds: number,
  gpu?: GPU,
): Promise<{ readonly adapter: string; readonly results: readonly Result[] }> {
  const device = await openBackend(gpu ? { gpu } : {});
  const contestants = [
    await trained(`WGSL, ${DEVICE.models} networks`, device, DEVICE),
    plain(),
    await trained('float64 twin', new ReferenceBackend(), TWIN),
  ];
  const results = await interleave(contestants, rounds);
  const adapter = device.adapterName;
  device.dispose();
  return { adapter, results };
}
