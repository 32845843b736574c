// Prints the WGSL of mixtures whose components share one covariance v I. The components are compiled in, each a line of
// its own: three to four times as fast as the same numbers in a storage buffer.
import shader from '../../shaders/targets/isotropic.wgsl?raw';
import { constants, literal, vector } from './literal';
import type { Component, Target } from './target';

/** The common variance of round components, or undefined where they differ. */
export function commonVariance(components: readonly Component[]): number | undefined {
  const variance = components[0].covariance[0];
  const alike = components.every(({ covariance: [xx, xy, yy] }) => xx === variance && xy === 0 && yy === variance);
  return alike ? variance : undefined;
}

/** Modules of a mixture of N(μ_k, v I) with weights of sum 1. */
export function isotropicModules(components: readonly Component[], variance: number): Target['modules'] {
  const targetConstants = [
    'import package::lib::numerics::exp2Share;\n',
    constants({ componentVariance: variance, componentPrecision: 1 / variance }),
    weighing('weighMeans(x: vec2f)', components, variance, true),
    weighing('weighSmoothedMeans(x: vec2f, rate: f32)', components, variance, false),
  ].join('\n');
  return { target: shader, targetConstants };
}

/**
 * Up to this ratio of max |μ_k|² to v the exponents are linear in x: |x|² is common to all components and cancels in the
 * shares. Their rounding error, 3·2⁻²⁴ |x||μ_k|/v, is then at most 1.2e-5·(|x|/max |μ_k|). For wider mixtures it would be
 * seen, and the differences x − μ_k are taken first.
 */
export const WIDEST_LINEAR = 64;

/** Coordinates of a mean below this part of the largest are rounding errors of a cosine, and left out. */
const NEGLIGIBLE = 2 ** -40;

function weighing(signature: string, components: readonly Component[], variance: number, fixed: boolean): string {
  const largest = Math.max(...components.flatMap(({ mean }) => mean.map(Math.abs)));
  const kept = components.map((component) => ({
    ...component,
    mean: [significant(component.mean[0], largest), significant(component.mean[1], largest)] as const,
  }));
  const rate = fixed ? Math.LOG2E / (2 * variance) : undefined;
  const linear = Math.max(...kept.map(squareOf)) <= WIDEST_LINEAR * variance;
  const halves = linear ? oppositeHalf(kept) : undefined;
  return [
    `fn ${signature} -> vec4f {`,
    ...(halves ? pairLines(halves, rate) : shareLines(kept, linear, rate)),
    '  return vec4f(sum, total, top + base);',
    '}',
    '',
  ].join('\n');
}

/** A sum at a time: with all shares kept until the end, the software adapter runs out of registers. */
function shareLines(components: readonly Component[], linear: boolean, rate: number | undefined): string[] {
  return [
    ...(linear ? linearExponents(components, rate) : squaredExponents(components, rate)),
    ...topLines(components.length, (k) => `e${k}`),
    '  var sum = vec2f(0.0);',
    '  var total = 0.0;',
    ...components.flatMap(({ mean }, k) => [
      `  let p${k} = exp2Share(e${k} - top);`,
      `  total += p${k};`,
      ...sumLines(mean, `p${k}`),
    ]),
  ];
}

/**
 * Of a ring, where to each mean belongs its opposite, the shares are p = 2^(|e| − top) and 2^(−|e| − top) = 2^(−2 top)/p: five
 * exponentials in place of eight. The difference of the two goes where e points.
 */
function pairLines(half: readonly Component[], rate: number | undefined): string[] {
  const sign = (k: number): string => `(bitcast<u32>(e${k}) & 0x80000000u)`;
  return [
    ...linearExponents(half, rate),
    ...half.map((_, k) => `  let a${k} = abs(e${k});`),
    ...topLines(half.length, (k) => `a${k}`),
    '  let least = exp2Share(-top);',
    '  var sum = vec2f(0.0);',
    '  var total = 0.0;',
    ...half.flatMap(({ mean }, k) => [
      `  let p${k} = exp2Share(a${k} - top);`,
      `  let q${k} = least * (least / p${k});`,
      `  let d${k} = bitcast<f32>(bitcast<u32>(p${k} - q${k}) ^ ${sign(k)});`,
      `  total += p${k} + q${k};`,
      ...sumLines(mean, `d${k}`),
    ]),
  ];
}

function sumLines(mean: readonly [number, number], share: string): string[] {
  return mean.flatMap((value, axis) => (value === 0 ? [] : [`  sum.${'xy'[axis]} += ${share} * ${literal(value)};`]));
}

/** One of each two opposite means, or undefined unless all components stand on a circle so, with equal weights. */
function oppositeHalf(components: readonly Component[]): readonly Component[] | undefined {
  const [{ weight, mean }] = components;
  const square = squareOf({ mean });
  const near = NEGLIGIBLE * square;
  if (square === 0 || components.some((c) => c.weight !== weight || Math.abs(squareOf(c) - square) > near)) return;
  const opposite = (a: Component, b: Component): boolean =>
    squareOf({ mean: [a.mean[0] + b.mean[0], a.mean[1] + b.mean[1]] }) <= near * NEGLIGIBLE;
  const half = components.filter(({ mean: [x, y] }) => x > 0 || (x === 0 && y > 0));
  const rest = components.filter((component) => !half.includes(component));
  const paired = half.every((a) => rest.filter((b) => opposite(a, b)).length === 1);
  return paired && half.length === rest.length ? half : undefined;
}

function significant(coordinate: number, largest: number): number {
  return Math.abs(coordinate) <= NEGLIGIBLE * largest ? 0 : coordinate;
}

function squareOf({ mean: [x, y] }: Pick<Component, 'mean'>): number {
  return x * x + y * y;
}

/** e_k = 2 rate x·μ_k + what component k has more than the first; `base` is the rest. A known rate is multiplied in. */
function linearExponents(components: readonly Component[], rate?: number): string[] {
  const [first] = components;
  const widest = Math.max(...components.map(squareOf));
  const times = (factor: number): string => (rate === undefined ? `rate * ${literal(factor)}` : literal(rate * factor));
  const along = (value: number, axis: number): string =>
    rate === undefined ? `z.${'xy'[axis]} * ${literal(value)}` : `x.${'xy'[axis]} * ${literal(2 * rate * value)}`;
  const exponents = components.map((component, k) => {
    const further = squareOf(component) - squareOf(first);
    const terms = [
      ...component.mean.flatMap((value, axis) => (value === 0 ? [] : [along(value, axis)])),
      ...(component.weight === first.weight ? [] : [literal(Math.log2(component.weight / first.weight))]),
      ...(Math.abs(further) <= NEGLIGIBLE * widest ? [] : [times(-further)]),
    ];
    return `  let e${k} = ${terms.join(' + ') || '0.0f'};`;
  });
  return [
    ...(rate === undefined ? ['  let z = 2.0 * rate * x;'] : []),
    ...exponents,
    `  let base = ${literal(Math.log2(first.weight))} - ${times(squareOf(first))} - ${times(1)} * dot(x, x);`,
  ];
}

function squaredExponents(components: readonly Component[], rate?: number): string[] {
  const factor = rate === undefined ? 'rate' : literal(rate);
  const exponents = components.flatMap(({ weight, mean }, k) => [
    `  let d${k} = x - ${vector(...mean)};`,
    `  let e${k} = ${literal(Math.log2(weight))} - ${factor} * dot(d${k}, d${k});`,
  ]);
  return [...exponents, '  let base = 0.0f;'];
}

/** Lines that declare top = max e_k and p_k = exp(e_k − top). */
export function softmaxLines(count: number, exponent: (k: number) => string): string[] {
  const shares = Array.from({ length: count }, (_, k) => `  let p${k} = exp(${exponent(k)} - top);`);
  return [...topLines(count, exponent), ...shares];
}

/**
 * Lines that declare top = max e_k, two by two. On the software adapter max(a, b), with its rules for NaN, is 39
 * instructions and select(b, a, a > b) nine; the difference was a quarter of a Langevin step among eight components.
 */
export function topLines(count: number, exponent: (k: number) => string): string[] {
  const lines: string[] = [];
  let level = Array.from({ length: count }, (_, k) => exponent(k));
  while (level.length > 1) {
    const pairs = Array.from({ length: level.length >> 1 }, (_, i) => [level[2 * i], level[2 * i + 1]] as const);
    const winners = pairs.map(([a, b]) => {
      const name = `top${lines.length}`;
      lines.push(`  let ${name} = select(${b}, ${a}, ${a} > ${b});`);
      return name;
    });
    level = level.length % 2 === 1 ? [...winners, level[level.length - 1]] : winners;
  }
  return [...lines, `  let top = ${level[0]};`];
}
