// Where theory puts the boundary of stability on the map: marching over cells of four pixels, with each crossing found
// by bisection in float64.
import type { Sliced } from '../../data/slices';
import type { MapAxis, StabilityMap } from '../../experiment/lab';
import { pixelSettings } from './map-axes';
import type { MapAxes, Settings } from './settings';
import { predictedRadius } from './theory/linearisation';

const CELL = 4;
const BISECTIONS = 20;
/** Growth is what exceeds this; undamped alternating steps are on the unit circle to rounding. */
const ON_THE_CIRCLE = 1e-9;

type Corner = readonly [column: number, row: number];

/** Segments in columns and rows; none where theory has no spectrum, or where all of the map is on one side. */
export function* mapBoundary(
  settings: Settings,
  axes: MapAxes,
  x: MapAxis,
  y: MapAxis,
): Sliced<StabilityMap['boundary']> {
  const last = x.values.length - 1;
  const grows = ([column, row]: Corner): boolean =>
    predictedRadius(pixelSettings(settings, axes, between(x, column), between(y, row))) > 1 + ON_THE_CIRCLE;
  if (Number.isNaN(predictedRadius(settings))) return [];
  const nodes = Array.from({ length: Math.floor(last / CELL) + 2 }, (_, i) => Math.min(last, i * CELL));
  const side: boolean[][] = [];
  for (const row of nodes) {
    side.push(nodes.map((column) => grows([column, row])));
    yield;
  }
  const segments: [number, number, number, number][] = [];
  for (let j = 0; j + 1 < nodes.length; j++) {
    for (let i = 0; i + 1 < nodes.length; i++) {
      const corners: readonly (readonly [Corner, boolean])[] = [
        [[nodes[i], nodes[j]], side[j][i]],
        [[nodes[i + 1], nodes[j]], side[j][i + 1]],
        [[nodes[i + 1], nodes[j + 1]], side[j + 1][i + 1]],
        [[nodes[i], nodes[j + 1]], side[j + 1][i]],
      ];
      const crossings = corners.flatMap(([corner, value], k) => {
        const [next, other] = corners[(k + 1) % 4];
        return value === other ? [] : [bisect(corner, next, grows)];
      });
      for (let k = 0; k + 1 < crossings.length; k += 2) segments.push([...crossings[k], ...crossings[k + 1]]);
    }
    yield;
  }
  return segments;
}

/** The setting between two columns or rows. */
function between({ key, values, scale }: MapAxis, position: number): number {
  const low = Math.floor(position);
  const [a, b] = [values[low], values[Math.min(values.length - 1, low + 1)]];
  const share = position - low;
  if (share === 0 || key === 'discriminatorSteps') return values[Math.round(position)];
  return scale === 'log' ? a * (b / a) ** share : a + share * (b - a);
}

function bisect(from: Corner, to: Corner, grows: (at: Corner) => boolean): Corner {
  const start = grows(from);
  const at = (share: number): Corner => [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
  let [low, high] = [0, 1];
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (grows(at(middle)) === start) low = middle;
    else high = middle;
  }
  return at((low + high) / 2);
}
