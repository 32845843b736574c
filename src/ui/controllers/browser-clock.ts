// Time and animation frames of the browser. A hidden page gets no frames, so a loop driven by them rests with it.
import type { LoopClock } from './run-loop';

export const browserClock: LoopClock = {
  now: () => performance.now(),
  frame(callback) {
    const handle = requestAnimationFrame(callback);
    return () => cancelAnimationFrame(handle);
  },
};
