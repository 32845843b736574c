// Time and animation frames of the browser. A hidden page gets none, so a loop driven by them rests with it.
import { clock } from '../../compute/clock';
import { whenPageSeen } from './page-visibility';
import type { LoopClock } from './loop-options';
import type { PaceClock } from './update-pace';

export const browserClock: LoopClock & PaceClock = {
  now: () => clock.now(),
  get grain() {
    return clock.grain;
  },
  frame(callback) {
    let handle = 0;
    const forget = whenPageSeen(() => {
      handle = requestAnimationFrame(callback);
    });
    return () => {
      forget();
      cancelAnimationFrame(handle);
    };
  },
  soon(callback) {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const forget = whenPageSeen(() => {
      timer = setTimeout(callback);
    });
    return () => {
      forget();
      clearTimeout(timer);
    };
  },
  timer(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};
