// A view that nobody has moved follows the swarm: home magnified or shrunk by a power of two about its middle, so that what
// is shown depends on where the swarm is and hardly on when it was looked at.
import type { Frame } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import { WIDEST_SPAN } from './view-transform';

/** The swarm fills at most 1/ROOM of the picture's half width. */
const ROOM = 1.05;
/** Below 1/SMALL of it a swarm is magnified. Between the two lie two powers, so that nothing flickers. */
const SMALL = 4;
/** Of home: nearer than this a dot has arrived. */
const NEAREST = 2 ** -14;
/** Where the target is the stage, a swarm about it may spill over it so far; once left, home is taken again for one that fits. */
const SPILL = { leave: 2, back: 1 } as const;

/**
 * How many times as wide as `home` the view is, after `scale`. Unmeasured, it stays, and a run that begins is at home.
 * `inward`: a swarm that shrinks to the middle of home is magnified.
 */
export function followedScale(
  scale: number,
  home: Box,
  { step, extent }: Pick<Frame, 'step' | 'extent'>,
  inward = false,
): number {
  const now = step === 0 ? 1 : scale;
  if (!extent) return now;
  const reach = reachOf(home, extent);
  if (!inward && reach <= (now > 1 ? SPILL.back : SPILL.leave) && isAbout(home, extent)) return 1;
  const nearest = inward ? NEAREST : 1;
  const widest = powerBelow(WIDEST_SPAN / Math.max(home.maxX - home.minX, home.maxY - home.minY));
  const least = Math.min(widest, Math.max(nearest, powerAbove(ROOM * reach)));
  const most = Math.min(widest, Math.max(nearest, powerAbove(SMALL * reach)));
  if (now >= least && now <= most) return now;
  if (least <= 1 && most >= 1) return 1;
  return now < least ? least : most;
}

/** How far the swarm reaches from the middle of `home`, in halves of it. */
function reachOf(home: Box, extent: Box): number {
  const along = (low: number, high: number, from: number, to: number): number => {
    const middle = (low + high) / 2;
    return Math.max(Math.abs(from - middle), Math.abs(to - middle)) / ((high - low) / 2);
  };
  return Math.max(
    along(home.minX, home.maxX, extent.minX, extent.maxX),
    along(home.minY, home.maxY, extent.minY, extent.maxY),
  );
}

function isAbout(home: Box, extent: Box): boolean {
  const [x, y] = [(extent.minX + extent.maxX) / 2, (extent.minY + extent.maxY) / 2];
  return x >= home.minX && x <= home.maxX && y >= home.minY && y <= home.maxY;
}

function powerAbove(value: number): number {
  return 2 ** Math.ceil(Math.log2(value));
}

function powerBelow(value: number): number {
  return 2 ** Math.floor(Math.log2(value));
}

/** `home` so many times as wide and as high, about its middle. */
export function scaledBox({ minX, maxX, minY, maxY }: Box, scale: number): Box {
  const [x, y] = [(minX + maxX) / 2, (minY + maxY) / 2];
  const [halfX, halfY] = [(scale * (maxX - minX)) / 2, (scale * (maxY - minY)) / 2];
  return { minX: x - halfX, maxX: x + halfX, minY: y - halfY, maxY: y + halfY };
}
