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
  return {
    target: shader,
    targetConstants: `${constants({ componentVariance: variance, componentPrecision: 1 / variance })}\n${weighMeans(components)}`,
  };
}

function weighMeans(components: readonly Component[]): string {
  const means = components.map(({ mean }) => vector(...mean));
  const differences = means.map((mean, k) => `  let d${k} = x - ${mean};`);
  const exponents = components.map(
    ({ weight }, k) => `  let e${k} = ${literal(Math.log(weight))} - rate * dot(d${k}, d${k});`,
  );
  return [
    'fn weighMeans(x: vec2f, rate: f32) -> vec4f {',
    ...differences,
    ...exponents,
    ...softmaxLines(components.length, (k) => `e${k}`),
    `  let sum = ${means.map((mean, k) => `p${k} * ${mean}`).join(' + ')};`,
    `  return vec4f(sum, ${means.map((_, k) => `p${k}`).join(' + ')}, top);`,
    '}',
    '',
  ].join('\n');
}

/** Lines that declare top = max e_k and p_k = exp(e_k − top); differences stay above −87, where exp is a normal float32. */
export function softmaxLines(count: number, exponent: (k: number) => string): string[] {
  const indices = Array.from({ length: count }, (_, k) => k);
  const top = indices.map(exponent).reduce((nested, next) => `max(${nested}, ${next})`);
  return [
    `  let top = ${top};`,
    ...indices.map((k) => `  let p${k} = ${count === 1 ? '1.0f' : `exp(max(${exponent(k)} - top, -87.0f))`};`),
  ];
}
