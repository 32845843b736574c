import { expect, test } from 'vitest';
import { RateMeter } from '../../../src/ui/controllers/rate-meter';

test('reads the rate of the last second', () => {
  const meter = new RateMeter();
  for (let at = 0; at <= 3000; at += 100) meter.record(at <= 1500 ? 10 : 1000, at);
  expect(meter.perSecond).toBeCloseTo(10_000, 6);
});

test('reads the same rate by a clock in steps of 100 ms', () => {
  const meter = new RateMeter();
  // A mark every 16 ms; after a second both ends of the window stand at a tick.
  for (let time = 0; time <= 3000; time += 16) meter.record(160, 100 * Math.floor(time / 100));
  expect(Math.abs(meter.perSecond / 10_000 - 1)).toBeLessThan((2 * 16) / 1000);
});

test('says nothing before there are two marks, and after a reset', () => {
  const meter = new RateMeter();
  meter.record(5, 0);
  expect(meter.perSecond).toBe(0);
  meter.record(5, 10);
  expect(meter.perSecond).toBe(500);
  meter.reset();
  expect(meter.perSecond).toBe(0);
});
