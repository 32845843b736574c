// A mixture of isotropic Gaussians written twice in a few lines, so that the tests of the kernels do not lean on the
// targets that they are later used with.
import type { Box, Target, Vector2 } from '../../src/targets/target';

export interface IsotropicComponent {
  readonly weight: number;
  readonly mean: Vector2;
  readonly variance: number;
}

const f32 = (value: number): string => `f32(${Math.fround(value)})`;

function wgsl(components: readonly IsotropicComponent[]): string {
  const terms = components.map(
    ({ weight, mean, variance }) =>
      `  merge(&t, x, ${f32(Math.log(weight))}, vec2f(${mean.map(f32).join()}), ${f32(variance)} + variance);`,
  );
  return `
struct Terms { top: f32, total: f32, pull: vec2f }

fn merge(t: ptr<function, Terms>, x: vec2f, logWeight: f32, mean: vec2f, variance: f32) {
  let toMean = mean - x;
  let exponent = logWeight - log(6.283185307 * variance) - 0.5 * dot(toMean, toMean) / variance;
  let top = max((*t).top, exponent);
  let kept = exp(max((*t).top - top, -87.0));
  let added = exp(max(exponent - top, -87.0));
  (*t) = Terms(top, kept * (*t).total + added, kept * (*t).pull + added * toMean / variance);
}

fn both(x: vec2f, variance: f32) -> vec3f {
  var t = Terms(-3e38, 0.0, vec2f(0.0));
${terms.join('\n')}
  return vec3f(t.top + log(t.total), t.pull / t.total);
}

fn logDensity(x: vec2f) -> f32 { return both(x, 0.0).x; }
fn score(x: vec2f) -> vec2f { return both(x, 0.0).yz; }
fn logDensityAndScore(x: vec2f) -> vec3f { return both(x, 0.0); }
fn smoothedLogDensity(x: vec2f, variance: f32) -> f32 { return both(x, variance).x; }
fn smoothedScore(x: vec2f, variance: f32) -> vec2f { return both(x, variance).yz; }
`;
}

/** [log density, score] at (x, y) of the mixture convolved with N(0, smoothing I). */
function evaluate(
  components: readonly IsotropicComponent[],
  x: number,
  y: number,
  smoothing: number,
): readonly [number, Vector2] {
  const logs = components.map(({ weight, mean, variance }) => {
    const square = (mean[0] - x) ** 2 + (mean[1] - y) ** 2;
    return Math.log(weight) - Math.log(2 * Math.PI * (variance + smoothing)) - square / (2 * (variance + smoothing));
  });
  const top = Math.max(...logs);
  let [total, pullX, pullY] = [0, 0, 0];
  components.forEach(({ mean, variance }, k) => {
    const share = Math.exp(logs[k] - top);
    total += share;
    pullX += (share * (mean[0] - x)) / (variance + smoothing);
    pullY += (share * (mean[1] - y)) / (variance + smoothing);
  });
  return [top + Math.log(total), [pullX / total, pullY / total]];
}

/** The second differences of the score: good enough where a test wants a Hessian at all. */
function hessian(components: readonly IsotropicComponent[], x: number, y: number): readonly [number, number, number] {
  const reach = 1e-5;
  const slope = (dx: number, dy: number): Vector2 => {
    const [ahead, behind] = [evaluate(components, x + dx, y + dy, 0)[1], evaluate(components, x - dx, y - dy, 0)[1]];
    return [(ahead[0] - behind[0]) / (2 * reach), (ahead[1] - behind[1]) / (2 * reach)];
  };
  return [slope(reach, 0)[0], slope(reach, 0)[1], slope(0, reach)[1]];
}

const domain: Box = { minX: -5, maxX: 5, minY: -5, maxY: 5 };

/** The target of the given components; weights should sum to one, variances may be 0 where only smoothed scores are asked. */
export function mixtureTarget(components: readonly IsotropicComponent[]): Target {
  return {
    id: 'test-mixture',
    label: 'Mixture of the tests',
    modules: { target: wgsl(components) },
    arrays: {},
    smoothable: true,
    logDensity: (x, y) => evaluate(components, x, y, 0)[0],
    score: (x, y) => evaluate(components, x, y, 0)[1],
    smoothedLogDensity: (x, y, variance) => evaluate(components, x, y, variance)[0],
    smoothedScore: (x, y, variance) => evaluate(components, x, y, variance)[1],
    hessian: (x, y) => hessian(components, x, y),
    mass: 1,
    domain,
    modes: [],
    sample: () => {
      throw new Error('the mixture of the tests draws no samples');
    },
    curvatureFloor: Math.min(...components.map(({ variance }) => variance)),
  };
}

/** N(0, I). */
export const unitGaussian = mixtureTarget([{ weight: 1, mean: [0, 0], variance: 1 }]);

/** Three components of different weights and widths, the density of the golden Langevin paths. */
export const threeBumps = mixtureTarget([
  { weight: 0.5, mean: [-2, 0], variance: 0.25 },
  { weight: 0.25, mean: [1.5, 1], variance: 0.5 },
  { weight: 0.25, mean: [1, -2], variance: 0.375 },
]);
