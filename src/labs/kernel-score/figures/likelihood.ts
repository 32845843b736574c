// The bandwidth without knowing the truth: the likelihood of points left out. Few points leave one out at a time, exactly;
// many set a few hundred aside and score them with the rest.
import type { Backend } from '../../../compute/backend';
import type { PointCloud } from '../../../experiment/point-cloud';
import { ValleyFigure, type Curve } from '../../../experiment/valley-figure';
import { leaveOneOutLoss } from '../../../math/leave-one-out';
import { meanOf } from '../../../math/statistics';
import { DensityQueue } from '../../../score/density-queue';
import { OVER_BANDWIDTHS } from './bandwidth';
import { figure as shown } from '../../../numbers';

/** Up to here every point is left out once, in float64. */
const MOST_ALONE = 700;
const SET_ASIDE = 512;
const MOST_POINTS = { webgpu: 4096, reference: 1024 } as const;

/** Undefined where there is no point to be left. */
export function likelihoodFigure(backend: Backend, cloud: PointCloud): ValleyFigure | undefined {
  const isAlone = cloud.count <= MOST_ALONE;
  if (cloud.count < 2) return undefined;
  return new ValleyFigure({
    id: 'likelihood',
    title: 'Bandwidth without the truth',
    over: OVER_BANDWIDTHS,
    y: { label: '−mean log q, nats', scale: 'linear' },
    label: isAlone ? 'each point left out once' : `${SET_ASIDE} points left out`,
    colour: 'second',
    // The left branch climbs like 1/σ²: what is more than a few nats above the best says nothing more.
    tallest: 4 * cloud.dimension,
    measure: () => (isAlone ? eachLeftOut(cloud) : manySetAside(backend, cloud)),
    remark: ({ x, inside }) =>
      inside
        ? `Scoring points that were left out needs no truth: it prefers σ = ${shown(x)}.`
        : 'The likelihood of points left out has no optimum in this range.',
  });
}

type Measure = ReturnType<Curve['measure']>;

function eachLeftOut({ values, dimension }: PointCloud): Measure {
  const loss = leaveOneOutLoss(values, dimension);
  return { at: (sigma) => Promise.resolve(loss(sigma)) };
}

function manySetAside(backend: Backend, { values, dimension, count }: PointCloud): Measure {
  const kept = count - SET_ASIDE;
  const points = values.slice(0, Math.min(MOST_POINTS[backend.kind], kept) * dimension);
  const density = new DensityQueue(backend, points, dimension);
  const queries = values.subarray(kept * dimension);
  return {
    at: async (sigma) => -meanOf((await density.ask({ queries, sigma })).logDensity).value,
    dispose: () => density.dispose(),
  };
}
