// Many small score models trained at once, a thread each: for models of a few weights, and for networks on software adapters, where
// only constant places of a thread's own memory are fast, so that the text has no loops over neurons. MATHS.md 3.5, 3.6.
import { defineKernel, type Kernel } from '../compute/kernel';
import type { Optimiser } from '../math/descent';
import { layersOf } from '../math/network';
import { modelSize, type NetworkModel, type ScoreModel } from '../math/score-model';
import { populationConditions, populationParams, referencePopulation, type PopulationParams } from './population';

const known = new Map<string, Kernel<PopulationParams>>();

/** As `populationSteps`, but launch a thread for each model. `quads`: threads run in fours, on devices that have them. */
export function populationLanes(model: ScoreModel, optimiser: Optimiser, quads: boolean): Kernel<PopulationParams> {
  const key = JSON.stringify([model, optimiser, quads]);
  const kernel =
    known.get(key) ??
    defineKernel<PopulationParams>({
      name: 'populationLanes',
      module: 'kernels/population-lanes',
      modules: { layers: printLayers(model) },
      conditions: { ...populationConditions(model, optimiser), quads },
      workgroupSize: 4,
      params: populationParams,
      reference: referencePopulation(model, optimiser, 1),
    });
  known.set(key, kernel);
  return kernel;
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const sum = (count: number, term: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => term(index)).join(' + ');

/** The module `layers`. */
function printLayers(model: ScoreModel): string {
  const [width, layers] = model.model === 'linear' ? [0, 0] : [model.width, model.layers];
  const hidden = ['value', 'slope'].flatMap((name) => Array.from({ length: layers }, (_, index) => `${name}${index}`));
  const own = ['weights', 'gradients', 'firsts', 'seconds'];
  return `import package::lib::activation::bend;
import package::train::population::Setting;
const size = ${modelSize(model)}u;
${own.map((name) => `var<private> ${name}: array<f32, size>;`).join('\n')}
${hidden.map((name) => `var<private> ${name}: array<vec4f, ${width}>;`).join('\n')}
fn clear() {
for (var k = 0u; k < ${width}u; k++) {
${hidden.map((name) => `${name}[k] = vec4f();`).join('\n')}
}
}
fn sumOf(four: vec4f) -> f32 {
return (four.x + four.y) + (four.z + four.w);
}
fn learn(x0: vec4f, x1: vec4f, noise0: vec4f, noise1: vec4f, share: vec4f, own: Setting) {
${model.model === 'linear' ? LINEAR : printNetwork(model)}
}`;
}

const LINEAR = `let away0 = x0 - weights[1];
let away1 = x1 - weights[2];
let pull0 = share * (noise0 - weights[0] * away0);
let pull1 = share * (noise1 - weights[0] * away1);
gradients[0] -= dot(pull0, away0) + dot(pull1, away1);
gradients[1] += weights[0] * sumOf(pull0);
gradients[2] += weights[0] * sumOf(pull1);`;

/** Into a layer come x0 and x1, or `value`s of the layer before; what pulls at what comes out takes the place of its `slope`s. */
function printNetwork(model: NetworkModel): string {
  const layers = layersOf(model);
  const last = layers.length - 1;
  const input = (index: number, j: number): string => (index === 0 ? `x${j}` : `value${index - 1}[${j}]`);
  const pull = (index: number, i: number): string => (index === last ? `pull${i}` : `slope${index}[${i}]`);
  const forward = layers.map(({ at, from, to }, index) =>
    lines(to, (i) => {
      const total = `weights[${at + from * to + i}] + ${sum(from, (j) => `weights[${at + j * to + i}] * ${input(index, j)}`)}`;
      if (index === last)
        return `let pull${i} = share * own.factor * (own.factor * (${total}) - own.own * x${i} + noise${i});`;
      const bent = `bent${index}x${i}`;
      return `let ${bent} = bend(${total});
value${index}[${i}] = ${bent}.value;
slope${index}[${i}] = ${bent}.slope;`;
    }),
  );
  const backward = layers.map(({ at, from, to }, index) => {
    const gradients = lines(from * to, (k) => {
      const [i, j] = [k % to, Math.floor(k / to)];
      return `gradients[${at + k}] += dot(${pull(index, i)}, ${input(index, j)});`;
    });
    const biases = lines(to, (i) => `gradients[${at + from * to + i}] += sumOf(${pull(index, i)});`);
    const before = (j: number): string =>
      `slope${index - 1}[${j}] *= ${sum(to, (i) => `weights[${at + j * to + i}] * ${pull(index, i)}`)};`;
    return [gradients, biases, ...(index > 0 ? [lines(from, before)] : [])].join('\n');
  });
  return [...forward, ...backward.toReversed()].join('\n');
}
