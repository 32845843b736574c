// A score network over many samples for software adapters: four threads are a workgroup, and only constant places are fast.
// MATHS.md 3.6.
import { defineKernel, type Kernel } from '../compute/kernel';
import { layersOf } from '../math/network';
import type { NetworkModel } from '../math/score-model';
import {
  passConditions,
  passModules,
  referencePass,
  scorePassParams,
  type PassMode,
  type ScorePassParams,
} from './score-pass';

const known = new Map<string, Kernel<ScorePassParams>>();

/**
 * As `networkPass`, but launch four threads for each `span` samples; `quads` of any number, on devices that have quads. `once`: no span is
 * of more than 16 `quads` samples, so that what is in a slab need not be read.
 */
export function networkPassQuad(
  model: NetworkModel,
  mode: PassMode,
  quads: number,
  once = false,
): Kernel<ScorePassParams> {
  const { dimension, conditional, layers, width, activation } = model;
  const key = [dimension, conditional, layers, width, activation, mode, quads, once].join();
  const kernel =
    known.get(key) ??
    defineKernel<ScorePassParams>({
      name: 'networkPassQuad',
      module: 'kernels/network-pass-quad',
      modules: { ...passModules(model, quads), layers: printLayers(model, quads, mode !== 'score', once) },
      conditions: passConditions(model, mode),
      workgroupSize: 4,
      params: scorePassParams,
      reference: referencePass(model, mode),
    });
  known.set(key, kernel);
  return kernel;
}

/** What comes into a layer, or goes out of it: a private array of the module and its length in neurons. */
interface Stage {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly input: string;
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const sum = (count: number, term: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => term(index)).join(' + ');
const array = (name: string, length: number): string => `var<private> ${name}: array<vec4f, ${length}>;`;

/** Of the four threads, whatever each has. */
const SWAPS = ['', 'quadSwapX', 'quadSwapY', 'quadSwapDiagonal'] as const;

/** The module `layers`. */
export function printLayers(model: NetworkModel, quads: number, trains: boolean, once = false): string {
  const stages = layersOf(model).map((layer, index) => ({
    ...layer,
    input: index === 0 ? 'inputValues' : `value${index - 1}`,
  }));
  const [first, ...later] = stages;
  const { layers, width, dimension } = model;
  const hidden = Array.from({ length: layers }, (_, index) => index);
  const imported = trains ? '{params, slabs, weights}' : '{params, weights}';
  const text = [
    `import package::lib::activation::bend;
import package::train::samples::${imported};
var<private> thread: u32;`,
    array('inputValues', first.from * quads),
    array('ends', dimension * quads),
    ...hidden.map((index) => array(`value${index}`, width * quads)),
    `fn setThread(own: u32) {\nthread = own;\n}`,
    printFirst(first, quads, trains),
    ...later.map((stage, index) => printForward(stage, index + 1, quads, index + 1 === layers, trains)),
    `fn forwards() {\n${lines(stages.length, (index) => `forward${index}();`)}\n}`,
  ];
  if (!trains) return text.join('\n');
  const size = stages.reduce((total, { from, to }) => total + (from + 1) * to, 0);
  return [
    ...text,
    ...hidden.map((index) => array(`slope${index}`, width * quads)),
    printSlab(size + 1, once),
    printFirstBack(first, quads),
    ...later.flatMap((stage, index) =>
      [printBack, printPull].map((print) => print(stage, index + 1, quads, index + 1 === layers)),
    ),
    `fn backwards(loss: vec4f, isFirst: bool) {
addAll(${size}u, sumOf(loss), isFirst);
${lines(stages.length, (index) => `back${stages.length - 1 - index}(isFirst);`)}
}`,
  ].join('\n');
}

/** Where gradients go: the first samples of a slab replace what is there. */
function printSlab(size: number, once: boolean): string {
  const before = once ? '' : ' + select(slabs[slabAt + at], 0.0, isFirst)';
  return `var<private> slabAt: u32;
fn setSlab(slab: u32) {
slabAt = slab * ${size}u;
}
fn add(at: u32, value: f32, isFirst: bool) {
slabs[slabAt + at] = value${before};
}
fn sumOf(four: vec4f) -> f32 {
return (four.x + four.y) + (four.z + four.w);
}
fn addAll(at: u32, own: f32, isFirst: bool) {
let two = own + quadSwapX(own);
let all = two + quadSwapY(two);
if thread == 0u {
add(at, all, isFirst);
}
}`;
}

/** Bent sums of a neuron to its place. */
function printBend(index: number, quads: number, trains: boolean): string {
  return lines(
    quads,
    (q) => `let bent${q} = bend(sum${q});
value${index}[place + ${q}u] = bent${q}.value;${trains ? `\nslope${index}[place + ${q}u] = bent${q}.slope;` : ''}`,
  );
}

/** From the inputs, of which every thread has its own, to the first hidden layer, place by place. */
function printFirst({ from, to }: Stage, quads: number, trains: boolean): string {
  return `fn forward0() {
for (var p = 0u; p < ${to}u; p++) {
let i = params.firstWeight + (p ^ thread);
let place = p * ${quads}u;
let bias = weights[i + ${from * to}u];
${lines(quads, (q) => `var sum${q} = vec4f(bias);`)}
${lines(from, (j) => `let w${j} = weights[i + ${j * to}u];\n${lines(quads, (q) => `sum${q} += w${j} * inputValues[${j * quads + q}];`)}`)}
${printBend(0, quads, trains)}
}
}`;
}

/** Four weights of one row, of which each thread brings one. */
const fourWeights = (at: number): string => `let w0 = weights[row + ${at}u];
let w1 = quadSwapX(w0);
let w2 = quadSwapY(w0);
let w3 = quadSwapDiagonal(w0);`;

/** From a hidden layer to the next or to the outputs, neuron by neuron. */
function printForward(
  { at, from, to, input }: Stage,
  index: number,
  quads: number,
  isLast: boolean,
  trains: boolean,
): string {
  return `fn forward${index}() {
for (var i = 0u; i < ${to}u; i++) {
let row = params.firstWeight + ${at}u + thread * ${to}u + i;
let bias = weights[params.firstWeight + ${at + from * to}u + i];
${lines(quads, (q) => `var sum${q} = vec4f(bias);`)}
${lines(
  from / 4,
  (k) => `{
${fourWeights(4 * k * to)}
${lines(quads, (q) => lines(4, (p) => `sum${q} += w${p} * ${input}[${(4 * k + p) * quads + q}];`))}
}`,
)}
${isLast ? lines(quads, (q) => `ends[i * ${quads}u + ${q}u] = sum${q};`) : `let place = (i ^ thread) * ${quads}u;\n${printBend(index, quads, trains)}`}
}
}`;
}

/** From the gradients in what a layer gives to those in its weights, row by row. */
function printBack({ at, from, to, input }: Stage, index: number, quads: number, isLast: boolean): string {
  const place = isLast ? `i * ${quads}u` : `(i ^ thread) * ${quads}u`;
  const source = isLast ? 'ends' : `slope${index}`;
  const product = (k: number, p: number): string =>
    sum(quads, (q) => `dot(d${q}, ${input}[${(4 * k + p) * quads + q}])`);
  return `fn back${index}(isFirst: bool) {
for (var i = 0u; i < ${to}u; i++) {
let place = ${place};
${lines(quads, (q) => `let d${q} = ${source}[place + ${q}u];`)}
${lines(
  from / 4,
  (k) => `add(${at + 4 * k * to}u + thread * ${to}u + i, ${sum(4, (p) => `${SWAPS[p]}(${product(k, p)})`)}, isFirst);`,
)}
addAll(${at + from * to}u + i, sumOf(${sum(quads, (q) => `d${q}`)}), isFirst);
}
pull${index}();
}`;
}

/** And to those in what comes into the layer before: as forwards, with sums in registers. */
function printPull({ at, from, to }: Stage, index: number, quads: number, isLast: boolean): string {
  const plain = (c: number): string =>
    `let w${c} = weights[row + ${c}u];\n${lines(quads, (q) => `sum${q} += w${c} * ends[${c * quads + q}];`)}`;
  const four = (k: number): string => `{
${fourWeights(4 * k)}
${lines(quads, (q) => lines(4, (p) => `sum${q} += w${p} * slope${index}[${(4 * k + p) * quads + q}];`))}
}`;
  return `fn pull${index}() {
for (var j = 0u; j < ${from}u; j++) {
let row = params.firstWeight + ${at}u + j * ${to}u${isLast ? '' : ' + thread'};
${lines(quads, (q) => `var sum${q} = vec4f(0.0);`)}
${isLast ? lines(to, plain) : lines(to / 4, four)}
let place = (j ^ thread) * ${quads}u;
${lines(quads, (q) => `slope${index - 1}[place + ${q}u] *= sum${q};`)}
}
}`;
}

/** From the gradients in what comes into the first hidden layer to those in its weights, four neurons at a time. */
function printFirstBack({ from, to }: Stage, quads: number): string {
  const total = (term: (p: number, q: number) => string): string =>
    sum(4, (p) => `${SWAPS[p]}(${sum(quads, (q) => term(p, q))})`);
  return `fn back0(isFirst: bool) {
for (var k = 0u; k < ${to}u; k += 4u) {
let place = k * ${quads}u;
${lines(4, (p) => lines(quads, (q) => `let d${p}x${q} = slope0[place + ${p * quads + q}u];`))}
${lines(
  from,
  (j) => `add(${j * to}u + k + thread, ${total((p, q) => `dot(d${p}x${q}, inputValues[${j * quads + q}])`)}, isFirst);`,
)}
add(${from * to}u + k + thread, ${total((p, q) => `sumOf(d${p}x${q})`)}, isFirst);
}
}`;
}
