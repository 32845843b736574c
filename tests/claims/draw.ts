// Random valid settings of any lab, over the whole range that its parameters declare, from a seed and a number alone.
import type { Backend } from '../../src/compute/backend';
import type {
  ChoiceParameter,
  Lab,
  NumberParameter,
  Parameter,
  ParameterValue,
  ParameterValues,
} from '../../src/experiment/lab';
import { defaultValues, resolveNumber, settleValues } from '../../src/experiment/parameters';
import { threefry2x32, uniformSource } from '../../src/math/random';
import type { Case, Change } from './case';
import { drawComponents, drawPoints } from './draw-data';

/** What a lab takes on a backend, beside its declaration. */
export interface Ground {
  readonly lab: Lab;
  readonly backend: Pick<Backend, 'kind' | 'limits'>;
  /** Whether its runs give out mixture components, which may be edited. */
  readonly components: boolean;
}

/** What keeps one case within seconds: particles × points × rounds, times steps. */
const MOST_WORK = { reference: 5e5, webgpu: 2e6 } as const;
const MOST_SIZE = 4096;
const MOST_STEPS = 4096;
/** As few as make claims wonder; one case in six has fewer. */
const FEW = 48;

/** Uniform on (0, 1). */
export type Source = () => number;

/** The number of a case in the sequence of a seed; every case has its own stream, so that each can be drawn alone. */
export function drawCase(ground: Ground, seed: number, index: number): Case {
  const { lab, backend } = ground;
  const words = new Uint32Array(2);
  threefry2x32(seed, nameHash(`${lab.id} ${backend.kind}`), index, 0, words);
  const draw = uniformSource(words[0], words[1]);
  const { values: wanted, data } = drawData(ground, drawValues(lab, draw), draw);
  const changes = drawChanges(lab, wanted, draw);
  const steps = draw() < 0.05 ? 0 : Math.round(MOST_STEPS ** draw());
  const sized = withinWork(ground, wanted, { steps, changes }, draw);
  const runSeed = Math.floor(draw() * 2 ** 32);
  return { lab: lab.id, backend: backend.kind, seed: runSeed, data, ...sized, values: differing(lab, sized.values) };
}

function nameHash(name: string): number {
  return Array.from(name).reduce(
    (hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0,
    0x811c9dc5,
  );
}

export function differing(lab: Lab, values: ParameterValues): ParameterValues {
  const defaults = defaultValues(lab.parameters);
  return Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== defaults[key]));
}

/** From the defaults or a preset, a few, many or all parameters drawn anew: rare claims need a neighbourhood, others the whole range. */
function drawValues(lab: Lab, draw: Source): ParameterValues {
  const preset = draw() < 0.6 ? pick(lab.presets, draw) : undefined;
  const share = pick([0.1, 0.3, 1], draw);
  let values: ParameterValues = { ...defaultValues(lab.parameters), ...preset?.values };
  for (const parameter of inOrder(lab.parameters))
    if (draw() < share) values = { ...values, [parameter.key]: drawValue(parameter, values, draw) };
  return settleValues(lab.parameters, values);
}

/** What depends on the range of another comes last. */
function inOrder(parameters: readonly Parameter[]): Parameter[] {
  const depends = (parameter: Parameter): boolean => parameter.kind === 'number' && parameter.like !== undefined;
  return parameters.toSorted((a, b) => Number(depends(a)) - Number(depends(b)));
}

function drawValue(parameter: Parameter, values: ParameterValues, draw: Source): ParameterValue {
  return parameter.kind === 'choice' ? drawChoice(parameter, draw) : drawNumber(resolveNumber(parameter, values), draw);
}

function drawChoice({ options }: ChoiceParameter, draw: Source): string {
  return pick(options, draw).value;
}

/** An end of the range, a round value in it, or anywhere; mostly with three digits, as people write numbers. */
function drawNumber(parameter: NumberParameter, draw: Source): number {
  const { min, max, scale, integer } = parameter;
  const kind = draw();
  if (kind < 0.12) return pick([min, max, Math.min(max, Math.max(min, 0)), Math.min(max, Math.max(min, 1))], draw);
  const at = draw();
  const value = scale === 'log' ? min * (max / min) ** at : min + (max - min) * at;
  if (integer) return Math.round(value);
  return kind < 0.8 ? Math.min(max, Math.max(min, Number(value.toPrecision(3)))) : value;
}

function drawData(
  { lab, components }: Ground,
  values: ParameterValues,
  draw: Source,
): { readonly values: ParameterValues; readonly data: Case['data'] } {
  const kind = draw();
  if (lab.ownPoints && kind < 0.2)
    return { values: { ...values, ...lab.ownPoints }, data: { points: drawPoints(draw) } };
  if (!components || kind < 0.9) return { values, data: {} };
  // Components belong to the first group as it stands by default, which is where a run gave them out.
  const group = lab.parameters[0]?.group;
  const target = lab.parameters.filter((parameter) => parameter.group === group && parameter.kind === 'choice');
  return { values: { ...values, ...defaultValues(target) }, data: drawComponents(draw) };
}

function drawChanges(lab: Lab, values: ParameterValues, draw: Source): readonly Change[] {
  const live = lab.parameters.filter((parameter) => !parameter.restarts);
  if (live.length === 0 || draw() < 0.6) return [];
  return Array.from({ length: draw() < 0.7 ? 1 : 2 }, () => {
    const chosen = Array.from({ length: draw() < 0.7 ? 1 : 3 }, () => pick(live, draw));
    const changed = Object.fromEntries(chosen.map((parameter) => [parameter.key, drawValue(parameter, values, draw)]));
    return { values: changed, steps: Math.round(512 ** draw()) };
  });
}

/** A restarting whole number on a logarithmic scale says how many of something there are. */
export function isSize(parameter: Parameter): parameter is NumberParameter {
  return parameter.kind === 'number' && !!parameter.restarts && !!parameter.integer && parameter.scale === 'log';
}

/** Sizes drawn anew within what a case may cost, and sizes and steps halved until the estimate of the work fits. */
function withinWork(
  { lab, backend }: Ground,
  values: ParameterValues,
  { steps, changes }: Pick<Case, 'steps' | 'changes'>,
  draw: Source,
): Pick<Case, 'values' | 'steps' | 'changes'> {
  const limits = lab.limits?.(backend as Backend) ?? [];
  const sized = { ...values };
  for (const { key, min, max } of lab.parameters.filter(isSize)) {
    const most = Math.min(MOST_SIZE, max, ...limits.filter((limit) => limit.key === key).map((limit) => limit.most));
    const [from, to] = draw() < 1 / 6 ? [min, Math.min(FEW, most)] : [Math.min(Math.max(min, FEW), most), most];
    sized[key] = Math.round(from * (to / from) ** draw());
  }
  let [first, later] = [steps, changes];
  const rounds = (): number => 1 + first + later.reduce((sum, change) => sum + change.steps, 0);
  while (workOf(lab, sized) * rounds() > MOST_WORK[backend.kind]) {
    const largest = lab.parameters
      .filter(isSize)
      .filter(({ key, min, when }) => Number(sized[key]) > min && (!when || when(sized)))
      .toSorted((a, b) => Number(sized[b.key]) - Number(sized[a.key]))
      .at(0);
    if (largest && Number(sized[largest.key]) > rounds())
      sized[largest.key] = Math.max(largest.min, Number(sized[largest.key]) >> 1);
    else if (rounds() > 2) {
      first >>= 1;
      later = later.map((change) => ({ ...change, steps: change.steps >> 1 }));
    } else break;
  }
  return { values: sized, steps: first, changes: later };
}

/** The product of every whole number in force: particles, points, steps within a round. */
export function workOf(lab: Lab, values: ParameterValues): number {
  const counted = lab.parameters.filter(
    (parameter) => parameter.kind === 'number' && parameter.integer && (!parameter.when || parameter.when(values)),
  );
  return counted.reduce((product, { key }) => product * Math.max(1, Number(values[key])), 1);
}

export function pick<T>(items: readonly T[], draw: Source): T {
  return items[Math.floor(draw() * items.length)] as T;
}
