// Concentric circles blurred by a Gaussian: smooth, normalised, with Gaussian tails, and closed under smoothing.
// Twin of shaders/targets/rings.wgsl.
import shader from '../../shaders/targets/rings.wgsl?raw';
import { scaledBessel } from '../math/bessel';
import { VIEW_DEVIATIONS } from './components';
import { softmaxLines } from './isotropic';
import { constants, literal } from './literal';
import { checkVariance, LENGTHS, readNumbers } from './parameters';
import { normalPair, pick } from './sampling';
import type { Target, Vector2 } from './target';

export const ringsRanges = {
  /** Number of rings, at radius · 1/n, 2/n, … 1; weights in proportion to the radius, so that all are equally dense. */
  rings: { value: 3, min: 1, max: 8, integer: true },
  /** Of the outermost; at 0 all are one round Gaussian. */
  radius: { value: 3, ...LENGTHS, min: 0 },
  /** Standard deviation of the blur. */
  spread: { value: 0.2, ...LENGTHS },
} as const;

interface Ring {
  readonly weight: number;
  readonly radius: number;
}

/** Moments of the blurred point c, on which circle and where, given x: everything follows from them. */
interface Moments {
  readonly logDensity: number;
  /** E[c·x/r] / r, finite at the centre. */
  readonly meanOverRadius: number;
  /** E[(c·x/r)²] and E[c²] less that. */
  readonly radial: number;
  readonly tangential: number;
}

export function rings(params: Readonly<Record<string, unknown>> = {}): Target {
  const { rings: count, radius, spread } = readNumbers(ringsRanges, params);
  const circles = Array.from({ length: count }, (_, j): Ring => ({
    weight: (2 * (j + 1)) / (count * (count + 1)),
    radius: (radius * (j + 1)) / count,
  }));
  const variance = spread * spread;
  const weights = circles.map(({ weight }) => weight);
  const edge = radius + VIEW_DEVIATIONS * spread;
  const score = (x: number, y: number, total: number): Vector2 => {
    const factor = (momentsAt(circles, Math.hypot(x, y), total).meanOverRadius - 1) / total;
    return [factor * x, factor * y];
  };
  return {
    id: 'rings',
    label: 'Rings',
    modules: { target: shader, targetConstants: `${weighRings(circles)}\n${constants({ ringVariance: variance })}` },
    arrays: {},
    smoothable: true,
    radial: true,
    logDensity: (x, y) => momentsAt(circles, Math.hypot(x, y), variance).logDensity,
    score: (x, y) => score(x, y, variance),
    smoothedLogDensity: (x, y, added) =>
      momentsAt(circles, Math.hypot(x, y), variance + checkVariance(added)).logDensity,
    smoothedScore: (x, y, added) => score(x, y, variance + checkVariance(added)),
    hessian: (x, y) => hessianAt(circles, x, y, variance),
    mass: 1,
    domain: { minX: -edge, maxX: edge, minY: -edge, maxY: edge },
    modes: ridges(circles, variance),
    sample(uniform) {
      const circle = circles[pick(weights, uniform)];
      const angle = 2 * Math.PI * uniform();
      const [first, second] = normalPair(uniform);
      return [circle.radius * Math.cos(angle) + spread * first, circle.radius * Math.sin(angle) + spread * second];
    },
    curvatureFloor: variance,
  };
}

function momentsAt(circles: readonly Ring[], r: number, variance: number): Moments {
  const exponents = circles.map(({ weight, radius }) => Math.log(weight) - (r - radius) ** 2 / (2 * variance));
  const top = Math.max(...exponents);
  let [total, mean, radial, tangential] = [0, 0, 0, 0];
  circles.forEach(({ radius }, j) => {
    const kappa = (r * radius) / variance;
    const { zeroth, firstOverArgument } = scaledBessel(kappa);
    const share = Math.exp(exponents[j] - top);
    const across = share * radius * radius * firstOverArgument;
    total += share * zeroth;
    mean += across / variance;
    tangential += across;
    radial += share * radius * radius * (zeroth - firstOverArgument);
  });
  const logDensity = top + Math.log(total / (2 * Math.PI * variance));
  return { logDensity, meanOverRadius: mean / total, radial: radial / total, tangential: tangential / total };
}

/** −I/v + Cov(c | x)/v², whose axes are the radius and the tangent. */
function hessianAt(
  circles: readonly Ring[],
  x: number,
  y: number,
  variance: number,
): readonly [number, number, number] {
  const r = Math.hypot(x, y);
  const { meanOverRadius, radial, tangential } = momentsAt(circles, r, variance);
  const along = ((radial - (meanOverRadius * r) ** 2) / variance - 1) / variance;
  const across = (tangential / variance - 1) / variance;
  const [cosine, sine] = r > 0 ? [x / r, y / r] : [1, 0];
  return [
    along * cosine * cosine + across * sine * sine,
    (along - across) * cosine * sine,
    along * sine * sine + across * cosine * cosine,
  ];
}

/** The maxima are circles: four points of each, at 0°, 90°, 180° and 270°, and the centre where it is a maximum itself. */
function ridges(circles: readonly Ring[], variance: number): Vector2[] {
  const slope = (r: number): number => momentsAt(circles, r, variance).meanOverRadius - 1;
  const outermost = circles[circles.length - 1].radius;
  const intervals = 64 * circles.length;
  const points: Vector2[] = slope(0) <= 0 ? [[0, 0]] : [];
  for (let i = 0; i < intervals; i++) {
    let [inside, outside] = [(outermost * i) / intervals, (outermost * (i + 1)) / intervals];
    if (!(slope(inside) > 0 && slope(outside) <= 0)) continue;
    for (let halving = 0; halving < 60; halving++) {
      const middle = (inside + outside) / 2;
      if (slope(middle) > 0) inside = middle;
      else outside = middle;
    }
    points.push([outside, 0], [0, outside], [-outside, 0], [0, -outside]);
  }
  return points;
}

function weighRings(circles: readonly Ring[]): string {
  const lines = circles.flatMap(({ weight, radius }, j) => [
    `  let b${j} = ringPull(r, ${literal(radius)}, inverseVariance);`,
    `  let d${j} = r - ${literal(radius)};`,
    `  let e${j} = ${literal(Math.log(weight))} - 0.5f * inverseVariance * d${j} * d${j} + b${j}.z;`,
  ]);
  const sum = (part: 'x' | 'y'): string => circles.map((_, j) => `p${j} * b${j}.${part}`).join(' + ');
  return [
    'import package::target::ringPull;\n',
    'fn weighRings(r: f32, inverseVariance: f32) -> vec3f {',
    ...lines,
    ...softmaxLines(circles.length, (j) => `e${j}`),
    `  return vec3f(${sum('x')}, ${sum('y')}, top);`,
    '}',
    '',
  ].join('\n');
}
