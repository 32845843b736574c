// Workload: steps of training a score network 2 → H → H → 2 with tanh and Adam, timed from the submission to the losses being readable.
// Runs in Node and in a browser alike; in Node also by CPU time, which holds on a busy machine.
import type { Backend } from '../src/compute/backend';
import { openBackend } from '../src/compute/open-backend';
import { ReferenceBackend } from '../src/compute/reference-backend';
import { Scope } from '../src/compute/scope';
import { drawPoints } from '../src/data/synthetic';
import { usualDescent } from '../src/math/descent';
import { firstWeights } from '../src/math/score-model';
import { Trainer } from '../src/train/trainer';
import { takeSteps } from '../src/train/training-steps';
import { PlainTraining } from './plain-training';
import { interleave, type Contestant, type Result } from './rounds';

const SIGMA = 0.2;
const POINTS = 512;
const SETTINGS = [
  { width: 64, batch: 512 },
  { width: 64, batch: 4096 },
  { width: 128, batch: 512 },
  { width: 128, batch: 4096 },
] as const;
/** Samples of one run of the device, and of the others, which are slower. */
const SAMPLES = { device: 2 ** 15, plain: 2 ** 13, twin: 2 ** 10 } as const;

interface Setting {
  readonly width: number;
  readonly batch: number;
}

function data(): Float32Array<ArrayBuffer> {
  const points = new Float32Array(2 * POINTS);
  drawPoints('moons', points, 2, 7, 0, POINTS);
  return points;
}

async function trained(
  name: string,
  backend: Backend,
  { width, batch }: Setting,
  samples: number,
): Promise<Contestant> {
  const model = {
    model: 'network',
    dimension: 2,
    conditional: false,
    layers: 2,
    width,
    activation: 'tanh',
    parametrisation: 'score',
  } as const;
  const trainer = new Trainer(backend, new Scope(backend), { label: name, model, data: data(), seed: 1 });
  await trainer.configure({ ...usualDescent, sigmas: [SIGMA], batch, weighting: 'one', parametrisation: 'score' });
  trainer.begin(firstWeights(model, 1));
  const steps = Math.max(1, samples / batch);
  let step = 0;
  const run = async (): Promise<void> => {
    await takeSteps(backend, [trainer], step, steps, () => undefined);
    step += steps;
  };
  return { name, work: steps * batch, run };
}

function plain({ width, batch }: Setting): Contestant {
  const training = new PlainTraining(data(), SIGMA, width);
  const steps = Math.max(1, SAMPLES.plain / batch);
  const run = async (): Promise<void> => {
    for (let step = 0; step < steps; step++) training.step(batch);
  };
  return { name: 'plain loop, four samples a weight', work: steps * batch, run };
}

export interface TrainBench {
  readonly adapter: string;
  readonly tables: readonly (readonly Result[])[];
  readonly notes: readonly string[];
}

/** `gpu` where `navigator.gpu` is missing. */
export async function benchTrain(rounds: number, gpu?: GPU): Promise<TrainBench> {
  const device = await openBackend(gpu ? { gpu } : {});
  const tables: Result[][] = [];
  const notes: string[] = [];
  for (const setting of SETTINGS) {
    const label = `H = ${setting.width}, batch ${setting.batch}`;
    const contestants = [
      await trained(`WGSL, ${label}`, device, setting, SAMPLES.device),
      plain(setting),
      await trained('float64 twin', new ReferenceBackend(), { ...setting, batch: 512 }, SAMPLES.twin),
    ];
    tables.push(await interleave(contestants, rounds));
    const [wgsl, loop] = [await workPerCpu(contestants[0]), await workPerCpu(contestants[1])];
    if (wgsl && loop)
      notes.push(
        `${label}: by CPU time ${(wgsl / loop).toFixed(2)} times the plain loop, ${wgsl.toFixed(0)} samples a CPU-millisecond`,
      );
  }
  const adapter = device.adapterName;
  device.dispose();
  return { adapter, tables, notes };
}

/** Samples a millisecond of all cores of this process, the best of a few; undefined where no one tells. */
async function workPerCpu(contestant: Contestant): Promise<number | undefined> {
  if (typeof process === 'undefined' || !process.cpuUsage) return undefined;
  let best = 0;
  for (let turn = 0; turn < 3; turn++) {
    const before = process.cpuUsage();
    await contestant.run();
    const { user, system } = process.cpuUsage(before);
    best = Math.max(best, (1000 * contestant.work) / (user + system));
  }
  return best;
}
