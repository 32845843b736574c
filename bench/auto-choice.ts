// Workload: what `auto` takes for a kernel score against each method by itself, itself included: the choice is to lose no more
// than a quarter to the best.
import { openBackend } from '../src/compute/open-backend';
import { KernelScore, type RealMethod, type ScoreRequest } from '../src/score/kernel-score';
import { ring, square } from './kernel-score';
import { interleave, type Contestant, type Result } from './rounds';

const axis = Float32Array.from({ length: 96 }, (_, i) => (6 * i) / 95 - 3);
const lattice = (): ScoreRequest['queries'] => ({ xs: axis, ys: axis });

/** Problems with the method that was the fastest on the software adapter, an index that is still to be built included. */
export const autoProblems = [
  { name: 'few queries', points: () => ring(20_000), queries: () => square(100), sigma: 0.05, fastest: 'direct' },
  { name: 'a small σ', points: () => ring(40_000), queries: () => square(12_000), sigma: 0.02, fastest: 'cells' },
  { name: 'a middling σ', points: () => ring(6_000), queries: () => square(6_000), sigma: 0.3, fastest: 'cells' },
  { name: 'a σ over everything', points: () => ring(6_000), queries: () => square(6_000), sigma: 5, fastest: 'direct' },
  { name: 'a lattice', points: () => ring(8_000), queries: lattice, sigma: 0.1, fastest: 'cells' },
  { name: 'a lattice and a large σ', points: () => ring(8_000), queries: lattice, sigma: 1, fastest: 'grid' },
] as const;

/** `gpu` where `navigator.gpu` is missing. */
export async function benchAuto(
  rounds: number,
  gpu?: GPU,
): Promise<{ readonly adapter: string; readonly tables: readonly (readonly Result[])[]; readonly notes: string[] }> {
  const device = await openBackend(gpu ? { gpu } : {});
  const tables: (readonly Result[])[] = [];
  const notes: string[] = [];
  for (const { name, points, queries, sigma } of autoProblems) {
    const data = points();
    const where = queries();
    const engine = new KernelScore(device, data, 2);
    const methods: readonly (RealMethod | 'auto')[] = [
      'auto',
      'direct',
      'cells',
      ...('xs' in where ? ['grid' as const] : []),
    ];
    const work = (data.length / 2) * ('xs' in where ? where.xs.length * where.ys.length : where.length / 2);
    let chosen = '';
    const contestant = (method: RealMethod | 'auto'): Contestant => ({
      name: method,
      work,
      async run() {
        const result = await engine.evaluate({ queries: where, sigma, method });
        if (method === 'auto') chosen = result.method;
        await device.settled();
        for (const array of [result.score, result.logDensity]) device.destroy(array);
      },
    });
    tables.push(await interleave(methods.map(contestant), rounds));
    notes.push(`${name}: auto took ${chosen}`);
    engine.dispose();
  }
  const adapter = device.adapterName;
  device.dispose();
  return { adapter, tables, notes };
}
