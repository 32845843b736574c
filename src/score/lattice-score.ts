// The method for queries on a lattice in the plane: the exponential is a product of one factor for the column and one for
// the row, so that the sums are products of matrices. Nodes where the sums underflow, far from all points, are done by cells.
import type { Backend } from '../compute/backend';
import { LEAF_POINTS } from '../kernels/cell-boxes';
import { kernelScoreFactors } from '../kernels/kernel-score-factors';
import { kernelScoreNodes } from '../kernels/kernel-score-nodes';
import { kernelScoreProducts, PATCH_SIDE } from '../kernels/kernel-score-products';
import type { CellIndex } from './cell-index';
import { cellScore } from './cell-score';
import type { Lattice } from './lattice';
import { PacedWork, pacerOf, type Progress } from './paced-work';
import { createSums, offsetOf, rateOf, type ScoreTask } from './sums';
import type { Workspace } from './workspace';

/** Points whose factors are in memory at a time; also the length of a partial sum. */
const MOST_SLICE = 512;
const LEAST_SLICE = LEAF_POINTS;
const MOST_PATCHES = 2 ** 14;
const FIRST_PAIRS = { webgpu: 2 ** 22, reference: 2 ** 18 } as const;

/** Points further than 9σ do not matter: exp(−40) of the weight of a point at the node. */
export const REACH = 9;

/** Nodes with less mass than this are done by cells: all points out of reach together are a share of 2e-8 of it. */
export function leastMassOf(points: number): number {
  return points * Math.exp(-(REACH ** 2) / 2) * 5e7;
}

/** Writes score and log density of the nodes, which are the task's queries. Work in pairs. */
export async function latticeScore(
  backend: Backend,
  workspace: Workspace,
  index: CellIndex,
  task: ScoreTask & { readonly lattice: Lattice },
  progress: Progress = {},
): Promise<void> {
  const { points, lattice, sigma, score, logDensity } = task;
  await backend.prepare(kernelScoreFactors, kernelScoreProducts, kernelScoreNodes);
  const across = Math.ceil(lattice.xs.length / PATCH_SIDE);
  const up = Math.ceil(lattice.ys.length / PATCH_SIDE);
  const { masses, moments } = createSums(backend, workspace, task, 1, 'lattice ');
  const axes = writeAxes(backend, workspace, lattice, across, up);
  const width = PATCH_SIDE * (across + up);
  const factors = workspace.array('factors', 'f32', MOST_SLICE * width);
  const size = { columns: lattice.xs.length, rows: lattice.ys.length };
  const reach = (REACH * sigma) ** 2;
  const pacer = pacerOf(backend, 'lattice', FIRST_PAIRS[backend.kind], PATCH_SIDE ** 2 * LEAST_SLICE);
  const work = new PacedWork(backend, pacer, points.count * across * up * PATCH_SIDE ** 2, progress);
  for (let firstPoint = 0; firstPoint < points.count;) {
    const room = Math.floor(work.budget / (PATCH_SIDE ** 2 * Math.min(across * up, MOST_PATCHES)));
    const runs = Math.min(Math.max(1, Math.floor(room / LEAF_POINTS)), MOST_SLICE / LEAF_POINTS);
    const slice = Math.min(runs * LEAF_POINTS, points.count - firstPoint);
    backend.dispatch(kernelScoreFactors, {
      arrays: { data: index.sorted, axes, factors },
      threads: slice * width,
      params: { firstPoint, columns: PATCH_SIDE * across, width, rate: rateOf(sigma) },
    });
    for (let firstThread = 0; firstThread < across * up; firstThread += MOST_PATCHES) {
      const threads = Math.min(MOST_PATCHES, across * up - firstThread);
      backend.dispatch(kernelScoreProducts, {
        arrays: { data: index.sorted, axes, factors, boxes: index.boxes, masses, moments },
        threads,
        params: { ...size, firstThread, firstPoint, points: slice, firstLeaf: index.heap.firstLeaf, reach },
      });
      await work.add(threads * slice * PATCH_SIDE ** 2);
    }
    firstPoint += slice;
  }
  const leastMass = leastMassOf(points.count);
  backend.dispatch(kernelScoreNodes, {
    arrays: { masses, moments, score, logDensity },
    threads: size.columns * size.rows,
    params: { inverseVariance: 1 / (sigma * sigma), offset: offsetOf(points, sigma), leastMass },
  });
  await work.flush();
  const only = { known: masses, least: leastMass };
  const { signal, background = false } = progress;
  await cellScore(backend, workspace, index, task, { only, background, ...(signal ? { signal } : {}) });
}

function writeAxes(backend: Backend, workspace: Workspace, { xs, ys }: Lattice, across: number, up: number) {
  const axes = workspace.array('axes', 'f32', PATCH_SIDE * (across + up));
  const values = new Float32Array(PATCH_SIDE * (across + up));
  values.set(xs);
  values.set(ys, PATCH_SIDE * across);
  backend.write(axes, values);
  return axes;
}
