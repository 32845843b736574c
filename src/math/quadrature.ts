// Gauss–Legendre quadrature in the plane, adaptive where the integrand is narrow.

export interface Rule {
  /** Nodes in (0, 1). */
  readonly nodes: Float64Array;
  /** Weights, of sum 1. */
  readonly weights: Float64Array;
}

export interface Rectangle {
  readonly minX: number;
  readonly maxX: number;
  readonly minY: number;
  readonly maxY: number;
}

/** The Gauss–Legendre rule of n nodes: roots of the Legendre polynomial by Newton's method. */
export function gaussLegendre(n: number): Rule {
  const nodes = new Float64Array(n);
  const weights = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let x = Math.cos((Math.PI * (i + 0.75)) / (n + 0.5));
    let slope = 1;
    for (let turn = 0; turn < 50; turn++) {
      let [before, value] = [1, x];
      for (let k = 2; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      slope = (n * (x * value - before)) / (x * x - 1);
      const change = value / slope;
      x -= change;
      if (Math.abs(change) < 1e-16) break;
    }
    nodes[i] = 0.5 * (1 - x);
    weights[i] = 1 / ((1 - x * x) * slope * slope);
  }
  return { nodes, weights };
}

const COARSE = gaussLegendre(3);
const FINE = gaussLegendre(5);
const DEEPEST = 9;

type Integrand = (x: number, y: number) => number;

function apply(rule: Rule, f: Integrand, { minX, maxX, minY, maxY }: Rectangle): number {
  const width = maxX - minX;
  const height = maxY - minY;
  let sum = 0;
  for (let i = 0; i < rule.nodes.length; i++) {
    const x = minX + width * rule.nodes[i];
    let column = 0;
    for (let j = 0; j < rule.nodes.length; j++) {
      column += rule.weights[j] * f(x, minY + height * rule.nodes[j]);
    }
    sum += rule.weights[i] * column;
  }
  return sum * width * height;
}

/**
 * ∫ f over the rectangle. It is quartered until rules of 3² and 5² nodes agree to `tolerance` (the finer one is then
 * better by orders of magnitude) and `split` no longer asks for it: `split` knows of peaks that the nodes could miss.
 */
export function integrate(
  f: Integrand,
  rectangle: Rectangle,
  tolerance: number,
  split: (part: Rectangle) => boolean,
  depth = 0,
): number {
  const fine = apply(FINE, f, rectangle);
  const forced = split(rectangle);
  if (depth >= DEEPEST || (!forced && Math.abs(fine - apply(COARSE, f, rectangle)) <= tolerance)) return fine;
  const { minX, maxX, minY, maxY } = rectangle;
  const [x, y] = [0.5 * (minX + maxX), 0.5 * (minY + maxY)];
  const quarters = [
    { minX, maxX: x, minY, maxY: y },
    { minX: x, maxX, minY, maxY: y },
    { minX, maxX: x, minY: y, maxY },
    { minX: x, maxX, minY: y, maxY },
  ];
  return quarters.reduce((sum, part) => sum + integrate(f, part, tolerance / 2, split, depth + 1), 0);
}
