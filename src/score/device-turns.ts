// Who may hand work to the device next. What somebody waits for goes first, and of work in pieces one piece at a time is
// under way: whatever comes must wait for it, and beside another its own would look twice as long.
import type { Backend } from '../compute/backend';
import { nextTask } from '../waiting';

/** After urgent work nobody gives way for so long: a stream of it (a slider that moves on) leaves half of the time to the rest. */
const REST_MS = 100;

interface Lane {
  /** The urgent work that is under way, and what its caller does with it. */
  urgent?: Promise<void>;
  /** By performance.now(). */
  restsUntil: number;
  /** Until here turns have been given. */
  given?: Promise<unknown>;
}

const lanes = new WeakMap<Backend, Lane>();

function laneOf(backend: Backend): Lane {
  const lane = lanes.get(backend) ?? { restsUntil: -Infinity };
  lanes.set(backend, lane);
  return lane;
}

/**
 * Does short work before all pieces of other. What its caller does at once with the result comes first as well: on a machine
 * that computes on its few cores the next piece would take them from it.
 */
export async function urgently<T>(backend: Backend, work: () => Promise<T>): Promise<T> {
  const lane = laneOf(backend);
  const result = work();
  const over = result.then(nextTask, nextTask).then(() => {
    if (lane.urgent === over) delete lane.urgent;
    if (performance.now() >= lane.restsUntil) lane.restsUntil = performance.now() + REST_MS;
  });
  lane.urgent = over;
  return result;
}

/** The urgent work to wait for; undefined where there is none, or was some a moment ago. */
export function urgentWork(backend: Backend): Promise<void> | undefined {
  const lane = lanes.get(backend);
  return lane && performance.now() >= lane.restsUntil ? lane.urgent : undefined;
}

/** Resolves when one more piece may be handed over, which is to be done in the same task. */
export function takeTurn(backend: Backend): Promise<void> {
  const lane = laneOf(backend);
  const before = lane.given;
  const turn = (async (): Promise<void> => {
    await before;
    await urgentWork(backend);
  })();
  lane.given = turn.then(nextTask).then(() => backend.drained());
  return turn;
}
