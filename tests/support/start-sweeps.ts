// Sweeps of many starts at once, for the tests that compare how they were split.
import type { Backend } from '../../src/compute/backend';
import { Scope } from '../../src/compute/scope';
import { mixtureColumns, mixtureSums } from '../../src/kernels/mixture-sums';
import { mixtureUpdate } from '../../src/kernels/mixture-update';
import { Starts } from '../../src/variational/starts';
import { clusteredPoints, mixtureStarts } from './variational-cases';

const SHAPE = { components: 3, dimension: 2 };
const ROWS = SHAPE.components * (SHAPE.dimension + 2);
/** Parameters are those of the first of so many starts. */
const MOST = 1024;

/** The parameters of the first `starts` starts after so many sweeps, [ROWS, starts]. */
export async function sweepStarts(backend: Backend, points: number, starts: number, sweeps: number): Promise<number[]> {
  const scope = new Scope(backend);
  const data = scope.create('data', 'f32', points * SHAPE.dimension);
  backend.write(data, clusteredPoints(points, SHAPE.dimension, 3));
  const work = new Starts(backend, scope, {
    data,
    points,
    starts,
    columns: mixtureColumns(SHAPE),
    work: SHAPE.components,
    sums: (variant) => mixtureSums(SHAPE, variant),
  });
  const all = mixtureStarts(SHAPE.components, SHAPE.dimension, MOST, 4);
  const { stride } = work;
  const theta = scope.create('theta', 'f32', ROWS * stride);
  const bounds = scope.create('bounds', 'f32', 2 * stride);
  const place = (row: number, start: number): number => all[row * MOST + start];
  backend.write(
    theta,
    Float32Array.from({ length: ROWS * stride }, (_, i) => place(Math.floor(i / stride), i % stride)),
  );
  await Promise.all([work.prepare(), backend.prepare(mixtureUpdate)]);
  const paced = work.paced(sweeps, points);
  for (let sweep = 0; sweep < sweeps; sweep++)
    await work.sweep(paced, { theta }, (slice) => {
      const params = { ...work.updateParams(slice), dimension: SHAPE.dimension };
      const arrays = { totals: slice.totals, theta, bounds };
      backend.dispatch(mixtureUpdate, { arrays, threads: SHAPE.components * slice.starts, params });
    });
  const after = await backend.read(theta);
  scope.dispose();
  return Array.from({ length: ROWS * starts }, (_, i) => after[Math.floor(i / starts) * stride + (i % starts)]);
}

export function startOf(values: readonly number[], starts: number, start: number): number[] {
  return Array.from({ length: ROWS }, (_, row) => values[row * starts + start]);
}
