// The first pictures of a stability map, drawn by the kernel's float64 twin: the same rounds of the same runs, on the CPU.
// They are there at once, where the device has other work before it or compiles for half a second.
import type { Sliced } from '../../data/slices';
import { fillIn, growthKernel, tileAxes, tileParams, TILE_ROWS, type MapJob } from './map-job';

/** Sides of the pictures, coarse to fine. */
const SIDES = [8, 16, 32] as const;
/** A finer picture has four times the runs; it is drawn where that is likely to take no longer. */
const QUICK_MS = 120;

/** Side of the next picture; undefined where the rest is the device's. */
export function nextSketch({ progress: { sketched, sketchMs, level, row } }: MapJob): number | undefined {
  return level > 0 || row > 0 || 4 * sketchMs > QUICK_MS ? undefined : SIDES[sketched];
}

/** All runs of a picture, a few rows at a time. */
export function* sketchRuns(job: MapJob, side: number): Sliced<true> {
  const kernel = growthKernel(job);
  const arrays = { ...tileAxes(job), growth: new Float64Array(TILE_ROWS * side) };
  job.progress.sketchMs = 0;
  for (let row = 0; row < side; row += TILE_ROWS) {
    const started = performance.now();
    const tile = { side, row, rows: TILE_ROWS };
    kernel.reference(arrays, { ...kernel.params, ...tileParams(job, tile) }, side);
    fillIn(job, tile, arrays.growth);
    job.progress.sketchMs += performance.now() - started;
    yield;
  }
  return true;
}
