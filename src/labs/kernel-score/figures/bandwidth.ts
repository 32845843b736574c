// Drawback 2: the score error over the bandwidth, U-shaped, against the true score of the law. MATHS.md 3.4, K5.
import type { Backend } from '../../../compute/backend';
import type { PointCloud } from '../../../experiment/point-cloud';
import { mean } from '../../../math/statistics';
import { leadingRows } from '../../../score/density-queue';
import { lawError } from '../law-error';
import { ValleyFigure } from './valley-figure';
import { figure as shown, grouped } from '../../../numbers';

const SIZES = { webgpu: { points: 4096, tests: 512 }, reference: { points: 1024, tests: 128 } } as const;

/** Undefined where the truth is not known. */
export function bandwidthFigure(backend: Backend, cloud: PointCloud, seed: number): ValleyFigure | undefined {
  const { law, values, dimension, count } = cloud;
  if (!law) return undefined;
  const { points, tests } = SIZES[backend.kind];
  const used = Math.min(points, count);
  return new ValleyFigure({
    id: 'bandwidth',
    title: 'Bandwidth: error of the score',
    y: { label: 'mean |s − ∇ log p|²', scale: 'log' },
    label: 'measured',
    colour: 'first',
    measure() {
      const error = lawError(backend, law, leadingRows(values, dimension, used), dimension, tests, seed);
      return { at: async (sigma) => mean(await error.terms(sigma)), dispose: () => error.dispose() };
    },
    remark: ({ x, y }) =>
      `With ${grouped(used)} points the error is least, ${shown(y)}, at σ = ${shown(x)}. Narrower kernels see single points, wider ones blur the law.`,
  });
}
