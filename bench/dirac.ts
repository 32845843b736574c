// Workload: Dirac-GAN trajectories, logistic f, all rounds of a launch inside the kernel, timed from the submission to
// the positions being readable; and how far the flow drifts from θ² + ψ² in float32. Runs in Node and in a browser alike.
import type { Backend } from '../src/compute/backend';
import { openBackend } from '../src/compute/open-backend';
import { Scope } from '../src/compute/scope';
import { diracRun } from '../src/kernels/dirac-run';
import type { Rule, SchemeId } from '../src/math/dirac-scheme';
import { interleave, type Contestant, type Result } from './rounds';

const STEP = 0.01;
/** What one writes first, and the yardstick: round after round over the typed array, with the library's sigmoid. */
const PLAIN = 'plain typed-array loop';
/** Stays in registers, and waits for itself: on some processors the slower of the two. */
const TUNED = 'trajectory after trajectory';
const FLOW_ROUNDS = 10_000;
const FLOW_TRAJECTORIES = 4096;

/**
 * Slower contestants do less of the same work: throughput is per trajectory-round. The kernel's is about what the page puts
 * into one submission on two cores, 40 ms (src/compute/pacer.ts).
 */
const SIZES = {
  kernel: { trajectories: 65_536, rounds: 512 },
  plain: { trajectories: 65_536, rounds: 16 },
} as const;

interface Size {
  readonly trajectories: number;
  readonly rounds: number;
}

export interface DiracBench {
  readonly adapter: string;
  /** A table for each scheme, the kernel first. */
  readonly tables: readonly (readonly Result[])[];
  /** How far the flow drifts: the largest |r²(end)/r²(start) − 1|. */
  readonly notes: readonly string[];
}

/** `gpu` where `navigator.gpu` is missing. */
export async function benchDirac(rounds: number, gpu?: GPU): Promise<DiracBench> {
  const device = await openBackend(gpu ? { gpu } : {});
  const contests = [
    [
      await onDevice('WGSL simultaneous', device, 'simultaneous'),
      plain(PLAIN, simultaneousLoop),
      plain(TUNED, tunedSimultaneousLoop),
    ],
    [
      await onDevice('WGSL alternating', device, 'alternating'),
      plain(PLAIN, alternatingLoop),
      plain(TUNED, tunedAlternatingLoop),
    ],
  ];
  const tables: Result[][] = [];
  for (const contestants of contests) tables.push(await interleave(contestants, rounds));
  const flowDrift = await measureDrift(device);
  const adapter = device.adapterName;
  device.dispose();
  return {
    adapter,
    tables,
    notes: [`flow: θ² + ψ² drifts by ${flowDrift.toExponential(1)} at most over 10,000 rounds of h = 0.01`],
  };
}

/** The same start for everybody: spread over circles of radius 0.1 to 2. */
function startOf(trajectories: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: 2 * trajectories }, (_, i) => {
    const [k, angle] = [i >> 1, (i >> 1) * 2.399963];
    const radius = 0.1 + (1.9 * k) / trajectories;
    return radius * (i % 2 === 0 ? Math.cos(angle) : Math.sin(angle));
  });
}

function ruleOf(scheme: SchemeId): Rule {
  return { objective: 'logistic', variant: 'plain', scheme, sampled: false };
}

function createArrays(backend: Backend, trajectories: number) {
  const scope = new Scope(backend);
  const arrays = {
    positions: scope.create('positions', 'f32', 2 * trajectories),
    progress: scope.create('progress', 'u32', 1),
    paths: scope.create('paths', 'f32', 8),
    owed: scope.create('owed', 'f32', 2 * trajectories),
  };
  backend.write(arrays.positions, startOf(trajectories));
  return arrays;
}

async function onDevice(name: string, backend: Backend, scheme: SchemeId): Promise<Contestant> {
  const { trajectories, rounds }: Size = SIZES.kernel;
  const kernel = diracRun(ruleOf(scheme), { oneEach: true });
  await backend.prepare(kernel);
  const arrays = createArrays(backend, trajectories);
  const run = async (): Promise<void> => {
    backend.dispatch(kernel, { arrays, threads: trajectories / 4, params: { steps: rounds, h: STEP, hD: STEP } });
    await backend.read(arrays.positions);
  };
  return { name, work: trajectories * rounds, run };
}

async function measureDrift(backend: Backend): Promise<number> {
  const kernel = diracRun(ruleOf('flow'));
  await backend.prepare(kernel);
  const arrays = createArrays(backend, FLOW_TRAJECTORIES);
  const energies = async (): Promise<number[]> => {
    const at = await backend.read(arrays.positions);
    return Array.from({ length: FLOW_TRAJECTORIES }, (_, i) => at[2 * i] ** 2 + at[2 * i + 1] ** 2);
  };
  const before = await energies();
  for (let done = 0; done < FLOW_ROUNDS; done += 500) {
    const params = { firstStep: done, steps: 500, h: STEP, hD: STEP };
    backend.dispatch(kernel, { arrays, threads: FLOW_TRAJECTORIES / 4, params });
    await backend.settled();
  }
  const after = await energies();
  return Math.max(...after.map((energy, i) => Math.abs(energy / before[i] - 1)));
}

type Loop = (positions: Float32Array, rounds: number) => void;

function plain(name: string, loop: Loop): Contestant {
  const { trajectories, rounds }: Size = SIZES.plain;
  const positions = startOf(trajectories);
  return { name, work: trajectories * rounds, run: async () => loop(positions, rounds) };
}

/** 1/(1 + e⁻ᵗ) as the kernel and its twin have it: the exponent clamped, so that nothing overflows in float32. */
function sigmoid(t: number): number {
  return 1 / (1 + Math.exp(Math.min(87, Math.max(-87, -t))));
}

/** What one would write without a GPU: round after round over the typed array. */
function simultaneousLoop(positions: Float32Array, rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < positions.length; i += 2) {
      const [theta, psi] = [positions[i], positions[i + 1]];
      const force = STEP * sigmoid(-theta * psi);
      positions[i] = theta - force * psi;
      positions[i + 1] = psi + force * theta;
    }
  }
}

function alternatingLoop(positions: Float32Array, rounds: number): void {
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < positions.length; i += 2) {
      positions[i] -= STEP * sigmoid(-positions[i] * positions[i + 1]) * positions[i + 1];
      positions[i + 1] += STEP * sigmoid(-positions[i] * positions[i + 1]) * positions[i];
    }
  }
}

/** All rounds of a trajectory in local variables: no call, no clamp, no allocation. */
function tunedSimultaneousLoop(positions: Float32Array, rounds: number): void {
  for (let i = 0; i < positions.length; i += 2) {
    let theta = positions[i];
    let psi = positions[i + 1];
    for (let round = 0; round < rounds; round++) {
      const force = STEP / (1 + Math.exp(theta * psi));
      const next = theta - force * psi;
      psi += force * theta;
      theta = next;
    }
    positions[i] = theta;
    positions[i + 1] = psi;
  }
}

function tunedAlternatingLoop(positions: Float32Array, rounds: number): void {
  for (let i = 0; i < positions.length; i += 2) {
    let theta = positions[i];
    let psi = positions[i + 1];
    for (let round = 0; round < rounds; round++) {
      theta -= (STEP / (1 + Math.exp(theta * psi))) * psi;
      psi += (STEP / (1 + Math.exp(theta * psi))) * theta;
    }
    positions[i] = theta;
    positions[i + 1] = psi;
  }
}
