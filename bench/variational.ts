// Workload: sweeps of a mixture of eight round Gaussians in the plane, many starts on few data and one start on many, from the submission
// to the parameters being readable. Runs in Node and in a browser alike.
import type { Backend } from '../src/compute/backend';
import { openBackend } from '../src/compute/open-backend';
import { Scope } from '../src/compute/scope';
import { normalSource } from '../src/math/random';
import { MixtureEnsemble } from '../src/variational/mixture-ensemble';
import { interleave, type Contestant, type Result } from './rounds';

const COMPONENTS = 8;
const SWEEPS = 2;
/** What one writes first: float64, nothing allocated inside, one start after the other. */
const PLAIN = 'plain typed-array loop';

interface Size {
  readonly points: number;
  readonly starts: number;
}

/** The plain loop sweeps fewer starts: throughput is per (datum, component, start). */
const SIZES: readonly { readonly kernel: Size; readonly plain: Size }[] = [
  { kernel: { points: 2048, starts: 1024 }, plain: { points: 2048, starts: 32 } },
  { kernel: { points: 2 ** 17, starts: 1 }, plain: { points: 2 ** 17, starts: 1 } },
];

export interface VariationalBench {
  readonly adapter: string;
  /** A table for each size, the kernel first. */
  readonly tables: readonly (readonly Result[])[];
}

/** `gpu` where `navigator.gpu` is missing. */
export async function benchVariational(rounds: number, gpu?: GPU): Promise<VariationalBench> {
  const device = await openBackend(gpu ? { gpu } : {});
  const tables: Result[][] = [];
  for (const { kernel, plain } of SIZES) {
    const name = `WGSL, N = ${kernel.points}, R = ${kernel.starts}`;
    tables.push(await interleave([await onDevice(name, device, kernel), plainLoop(plain)], rounds));
  }
  const adapter = device.adapterName;
  device.dispose();
  return { adapter, tables };
}

const workOf = ({ points, starts }: Size): number => SWEEPS * points * COMPONENTS * starts;

function pointsOf(count: number): Float32Array<ArrayBuffer> {
  const normal = normalSource(1, 1);
  return Float32Array.from({ length: 2 * count }, (_, i) => 2 * Math.cos((i >> 1) % 7) + 0.6 * normal());
}

/** Row-major [starts, components, 4]: weight, mean, variance. */
function startsOf(starts: number): Float64Array {
  const normal = normalSource(2, 1);
  return Float64Array.from({ length: 4 * COMPONENTS * starts }, (_, i) => {
    return i % 4 === 0 ? 1 / COMPONENTS : i % 4 === 3 ? 1 : 1.5 * normal();
  });
}

async function onDevice(name: string, backend: Backend, size: Size): Promise<Contestant> {
  const scope = new Scope(backend);
  const data = scope.create('data', 'f32', 2 * size.points);
  backend.write(data, pointsOf(size.points));
  const shape = { dimension: 2, components: COMPONENTS, innerSteps: 0, encoder: 'linear' } as const;
  const ensemble = new MixtureEnsemble(backend, scope, { ...shape, ...size, data, method: 'coordinate' });
  await ensemble.prepare(false);
  const places = startsOf(size.starts);
  return {
    name,
    work: workOf(size),
    async run() {
      ensemble.place(places);
      const work = ensemble.paced(SWEEPS);
      for (let sweep = 0; sweep < SWEEPS; sweep++) await ensemble.step(work, { rho: 1, rate: 0, floor: 1e-6 });
      work.end();
      await backend.read(ensemble.theta, 0, 1);
    },
  };
}

function plainLoop(size: Size): Contestant {
  const x = Float64Array.from(pointsOf(size.points));
  const places = startsOf(size.starts);
  const scratch = [0, 1, 2].map(() => new Float64Array(COMPONENTS));
  const sums = new Float64Array(4 * COMPONENTS);
  return {
    name: PLAIN,
    work: workOf(size),
    async run() {
      const theta = places.slice();
      for (let sweep = 0; sweep < SWEEPS; sweep++)
        for (let start = 0; start < size.starts; start++)
          sweepPlainly(theta.subarray(4 * COMPONENTS * start, 4 * COMPONENTS * (start + 1)), x, scratch, sums);
    },
  };
}

function sweepPlainly(
  theta: Float64Array,
  x: Float64Array,
  [levels, rates, shares]: readonly Float64Array[],
  sums: Float64Array,
): void {
  sums.fill(0);
  for (let k = 0; k < COMPONENTS; k++) {
    levels[k] = Math.log(Math.max(theta[4 * k], 1e-30)) - Math.log(2 * Math.PI * theta[4 * k + 3]);
    rates[k] = 0.5 / theta[4 * k + 3];
  }
  for (let i = 0; i < x.length; i += 2) {
    let top = -Infinity;
    for (let k = 0; k < COMPONENTS; k++) {
      const [u, v] = [x[i] - theta[4 * k + 1], x[i + 1] - theta[4 * k + 2]];
      shares[k] = levels[k] - rates[k] * (u * u + v * v);
      if (shares[k] > top) top = shares[k];
    }
    let mass = 0;
    for (let k = 0; k < COMPONENTS; k++) mass += shares[k] = Math.exp(shares[k] - top);
    for (let k = 0; k < COMPONENTS; k++) {
      const r = shares[k] / mass;
      sums[4 * k] += r;
      sums[4 * k + 1] += r * x[i];
      sums[4 * k + 2] += r * x[i + 1];
      sums[4 * k + 3] += r * (x[i] * x[i] + x[i + 1] * x[i + 1]);
    }
  }
  for (let k = 0; k < COMPONENTS; k++) {
    const mass = sums[4 * k];
    theta[4 * k] = (2 * mass) / x.length;
    if (!(mass > 1e-30)) continue;
    const [u, v] = [sums[4 * k + 1] / mass, sums[4 * k + 2] / mass];
    theta[4 * k + 1] = u;
    theta[4 * k + 2] = v;
    theta[4 * k + 3] = Math.max(1e-6, 0.5 * (sums[4 * k + 3] / mass - u * u - v * v));
  }
}
