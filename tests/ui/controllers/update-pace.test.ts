// A host is updated once a frame at the most, less often where frames are late, and never misses the last change.
import { beforeEach, expect, test } from 'vitest';
import { UpdatePace } from '../../../src/ui/controllers/update-pace';

let now: number;
/** Of the clock that is read. */
let grain: number;
let updates: number[];
let frames: (() => void)[];
let timers: { at: number; callback: () => void }[];
let pace: UpdatePace;

beforeEach(() => {
  now = 1000;
  grain = 1;
  updates = [];
  frames = [];
  timers = [];
  const host = {
    addController: () => undefined,
    removeController: () => undefined,
    requestUpdate: () => {
      updates.push(now);
      pace.hostUpdated();
    },
    updateComplete: Promise.resolve(true),
  };
  const takeBack =
    <T>(list: T[], item: T): (() => void) =>
    () =>
      void list.splice(list.indexOf(item), list.includes(item) ? 1 : 0);
  pace = new UpdatePace(host, {
    now: () => grain * Math.floor(now / grain),
    get grain() {
      return grain;
    },
    frame: (callback) => (frames.push(callback), takeBack(frames, callback)),
    timer: (ms, callback) => {
      const timer = { at: now + ms, callback };
      timers.push(timer);
      return takeBack(timers, timer);
    },
  });
});

/** Asks every 4 ms for so long, with a frame every `frameMs`. */
function stream(ms: number, frameMs: number): void {
  const began = now;
  for (let elapsed = 4; elapsed <= ms; elapsed += 4) {
    now = began + elapsed;
    for (const timer of timers.filter(({ at }) => at <= now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.callback();
    }
    if (elapsed % frameMs === 0) for (const callback of frames.splice(0)) callback();
    pace.request();
  }
}

test('the first change shows at once, and so does one after a rest', () => {
  pace.request();
  expect(updates).toEqual([1000]);
  now += 500;
  pace.request();
  expect(updates).toEqual([1000, 1500]);
});

test('a stream of changes is one update a frame, and the last of them is not lost', () => {
  stream(1000, 16);
  expect(updates.length).toBeGreaterThan(55);
  expect(updates.length).toBeLessThanOrEqual(63);
  const before = updates.length;
  expect(timers).toHaveLength(1);
  now += 16;
  timers.splice(0)[0]?.callback();
  expect(updates).toHaveLength(before + 1);
  expect(timers).toEqual([]);
});

test('where frames are late it updates less often, at least ten times a second, and more often again later', () => {
  stream(2000, 48);
  const late = updates.length;
  expect(late).toBeLessThan(28);
  expect(late).toBeGreaterThanOrEqual(19);
  stream(1000, 16);
  updates.length = 0;
  stream(1000, 16);
  expect(updates.length).toBeGreaterThan(55);
});

test('a clock in steps of 100 ms takes no frame in time for a late one', () => {
  grain = 100;
  stream(2000, 16);
  updates.length = 0;
  stream(1000, 16);
  // An update waits for the next frame after it: about every second one is as many as the clock lets it tell apart.
  expect(updates.length).toBeGreaterThan(30);
});

test('an update that comes from elsewhere serves what was asked for', () => {
  pace.request();
  now += 4;
  pace.request();
  expect(timers).toHaveLength(1);
  now += 4;
  pace.hostUpdated();
  expect(timers).toEqual([]);
  expect(updates).toHaveLength(1);
});

test('a host that is gone is asked for nothing', () => {
  pace.request();
  now += 4;
  pace.request();
  pace.hostDisconnected();
  expect(timers).toEqual([]);
  expect(frames).toEqual([]);
});
