// The line around a region of a grid: marching over cells of some pixels, with each crossing found by bisection.
import { bisect } from './bisect';

type Corner = readonly [column: number, row: number];
export type Segment = readonly [x1: number, y1: number, x2: number, y2: number];

/** Pixels of a cell along a side. */
const CELL = 4;
const HALVINGS = 20;

/** Segments in columns and rows from 0 to `last`, which may lie between pixels; yields after each row of cells. */
export function* levelLine(
  last: number,
  inside: (column: number, row: number) => boolean,
): Generator<undefined, Segment[]> {
  const nodes = Array.from({ length: Math.floor(last / CELL) + 2 }, (_, i) => Math.min(last, i * CELL));
  const side: boolean[][] = [];
  for (const row of nodes) {
    side.push(nodes.map((column) => inside(column, row)));
    yield;
  }
  const segments: Segment[] = [];
  for (let j = 0; j + 1 < nodes.length; j++) {
    for (let i = 0; i + 1 < nodes.length; i++) {
      const corners = [
        [i, j],
        [i + 1, j],
        [i + 1, j + 1],
        [i, j + 1],
      ];
      const crossings = corners.flatMap(([column, row], k) => {
        const [other, next] = corners[(k + 1) % 4];
        if (side[row][column] === side[next][other]) return [];
        return [crossing([nodes[column], nodes[row]], [nodes[other], nodes[next]], inside)];
      });
      for (let k = 0; k + 1 < crossings.length; k += 2) segments.push([...crossings[k], ...crossings[k + 1]]);
    }
    yield;
  }
  return segments;
}

function crossing(from: Corner, to: Corner, inside: (column: number, row: number) => boolean): Corner {
  const at = (share: number): Corner => [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
  const [low, high] = bisect(0, 1, (share) => inside(...at(share)), HALVINGS);
  return at((low + high) / 2);
}
