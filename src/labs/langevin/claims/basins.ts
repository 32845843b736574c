// Two far modes as two basins with a boundary between, and how many chains are in each. MATHS.md 3.1, L7, L8, L10.
import type { Target } from '../../../targets/target';
import { basinBoundary, meansLine, stationaryPoints, type MeansLine } from '../../../targets/mixture-line';
import type { ClaimContext, Excuse } from './context';

export const NOT_A_PAIR: Excuse = {
  reason: 'the target is not a pair of equal round modes; choose two modes',
  needs: 'another target',
};

export interface Pair {
  readonly line: MeansLine;
  readonly boundary: number;
}

/** The target as two basins with a boundary between, where it is one. */
export function asPair({ components }: Pick<Target, 'components'>): Pair | undefined {
  const line = components && components.length === 2 ? meansLine(components) : undefined;
  const boundary = line && basinBoundary(line);
  return line && boundary !== undefined ? { line, boundary } : undefined;
}

/** At most this many chains are read back. */
const BASIN_SAMPLE = 65_536;

export interface Basins {
  /** Share beyond the boundary. */
  readonly right: number;
  /** The larger root mean square distance from the mode of the basin, along the line. */
  readonly spread: number;
  readonly chains: number;
}

export async function measureBasins({ backend, chains }: ClaimContext, { line, boundary }: Pair): Promise<Basins> {
  const count = Math.min(chains.count, BASIN_SAMPLE);
  const positions = await backend.read(chains.positions, 0, 2 * count);
  const modes = stationaryPoints(line)
    .filter(({ kind }) => kind === 'mode')
    .map(({ position }) => position);
  const sides = [0, 1].map(() => ({ n: 0, squares: 0 }));
  for (let i = 0; i < count; i++) {
    const t = Number(positions[2 * i]) * line.direction[0] + Number(positions[2 * i + 1]) * line.direction[1];
    const index = t > boundary ? 1 : 0;
    const side = sides[index] as { n: number; squares: number };
    side.n++;
    side.squares += (t - (modes[index] ?? 0)) ** 2;
  }
  const spread = Math.max(...sides.map(({ n, squares }) => (n === 0 ? 0 : Math.sqrt(squares / n))));
  return { right: (sides[1]?.n ?? 0) / count, spread, chains: count };
}
