// Drawback 2: the score error over the bandwidth, U-shaped, against the true score of the law. MATHS.md 3.4, K5.
import type { Backend } from '../../../compute/backend';
import type { PointCloud } from '../../../experiment/point-cloud';
import { ValleyFigure, type Abscissa } from '../../../experiment/valley-figure';
import { mean } from '../../../math/statistics';
import { logSpaced } from '../../../math/valley';
import { leadingRows } from '../../../score/density-queue';
import { lawError } from '../../../experiment/law-error';
import { figure as shown, grouped } from '../../../numbers';

const SIZES = { webgpu: { points: 4096, tests: 512 }, reference: { points: 1024, tests: 128 } } as const;

export const OVER_BANDWIDTHS: Abscissa = { symbol: 'σ', parameter: 'sigma', values: logSpaced(0.01, 5, 19) };

/** Undefined where the truth is not known. */
export function bandwidthFigure(backend: Backend, cloud: PointCloud, seed: number): ValleyFigure | undefined {
  const { law, values, dimension, count } = cloud;
  if (!law) return undefined;
  const { points, tests } = SIZES[backend.kind];
  const used = Math.min(points, count);
  return new ValleyFigure({
    id: 'bandwidth',
    title: 'Bandwidth: error of the score',
    over: OVER_BANDWIDTHS,
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
