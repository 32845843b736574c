// Where the particles begin, and how many of them.
import type { Backend } from '../../compute/backend';
import { uniformSource } from '../../math/random';
import { latticeNodes } from '../../score/lattice';
import type { Box } from '../../targets/target';

/** Particles of one step: fewer where every step meets very many points, or a CPU takes it. */
export function particleCount(points: number, { kind }: Backend): number {
  return points > 2 ** 17 || kind === 'reference' ? 256 : 1024;
}

/** In the plane a lattice over the view, so that the basins show; elsewhere the points themselves, moved by noise of about their spread. */
export function startPlaces(
  values: Float32Array,
  dimension: number,
  count: number,
  { minX, maxX, minY, maxY }: Box,
  seed: number,
): Float32Array {
  if (dimension === 2) {
    const side = Math.round(Math.sqrt(count));
    const middles = (from: number, to: number): Float32Array =>
      Float32Array.from({ length: side }, (_, i) => from + ((to - from) * (i + 0.5)) / side);
    return latticeNodes({ xs: middles(minX, maxX), ys: middles(minY, maxY) });
  }
  const uniform = uniformSource(seed, 0x5a1c);
  return Float32Array.from({ length: count * dimension }, (_, i) => {
    // Four uniforms of variance 1/12 each: round enough for a start.
    const noise = uniform() + uniform() + uniform() + uniform() - 2;
    return values[i % values.length] + noise;
  });
}
