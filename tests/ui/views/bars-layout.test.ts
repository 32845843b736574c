import { expect, test } from 'vitest';
import type { Bars } from '../../../src/experiment/lab';
import { layOutBars, textOf } from '../../../src/ui/views/bars-layout';

const barsOf = (...bars: Bars['bars']): Bars => ({ kind: 'bars', id: 'b', title: 'Parts', unit: 'nats', bars });
const numbers = (d: string): number[] => (d.match(/-?[\d.]+/g) ?? []).map(Number);

test('bars stand on one zero, to either side, with their errors and predictions inside the figure', () => {
  const { bars, zero, area, height } = layOutBars(
    barsOf(
      { label: 'reconstruction', value: 2, standardError: 0.5, predicted: 2.25 },
      { label: 'divergence', value: -1 },
    ),
    316,
  );
  expect([zero, ...bars.map(({ d }) => numbers(d)[0])].map((at) => at?.toFixed(1))).toEqual(
    Array.from({ length: 3 }, () => zero.toFixed(1)),
  );
  expect(numbers(bars[0]!.d)[2]).toBeGreaterThan(zero);
  expect(numbers(bars[1]!.d)[2]).toBeLessThan(zero);
  const [low = 0, , high = 0] = numbers(bars[0]!.whisker);
  const [mark = 0] = numbers(bars[0]!.predicted);
  expect(low).toBeLessThan(mark);
  expect(mark).toBeLessThan(high);
  expect(high).toBeLessThanOrEqual(area.right);
  expect([bars[1]!.whisker, bars[1]!.predicted]).toEqual(['', '']);
  expect(area.bottom).toBeLessThan(height);
});

test('what is not finite has no bar, and says so; nothing at all is an empty figure', () => {
  const { bars } = layOutBars(barsOf({ label: 'a name that is longer than it may be', value: Number.NaN }), 316);
  expect(bars[0]).toMatchObject({ d: '', whisker: '', text: 'not finite', label: 'a name that is lo…' });
  expect(layOutBars(barsOf(), 316).bars).toEqual([]);
});

test('a value is told with its error', () => {
  expect(textOf({ label: '', value: 0.1012, standardError: 0.0006 })).toBe('0.1012 ± 0.0006');
  expect(textOf({ label: '', value: 1.5 })).toBe('1.50');
});
