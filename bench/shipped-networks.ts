// Trains the networks that ship, in float64 and from seeds, so that whoever runs it gets the same files.
import { ReferenceBackend } from '../src/compute/reference-backend';
import { Scope } from '../src/compute/scope';
import { drawPoints } from '../src/data/synthetic';
import { geometricLevels } from '../src/math/annealing';
import { usualDescent } from '../src/math/descent';
import { firstWeights, type NetworkModel } from '../src/math/score-model';
import { writeNetwork } from '../src/train/network-file';
import { Trainer } from '../src/train/trainer';
import { takeSteps } from '../src/train/training-steps';

const SEED = 17;
const POINTS = 4096;

interface Recipe {
  readonly model: NetworkModel;
  readonly sigmas: readonly number[];
  readonly weighting: 'one' | 'variance';
  readonly batch: number;
  /** Rates, and the steps taken at each. */
  readonly rates: readonly (readonly [rate: number, steps: number])[];
}

const common = { model: 'network', dimension: 2, layers: 2 } as const;

const recipes: Readonly<Record<string, Recipe>> = {
  moons: {
    model: { ...common, width: 32, conditional: false, activation: 'tanh', parametrisation: 'score' },
    sigmas: [0.2],
    weighting: 'one',
    batch: 512,
    rates: [
      [5e-3, 2000],
      [1e-3, 2000],
      [2e-4, 1000],
    ],
  },
  levels: {
    model: { ...common, width: 48, conditional: true, activation: 'silu', parametrisation: 'denoiser' },
    sigmas: [...geometricLevels(24, 8, 0.05)],
    weighting: 'variance',
    batch: 512,
    rates: [
      [5e-3, 4000],
      [1e-3, 3000],
      [2e-4, 2000],
    ],
  },
};

/** A safetensors file of each, by name. */
export async function trainShipped(say: (text: string) => void): Promise<Record<string, Uint8Array>> {
  const data = new Float32Array(2 * POINTS);
  drawPoints('moons', data, 2, SEED, 0, POINTS);
  const files: Record<string, Uint8Array> = {};
  for (const [name, recipe] of Object.entries(recipes)) files[name] = await train(name, recipe, data, say);
  return files;
}

async function train(
  name: string,
  { model, sigmas, weighting, batch, rates }: Recipe,
  data: Float32Array,
  say: (text: string) => void,
): Promise<Uint8Array> {
  const backend = new ReferenceBackend();
  const trainer = new Trainer(backend, new Scope(backend), { label: name, model, data, seed: SEED });
  trainer.begin(firstWeights(model, SEED));
  const { parametrisation } = model;
  let step = 0;
  for (const [rate, steps] of rates) {
    await trainer.configure({ ...usualDescent, rate, average: 0.99, sigmas, batch, weighting, parametrisation });
    await takeSteps(backend, [trainer], step, steps, () => undefined);
    step += steps;
    const losses = await trainer.readLosses(step - 500, step);
    say(`${name}: step ${step}, mean loss of the last 500 ${losses.reduce((sum, loss) => sum + loss, 0) / 500}`);
  }
  const { average: weights } = await trainer.read();
  return writeNetwork({ model, weights, levels: [Math.min(...sigmas), Math.max(...sigmas)] });
}
