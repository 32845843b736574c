// Where the swarms are: for every preset of every lab a view that follows them holds the middle of every cloud, whatever became of it.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { centralBox, unitedBox } from '../../src/experiment/extent';
import type { Cloud, Lab, ParameterValues } from '../../src/experiment/lab';
import { followedScale, scaledBox } from '../../src/ui/views/followed-view';
import { allLabs } from '../support/all-labs';
import { smallest } from '../support/small-runs';

describe('centralBox', () => {
  test('leaves out strays on each side, and what is not finite', () => {
    const places = Array.from({ length: 40 }, (_, i) => [i, -i]).concat([
      [1e30, 0],
      [Number.NaN, 3],
      [5, Infinity],
    ]);
    expect(centralBox(places.flat())).toEqual({ minX: 2, maxX: 38, minY: -37, maxY: -1 });
  });

  test('of few is a box around all; of none there is none', () => {
    expect(centralBox([1, 2, 3, -4])).toEqual({ minX: 1, maxX: 3, minY: -4, maxY: 2 });
    expect(centralBox([Number.NaN, 1])).toBeUndefined();
    expect(centralBox([7, 8, 9], 1)).toEqual({ minX: 7, maxX: 9, minY: 0, maxY: 0 });
    expect(centralBox([1, 2, 3, 4, 5, 6], 3)).toEqual({ minX: 1, maxX: 4, minY: 2, maxY: 5 });
  });

  test('united', () => {
    const [one, other] = [centralBox([0, 0, 1, 1]), centralBox([-1, 2])];
    expect(unitedBox([undefined, one, other])).toEqual({ minX: -1, maxX: 1, minY: 0, maxY: 2 });
    expect(unitedBox([undefined])).toBeUndefined();
  });
});

/** Of the finite places of a cloud along one axis. */
function median(backend: ReferenceBackend, { positions, count }: Cloud, axis: 0 | 1): number | undefined {
  const places = Float32Array.from(backend.peek(positions).subarray(0, 2 * count), Number);
  const rows = Array.from({ length: count }, (_, i) => places.subarray(2 * i, 2 * i + 2));
  const along = rows.filter((row) => row.every(Number.isFinite)).map((row) => row[axis] ?? 0);
  return along.toSorted((a, b) => a - b)[along.length >> 1];
}

/** Steps between looks: digits have 196 dimensions, and every particle of kernel-score meets every point. */
function looks({ id }: Lab, { data }: ParameterValues): readonly number[] {
  if (id === 'kernel-score') return data === 'digits' ? [1, 2] : [1, 4, 20];
  return [1, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
}

describe.each(allLabs.map((lab) => [lab.id, lab] as const))('%s', (_, lab) => {
  const cases = [{ id: 'defaults', values: {} }, ...lab.presets];
  test.each(cases.map(({ id, values }) => [id, values] as const))(
    '%s: no cloud is out of sight',
    async (_name, preset) => {
      const backend = new ReferenceBackend();
      const params = smallest(lab, preset);
      const run = await lab.start({ backend, params, seed: 7, data: {} });
      const home = lab.stage?.view(params, {}) ?? scaledBox({ minX: -1, maxX: 1, minY: -1, maxY: 1 }, 1);
      let scale = 1;
      for (const steps of [0, ...looks(lab, params)]) {
        await run.advance(steps);
        await run.measure();
        const frame = run.frame();
        scale = followedScale(scale, home, frame, lab.stage?.picture.magnifies);
        const box = scaledBox(home, scale);
        for (const cloud of frame.clouds) {
          const [x, y] = [median(backend, cloud, 0), median(backend, cloud, 1)];
          if (x === undefined || y === undefined || Math.max(Math.abs(x), Math.abs(y)) > 2 ** 124) continue;
          const where = `${cloud.label} at step ${run.step}: ${x}, ${y}`;
          expect(x, where).toBeGreaterThanOrEqual(box.minX);
          expect(x, where).toBeLessThanOrEqual(box.maxX);
          expect(y, where).toBeGreaterThanOrEqual(box.minY);
          expect(y, where).toBeLessThanOrEqual(box.maxY);
        }
      }
      run.dispose();
    },
  );

  test('paths end where their particles are, at every step that is drawn', async () => {
    for (const { values } of cases.slice(0, 6)) {
      const backend = new ReferenceBackend();
      const run = await lab.start({ backend, params: smallest(lab, values), seed: 7, data: {} });
      for (const steps of [0, 1, 5, 23, 130]) {
        await run.advance(steps);
        await run.readPaths?.();
        const { clouds, paths } = run.frame();
        for (const { colour, lines } of paths) {
          const cloud = clouds.find((candidate) => candidate.colour === colour && candidate.layer !== 'data');
          const places = cloud ? Float32Array.from(backend.peek(cloud.positions), Number) : new Float32Array();
          for (const [i, line] of lines.entries()) {
            const place = [...places.subarray(2 * i, 2 * i + 2)];
            if (place.every(Number.isFinite))
              expect(line.slice(-2), `step ${run.step}`).toEqual(Float32Array.from(place));
          }
        }
      }
      run.dispose();
    }
  });
});
