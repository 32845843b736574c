// Workload: Langevin chains on a ring of eight Gaussians, all steps of a launch inside the kernel, timed from the
// submission to the positions being readable. Runs in Node and in a browser alike.
import type { Backend, DeviceArray } from '../src/compute/backend';
import { openBackend } from '../src/compute/open-backend';
import { Scope } from '../src/compute/scope';
import { langevinUla } from '../src/kernels/langevin-ula';
import { mixture } from '../src/targets/mixture';
import type { Target } from '../src/targets/target';
import { inlinedLoop } from './inlined-loop';
import { plainLoop, type PlainMixture } from './plain-loop';
import { interleave, type Contestant, type Result } from './rounds';

const SEED = 7;
const STEP_SIZE = 0.01;

/** Slower contestants do less of the same work: throughput is per chain-step. */
const SIZES = {
  kernel: { chains: 32_768, steps: 64 },
  reference: { chains: 4_096, steps: 16 },
  plain: { chains: 32_768, steps: 8 },
} as const;

interface Size {
  readonly chains: number;
  readonly steps: number;
}

export interface LangevinBench {
  readonly adapter: string;
  readonly results: readonly Result[];
}

/** `gpu` where `navigator.gpu` is missing. */
export async function benchLangevin(rounds: number, gpu?: GPU): Promise<LangevinBench> {
  const target = mixture({ modes: 8, radius: 2, spread: 0.3 });
  const device = await openBackend(gpu ? { gpu } : {});
  const host = await openBackend({ kind: 'reference' });
  const results = await interleave(
    [
      await onBackend('WGSL kernel', device, target, SIZES.kernel),
      await onBackend('float64 reference', host, target, SIZES.reference),
      loop('plain typed-array loop', plainLoop, target, SIZES.plain),
      loop('the same, inlined by hand', inlinedLoop, target, SIZES.plain),
    ],
    rounds,
  );
  const adapter = device.adapterName;
  device.dispose();
  host.dispose();
  return { adapter, results };
}

/** The same start for everybody: a square grid over [-3, 3]². */
function startOf(chains: number): Float32Array<ArrayBuffer> {
  const side = Math.ceil(Math.sqrt(chains));
  return Float32Array.from({ length: 2 * chains }, (_, i) => {
    const cell = i % 2 === 0 ? (i >> 1) % side : Math.floor((i >> 1) / side);
    return -3 + (6 * (cell + 0.5)) / side;
  });
}

async function onBackend(name: string, backend: Backend, target: Target, { chains, steps }: Size): Promise<Contestant> {
  const kernel = langevinUla(target);
  await backend.prepare(kernel);
  const scope = new Scope(backend);
  const arrays: Record<string, DeviceArray> = {
    positions: scope.create('positions', 'f32', 2 * chains),
    progress: scope.create('progress', 'u32', 1),
    paths: scope.create('paths', 'f32', 2),
  };
  backend.write(arrays['positions'], startOf(chains));
  let firstStep = 0;
  const run = async (): Promise<void> => {
    backend.dispatch(kernel, {
      arrays,
      threads: chains,
      params: { seed: SEED, firstStep, steps, stepSize: STEP_SIZE },
    });
    firstStep += steps;
    await backend.read(arrays['positions']);
  };
  return { name, work: chains * steps, run };
}

function loop(name: string, advance: typeof plainLoop, target: Target, { chains, steps }: Size): Contestant {
  const positions = startOf(chains);
  const loopMixture = plainMixture(target);
  let firstStep = 0;
  const run = async (): Promise<void> => {
    advance(positions, loopMixture, { seed: SEED, firstStep, steps, stepSize: STEP_SIZE });
    firstStep += steps;
  };
  return { name, work: chains * steps, run };
}

/** The target's components as the loop wants them. */
function plainMixture(target: Target): PlainMixture {
  const components = target.components ?? [];
  return {
    logWeights: Float64Array.from(components, ({ weight }) => Math.log(weight)),
    meansX: Float64Array.from(components, ({ mean }) => mean[0]),
    meansY: Float64Array.from(components, ({ mean }) => mean[1]),
    variance: components[0]?.covariance[0] ?? 1,
  };
}
