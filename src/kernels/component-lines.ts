// What mixture-sums.wgsl does with one datum, unrolled over the components of a mixture: in a loop the components' numbers would
// have to be indexed, and a software adapter indexes ten times slower than it multiplies. MATHS.md 1.2, 1.5.
import { topLines } from '../targets/isotropic';

/**
 * Where the responsibilities come from: the exact posterior, an array, an encoder, or so many steps of length 1 along the gradient of the
 * bound in logits, which begin at the prior.
 */
export type Responsibility = 'posterior' | 'given' | 'encoder' | 'ascent';

/** The module `package::components`: Model, Totals, and the functions readModel, plusPoint and writeTotals. */
export function componentLines(count: number, source: Responsibility): string {
  const every = (line: string, last = count): string[] =>
    Array.from({ length: last }, (_, k) => line.replaceAll('#', String(k)));
  /** All but the last component, whose logit is 0. */
  const some = (line: string): string[] => (source === 'encoder' ? every(line, count - 1) : []);
  const sum = (term: string): string => every(term).join(' + ');
  const moments = [...every('m#'), ...some('g#')];
  return [
    'import package::lib::mixture::{Component, Moments, boundOf, cost, plusDatum, share};',
    'import package::lib::place::{Place, dimension, inner, minus};',
    `import package::kernels::mixtureSums::{${IMPORTS[source]}readComponent, writeHead, writeMoments};`,
    'struct Model {',
    ...every('  c#: Component,'),
    ...some('  l#: Moments,'),
    '}',
    'struct Totals {',
    '  bound: f32,',
    '  evidence: f32,',
    ...moments.map((name) => `  ${name}: Moments,`),
    '}',
    'fn readModel(start: u32) -> Model {',
    `  return Model(${[...every('readComponent(#u, start)'), ...some('readLogit(#u, start)')].join(', ')});`,
    '}',
    'fn plusPoint(model: Model, totals: Totals, x: Place, row: u32) -> Totals {',
    ...every('  let d# = minus(x, model.c#.at);'),
    ...every('  let s# = inner(d#, d#);'),
    ...every('  let e# = cost(model.c#, s#);'),
    ...topLines(count, (k) => `e${k}`),
    ...every('  let w# = share(e# - top);'),
    `  let mass = ${sum('w#')};`,
    '  let evidence = top + log2(mass);',
    ...shareLines(count, source, every, sum),
    `  return Totals(totals.bound + bound, totals.evidence + evidence, ${[
      ...every('plusDatum(totals.m#, r#, d#, s#)'),
      ...some('plusDatum(totals.g#, r# * (f# - bound), x, square)'),
    ].join(', ')});`,
    '}',
    'fn writeTotals(part: u32, unit: u32, starts: u32, totals: Totals) {',
    `  let head = part * (2u + ${moments.length}u * (dimension + 2u)) * starts + unit;`,
    '  writeHead(head, totals.bound, totals.evidence);',
    ...moments.map((name, k) => `  writeMoments(head, ${k}u, totals.${name});`),
    '}',
    '',
  ].join('\n');
}

const IMPORTS = { posterior: '', given: 'givenShare, ', encoder: 'readLogit, ', ascent: 'innerSteps, ' } as const;

/** Lines that declare r_k and `bound` = Σ r (a − log₂ r). */
function shareLines(
  count: number,
  source: Responsibility,
  every: (line: string, last?: number) => string[],
  sum: (term: string) => string,
): string[] {
  if (source === 'posterior')
    return ['  let scale = 1.0 / mass;', ...every('  let r# = scale * w#;'), '  let bound = evidence;'];
  if (source === 'given')
    return [...every(`  let r# = givenShare(row * ${count}u + #u);`), `  let bound = ${sum('boundOf(r#, e#)')};`];
  if (source === 'ascent') return ascentLines(count, every, sum);
  return [
    '  let square = inner(x, x);',
    ...every(
      '  let z# = 1.4426950408889634 * (model.l#.mass + inner(model.l#.shift, x) + model.l#.square * square);',
      count - 1,
    ),
    `  let z${count - 1} = 0.0;`,
    ...topLines(count, (k) => `z${k}`).map((line) => line.replaceAll('top', 'most')),
    ...every('  let q# = share(z# - most);'),
    `  let all = ${sum('q#')};`,
    ...every('  let r# = q# / all;'),
    '  let logAll = most + log2(all);',
    ...every('  let f# = e# - (z# - logAll);'),
    `  let bound = ${sum('r# * f#')};`,
  ];
}

/** One line for the maximum of z_k, and those for r_k = softmax z: the numbers are there already. */
function softmaxAgain(count: number, every: (line: string) => string[], sum: (term: string) => string): string[] {
  return [
    ...topLines(count, (k) => `z${k}`).map((line) => line.replaceAll('top', 'most')),
    ...every('    r# = share(z# - most);'),
    `    let all = ${sum('r#')};`,
    ...every('    r# = r# / all;'),
    ...every('    f# = e# - (z# - most - log2(all));'),
    `    bound = ${sum('r# * f#')};`,
  ];
}

function ascentLines(count: number, every: (line: string) => string[], sum: (term: string) => string): string[] {
  return [
    ...every('  var z# = model.c#.prior;'),
    ...every('  var r# = 0.0;'),
    ...every('  var f# = 0.0;'),
    '  var bound = 0.0;',
    '  for (var turn = 0u; turn <= innerSteps(); turn++) {',
    ...every('    z# += r# * (f# - bound);'),
    ...softmaxAgain(count, every, sum),
    '  }',
  ];
}
