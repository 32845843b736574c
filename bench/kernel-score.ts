// Workload: kernel scores in the plane, by every method and by what one would write without them, timed from the submission
// to the scores being readable. Slower contestants do fewer queries: throughput is per pair of a query and a point, and a
// pair that a method leaves out counts as done. Runs in Node and in a browser alike.
import type { Backend } from '../src/compute/backend';
import { openBackend } from '../src/compute/open-backend';
import { Scope } from '../src/compute/scope';
import { KernelScore, type RealMethod, type ScoreRequest } from '../src/score/kernel-score';
import { onlineScore, plainKernelScore, planeKernelScore } from './kernel-score-baselines';
import { interleave, type Contestant, type Result } from './rounds';

export interface ScoreBench {
  readonly adapter: string;
  /** A table for each question, the method in question first. */
  readonly tables: readonly (readonly Result[])[];
  readonly notes: readonly string[];
}

/** Rounds of the large problem, of which each takes some seconds on a software adapter. */
const MOST_LARGE_ROUNDS = 3;

/** `gpu` where `navigator.gpu` is missing. */
export async function benchKernelScore(rounds: number, gpu?: GPU): Promise<ScoreBench> {
  const device = await openBackend(gpu ? { gpu } : {});
  const tables = [
    await interleave(await directContest(device), rounds),
    await interleave(latticeContest(device), rounds),
    await interleave(cellContest(device), Math.min(rounds, MOST_LARGE_ROUNDS)),
  ];
  const adapter = device.adapterName;
  device.dispose();
  return {
    adapter,
    tables,
    notes: [
      'tables: direct, 16,384 points, σ = 0.1; grid, 16,384 points, 256 × 256 nodes, σ = 0.1; cells, 10⁶ points, 10⁵ queries, σ = 0.02',
      'cells begin with the upload and the sort; direct does 256 of the 10⁵ queries, and 4,096 of the nodes',
    ],
  };
}

/** Draws in [0, 1): a linear congruential generator is random enough for a timing. */
function source(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Eight Gaussians of standard deviation 0.3 on a ring of radius 2. */
export function ring(count: number): Float32Array<ArrayBuffer> {
  const draw = source(1);
  const points = new Float32Array(2 * count);
  for (let i = 0; i < count; i++) {
    const angle = (Math.PI / 4) * Math.floor(8 * draw());
    const radius = 0.3 * Math.sqrt(-2 * Math.log(1 - draw()));
    const turn = 2 * Math.PI * draw();
    points[2 * i] = 2 * Math.cos(angle) + radius * Math.cos(turn);
    points[2 * i + 1] = 2 * Math.sin(angle) + radius * Math.sin(turn);
  }
  return points;
}

export function square(count: number): Float32Array<ArrayBuffer> {
  const draw = source(2);
  return Float32Array.from({ length: 2 * count }, () => 6 * draw() - 3);
}

async function evaluate(backend: Backend, engine: KernelScore, request: ScoreRequest): Promise<void> {
  const { score, logDensity } = await engine.evaluate(request);
  await Promise.all([backend.read(score), backend.read(logDensity)]);
  for (const array of [score, logDensity]) backend.destroy(array);
}

async function directContest(backend: Backend): Promise<Contestant[]> {
  const points = 16_384;
  const sigma = 0.1;
  const data = ring(points);
  const queries = square(4_096);
  const engine = new KernelScore(backend, data, 2);
  const some = queries.subarray(0, 2 * 128);
  const scores = new Float32Array(some.length);
  return [
    {
      name: 'direct',
      work: points * 4_096,
      run: () => evaluate(backend, engine, { queries, sigma, method: 'direct' }),
    },
    await textbook(backend, data, queries.subarray(0, 2 * 2_048), sigma),
    {
      name: 'plain loop',
      work: points * 128,
      run: async () => plainKernelScore(data, some, 2, sigma, scores),
    },
    {
      name: 'loop tuned by hand',
      work: points * 128,
      run: async () => planeKernelScore(data, some, sigma, scores),
    },
  ];
}

async function textbook(
  backend: Backend,
  data: Float32Array,
  queries: Float32Array,
  sigma: number,
): Promise<Contestant> {
  await backend.prepare(onlineScore);
  const scope = new Scope(backend);
  const arrays = {
    data: scope.create('data', 'f32', data.length),
    places: scope.create('queries', 'f32', queries.length),
    score: scope.create('score', 'f32', queries.length),
  };
  backend.write(arrays.data, data);
  backend.write(arrays.places, queries);
  const params = { points: data.length / 2, half: 0.5 / (sigma * sigma) };
  const run = async (): Promise<void> => {
    backend.dispatch(onlineScore, { arrays, threads: queries.length / 2, params });
    await backend.read(arrays.score);
  };
  return { name: 'textbook online kernel', work: (data.length * queries.length) / 4, run };
}

function latticeContest(backend: Backend): Contestant[] {
  const points = 16_384;
  const side = 256;
  const engine = new KernelScore(backend, ring(points), 2);
  const axis = Float32Array.from({ length: side }, (_, i) => (6 * i) / (side - 1) - 3);
  const some = square(4_096);
  const by = (method: RealMethod, queries: ScoreRequest['queries'], count: number): Contestant => ({
    name: method,
    work: points * count,
    run: () => evaluate(backend, engine, { queries, sigma: 0.1, method }),
  });
  const lattice = { xs: axis, ys: axis };
  return [by('grid', lattice, side * side), by('direct', some, some.length / 2), by('cells', lattice, side * side)];
}

function cellContest(backend: Backend): Contestant[] {
  const points = 1_000_000;
  const sigma = 0.02;
  const data = ring(points);
  const queries = square(100_000);
  const some = queries.subarray(0, 2 * 256);
  const from = (name: RealMethod, where: Float32Array): Contestant => ({
    name,
    work: (points * where.length) / 2,
    run: async () => {
      const engine = new KernelScore(backend, data, 2);
      await evaluate(backend, engine, { queries: where, sigma, method: name });
      engine.dispose();
    },
  });
  return [from('cells', queries), from('direct', some)];
}
