// Figures take turns: one after the other, each until it is done or the time is up.
import { afterEach, expect, test, vi } from 'vitest';
import { Figures, type Figure } from '../../src/experiment/figures';
import type { Plot } from '../../src/experiment/frame';

const axis = { label: '', scale: 'linear' } as const;

/** Needs so many measurements, of so many milliseconds each; notes each of them. */
function figure(id: string, wanted: number, clock: { now: number; log: string[] }, ms = 1): Figure {
  let done = 0;
  return {
    async refine() {
      if (done === wanted) return false;
      clock.now += ms;
      clock.log.push(id);
      done++;
      return done < wanted;
    },
    panel: (): Plot => ({
      kind: 'plot',
      id,
      title: '',
      x: axis,
      y: axis,
      series: [],
      remarks: [],
      done: done / wanted,
    }),
    dispose: () => void clock.log.push(`${id} disposed`),
  };
}

function standing(): { now: number; log: string[] } {
  const clock = { now: 0, log: [] as string[] };
  vi.spyOn(performance, 'now').mockImplementation(() => clock.now);
  return clock;
}

afterEach(() => {
  vi.restoreAllMocks();
});

test('are measured in one order and shown in another, and nothing more once all is done', async () => {
  const clock = standing();
  const [a, b] = [figure('a', 2, clock), figure('b', 1, clock)];
  const figures = new Figures([a, b], [b, a]);
  expect(await figures.refine()).toBe(false);
  expect(clock.log).toEqual(['b', 'a', 'a']);
  expect(figures.panels.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(figures.panels.map((panel) => panel.kind === 'plot' && panel.done)).toEqual([1, 1]);
  expect(await figures.refine()).toBe(false);
  expect(clock.log).toHaveLength(3);
});

test('a turn ends when its time is up, and the panels show how far it came', async () => {
  const clock = standing();
  const figures = new Figures([figure('a', 4, clock, 30), figure('b', 1, clock)]);
  expect(await figures.refine()).toBe(true);
  expect(clock.log).toEqual(['a', 'a']);
  expect(figures.panels).toMatchObject([{ done: 0.5 }, { done: 0 }]);
  const { panels } = figures;
  expect(figures.panels).toBe(panels);
  while (await figures.refine());
  expect(clock.log).toEqual(['a', 'a', 'a', 'a', 'b']);
  figures.dispose();
  expect(clock.log.slice(-2)).toEqual(['a disposed', 'b disposed']);
});
