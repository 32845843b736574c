import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AddressWriter } from '../../src/ui/address-writer';

beforeEach(() => vi.useFakeTimers({ now: 10_000 }));
afterEach(() => vi.useRealTimers());

test('writes at most twice a second, and always the last value', () => {
  const written: [number, string][] = [];
  const writer = new AddressWriter((address) => written.push([Date.now() - 10_000, address]));
  for (let step = 0; step < 100; step++) {
    writer.write(`#/${step}`);
    vi.advanceTimersByTime(10);
  }
  vi.runAllTimers();
  expect(written.map(([time]) => time)).toEqual([0, 500, 1000]);
  expect(written.map(([, address]) => address)).toEqual(['#/0', '#/49', '#/99']);
});

test('a refused write is tried again with the newest value', () => {
  const written: string[] = [];
  let refuse = true;
  const writer = new AddressWriter((address) => {
    if (refuse) throw new DOMException('too many calls', 'SecurityError');
    written.push(address);
  });
  writer.write('#/a');
  writer.write('#/b');
  refuse = false;
  vi.runAllTimers();
  expect(written).toEqual(['#/b']);
});

test('flush writes at once, drop forgets', () => {
  const written: string[] = [];
  const writer = new AddressWriter((address) => written.push(address));
  writer.write('#/a');
  writer.write('#/b');
  writer.flush();
  writer.write('#/c');
  writer.drop();
  vi.runAllTimers();
  expect(written).toEqual(['#/a', '#/b']);
});
