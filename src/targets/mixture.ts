// Gaussian mixtures: equal round components on a circle, or any that the user gives. Twin of shaders/targets/mixture.wgsl.
import shader from '../../shaders/targets/mixture.wgsl?raw';
import { mixtureTarget } from './components';
import { commonVariance, isotropicModules, softmaxLines } from './isotropic';
import { literal, vector } from './literal';
import { readMixtureData, type MixtureData } from './mixture-data';
import { LENGTHS, readNumbers } from './parameters';
import type { Component, Target, Vector2 } from './target';

export const MOST_COMPONENTS = 32;

export const mixtureRanges = {
  /** Number of components, anticlockwise from angle 0; two lie at (−radius, 0) and (radius, 0), in this order. */
  modes: { value: 8, min: 1, max: MOST_COMPONENTS, integer: true },
  radius: { value: 2, min: 0, max: 1e3 },
  /** Standard deviation of each component. */
  spread: { value: 0.3, ...LENGTHS },
  /** log(first weight / last weight); weights between them fall geometrically. ln 4 makes two .8 and .2, ln 3 .75 and .25. */
  tilt: { value: 0, min: -20, max: 20 },
} as const;

/** With `data` the components come from there and `params` are not looked at. */
export function mixture(params: Readonly<Record<string, unknown>> = {}, data?: MixtureData): Target {
  const components = data ? readMixtureData(data, MOST_COMPONENTS) : componentsOnCircle(params);
  const variance = commonVariance(components);
  const modules = variance === undefined ? fullModules(components) : isotropicModules(components, variance);
  return mixtureTarget({ id: 'mixture', label: 'Mixture', modules, components });
}

function componentsOnCircle(params: Readonly<Record<string, unknown>>): Component[] {
  const { modes, radius, spread, tilt } = readNumbers(mixtureRanges, params);
  const raw = Array.from({ length: modes }, (_, k) => Math.exp(modes === 1 ? 0 : (-tilt * k) / (modes - 1)));
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const variance = spread * spread;
  return raw.map((weight, k) => ({
    weight: weight / total,
    mean: onCircle(k, modes, radius),
    covariance: [variance, 0, variance],
  }));
}

function onCircle(k: number, modes: number, radius: number): Vector2 {
  if (modes === 1) return [radius, 0];
  if (modes === 2) return [k === 0 ? -radius : radius, 0];
  const angle = (2 * Math.PI * k) / modes;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

function fullModules(components: readonly Component[]): Target['modules'] {
  const plain = components.map(({ weight, mean, covariance: [xx, xy, yy] }) => {
    const [a, slope] = [1 / Math.sqrt(xx), xy / xx];
    const c = 1 / Math.sqrt(yy - xy * slope);
    return `component(x - ${vector(...mean)}, ${vector(a, -slope * c, c)}, ${literal(Math.log(weight * a * c))})`;
  });
  const smoothed = components.map(
    ({ weight, mean, covariance }) =>
      `smoothedComponent(x - ${vector(...mean)}, ${vector(...covariance)}, variance, ${literal(Math.log(weight))})`,
  );
  const targetConstants = [
    'import package::target::{component, smoothedComponent};\n',
    weighing('weighGradients(x: vec2f)', plain),
    weighing('weighSmoothedGradients(x: vec2f, variance: f32)', smoothed),
  ].join('\n');
  return { target: shader, targetConstants };
}

function weighing(signature: string, calls: readonly string[]): string {
  return [
    `fn ${signature} -> vec4f {`,
    ...calls.map((call, k) => `  let c${k} = ${call};`),
    ...softmaxLines(calls.length, (k) => `c${k}.z`),
    `  let sum = ${calls.map((_, k) => `p${k} * c${k}.xy`).join(' + ')};`,
    `  return vec4f(sum, ${calls.map((_, k) => `p${k}`).join(' + ')}, top);`,
    '}',
    '',
  ].join('\n');
}
