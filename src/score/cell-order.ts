// Points sorted by their cells along a Hilbert curve, on the device: a counting sort by digits of six bits, which keeps the
// order of equal keys and so gives the same bits each time.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Kernel } from '../compute/kernel';
import { cellHistogram, SORT_DIGITS, SORT_RUN } from '../kernels/cell-histogram';
import type { CellKeysParams } from '../kernels/cell-keys';
import { cellOffsets } from '../kernels/cell-offsets';
import { cellScatter } from '../kernels/cell-scatter';
import { cellTotals } from '../kernels/cell-totals';
import type { Points } from './point-set';
import type { Workspace } from './workspace';

const DIGIT_BITS = 6;

/** Cells of all sides together: a few for each point, so that a run of 32 points is a compact box. */
function passesOf(points: number): number {
  return points > 2 ** 11 ? 4 : 2; // even, so that the result ends where it began
}

/** What `sortCells` launches, besides the kernel that makes the keys. */
export const sortKernels = [cellHistogram, cellTotals, cellOffsets, cellScatter] as const;

/**
 * Records the sort; returns u32 [count, 2], cell and row of each point in the order of the cells. It lives in the workspace
 * under `label` until the next sort of that label.
 */
export function sortCells(
  backend: Backend,
  workspace: Workspace,
  keys: Kernel<CellKeysParams>,
  { points, frame, label }: { readonly points: Points; readonly frame: DeviceArray; readonly label: string },
): DeviceArray {
  const { count, dimension } = points;
  const passes = passesOf(count);
  let entries = workspace.array(label, 'u32', 2 * count);
  // Anchors are found once all is sorted.
  let other = workspace.array('anchors', 'u32', 2 * count);
  const threads = Math.ceil(count / SORT_RUN);
  const counters = SORT_DIGITS * threads;
  const counts = workspace.array('sort counts', 'u32', counters);
  const run = Math.ceil(Math.sqrt(counters));
  const totals = workspace.array('sort totals', 'u32', Math.ceil(counters / run));
  const bits = Math.floor((DIGIT_BITS * passes) / dimension);
  backend.dispatch(keys, {
    arrays: { data: points.array, frame, entries },
    threads: count,
    params: { bits },
  });
  for (let pass = 0; pass < passes; pass++) {
    const params = { entries: count, shift: DIGIT_BITS * pass };
    const scan = { threads: Math.ceil(counters / run), params: { counts: counters, run } };
    backend.dispatch(cellHistogram, { arrays: { entries, counts }, threads, params });
    backend.dispatch(cellTotals, { arrays: { counts, totals }, ...scan });
    backend.dispatch(cellOffsets, { arrays: { counts, totals }, ...scan });
    backend.dispatch(cellScatter, { arrays: { entries, offsets: counts, sorted: other }, threads, params });
    [entries, other] = [other, entries];
  }
  return entries;
}
