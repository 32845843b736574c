import { describe, expect, it } from 'vitest';
import { Pacer } from '../../src/compute/pacer';

/** Submits its whole budget to a device of `rate` units a millisecond, `count` times. */
function drive(pacer: Pacer, rate: number, count: number): void {
  for (let i = 0; i < count; i++) pacer.record(pacer.budget, pacer.budget / rate);
}

describe('Pacer', () => {
  it('grows at most twofold at a time', () => {
    const pacer = new Pacer(100);
    for (let expected = 200; expected <= 100 * 2 ** 10; expected *= 2) {
      pacer.record(pacer.budget, 0.1);
      expect(pacer.budget).toBe(expected);
    }
  });

  it.each([1, 30, 5000])('settles at submissions of about 40 ms on a device of %i units a millisecond', (rate) => {
    const pacer = new Pacer(64);
    drive(pacer, rate, 30);
    expect(pacer.budget / rate).toBeGreaterThan(35);
    expect(pacer.budget / rate).toBeLessThan(45);
  });

  it.each([16.7, 100])('settles there by a clock in steps of %d ms, too', (tick) => {
    const pacer = new Pacer(64);
    let time = 0;
    const read = (): number => tick * Math.floor(time / tick);
    const lengths = Array.from({ length: 400 }, () => {
      const [work, start] = [pacer.budget, read()];
      time += work / 30;
      pacer.record(work, read() - start, tick);
      return work / 30;
    }).slice(200);
    // A mean of three ticks or more is wrong by a third at most, and each is answered.
    expect(Math.max(...lengths)).toBeLessThan(2 * 40);
    expect(Math.min(...lengths)).toBeGreaterThan(40 / 2);
  });

  it('comes down when the device slows down for good, and only halves for one slow submission', () => {
    const pacer = new Pacer(4000);
    drive(pacer, 100, 10);
    const before = pacer.budget;
    pacer.record(before, 100_000);
    expect(pacer.budget).toBe(before / 2);
    pacer.record(pacer.budget, 100_000);
    expect(pacer.budget).toBeLessThan(before / 100);
  });

  it('never undercuts the least', () => {
    const pacer = new Pacer(1000, 300);
    for (let i = 0; i < 5; i++) pacer.record(pacer.budget, 1e6);
    expect(pacer.budget).toBe(300);
    expect(new Pacer(1, 50).budget).toBe(50);
  });

  it('learns nothing from a small quick remainder', () => {
    const pacer = new Pacer(1000);
    pacer.record(10, 1);
    expect(pacer.budget).toBe(1000);
  });

  it('learns from a small slow one', () => {
    const pacer = new Pacer(1000);
    pacer.record(10, 500);
    expect(pacer.budget).toBeLessThan(1000);
  });
});
