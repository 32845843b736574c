// Quadrature over the plane for smooth densities: the trapezoidal rule, whose error falls like exp(−2π² w²/h²) for
// features of width w at spacing h, so that h = w/2 is exact to rounding.
import { VIEW_DEVIATIONS } from '../../src/targets/components';
import type { Target, Vector2 } from '../../src/targets/target';

/** Points with the probability that each stands for. */
export interface Node {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
}

/** Nodes spaced `spacing` that reach to 7.5 standard deviations: the mass beyond is 1e-13. */
export function densityNodes(target: Target, spacing: number): Node[] {
  const { minX, maxX, minY, maxY } = target.domain;
  // The domain leaves 3.5 standard deviations of whatever stands at its edge; no component is wider than half of it.
  const grow = (low: number, high: number): number => ((7.5 - VIEW_DEVIATIONS) / (2 * VIEW_DEVIATIONS)) * (high - low);
  const [marginX, marginY] = [grow(minX, maxX), grow(minY, maxY)];
  const nodes: Node[] = [];
  for (let y = minY - marginY; y <= maxY + marginY; y += spacing) {
    for (let x = minX - marginX; x <= maxX + marginX; x += spacing) {
      nodes.push({ x, y, weight: Math.exp(target.logDensity(x, y)) * spacing * spacing });
    }
  }
  return nodes;
}

/** For a density that is smooth on one scale only in other coordinates: u, v from −7.5 to 7.5, `place` says where and how stretched. */
export function mappedNodes(
  target: Target,
  place: (u: number, v: number) => { x: number; y: number; stretch: number },
): Node[] {
  const spacing = 0.25;
  const nodes: Node[] = [];
  for (let v = -7.5; v <= 7.5; v += spacing) {
    for (let u = -7.5; u <= 7.5; u += spacing) {
      const { x, y, stretch } = place(u, v);
      nodes.push({ x, y, weight: Math.exp(target.logDensity(x, y)) * stretch * spacing * spacing });
    }
  }
  return nodes;
}

/** Strict maxima among the eight neighbours of a regular grid over the domain: modes by brute force. */
export function gridMaxima(target: Target, spacing: number): Vector2[] {
  const { domain } = target;
  const { maxX, maxY } = domain;
  // Off the axes of symmetry, where two nodes would tie.
  const [minX, minY] = [domain.minX - 0.371 * spacing, domain.minY - 0.613 * spacing];
  const columns = Math.ceil((maxX - minX) / spacing) + 1;
  const rows = Math.ceil((maxY - minY) / spacing) + 1;
  const values = Float64Array.from({ length: columns * rows }, (_, i) =>
    target.logDensity(minX + (i % columns) * spacing, minY + Math.floor(i / columns) * spacing),
  );
  const found: Vector2[] = [];
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const here = row * columns + column;
      const around = [-columns - 1, -columns, -columns + 1, -1, 1, columns - 1, columns, columns + 1];
      if (around.every((offset) => values[here + offset] < values[here]))
        found.push([minX + column * spacing, minY + row * spacing]);
    }
  }
  return found;
}

export function expectation(nodes: readonly Node[], of: (x: number, y: number) => number): number {
  return nodes.reduce((sum, { x, y, weight }) => sum + weight * of(x, y), 0);
}
