// What a click on the stability map loads: the run of the pixel, as settings that the panel has.
import { declared } from '../../experiment/declare';
import type { MapChoice } from '../../experiment/frame';
import { objectives } from '../../math/dirac-objective';
import type { Settings } from '../../math/dirac-scheme';
import { settingsAt } from './map-axes';
import { parameters, weighed, type MapAxes, type MapAxisId } from './parameters';
import { figure } from '../../numbers';

type Chosen = Readonly<Record<string, number>>;

const numbers = declared(parameters).filter((parameter) => parameter.kind === 'number');

/** The pixel at these values of the two axes. f scaled to another f′(0) is another h, and another γ where there is one. */
export function mapChoice(settings: Settings, axes: MapAxes, x: number, y: number): MapChoice {
  const { rule, pace } = settingsAt(settings, axes, x, y);
  const at = (axis: MapAxisId): number | undefined => (axes.x === axis ? x : axes.y === axis ? y : undefined);
  const isScaled = at('slope') !== undefined;
  const isWeighed = isScaled && weighed.includes(rule.variant);
  const ownStep = pace.hD !== pace.h && (isScaled || at('h') !== undefined);
  const wanted = {
    h: pace.h,
    hD: pace.hD === pace.h ? 0 : pace.hD,
    sigma: at('sigma'),
    gamma: isWeighed ? pace.gamma : at('gamma'),
    discriminatorSteps: at('discriminatorSteps'),
  };
  // Four digits stay within the pixel.
  const rounded = Object.entries(wanted).map(([key, value]) => [key, Number(value?.toPrecision(4))] as const);
  const values: Chosen = Object.fromEntries(rounded.filter(([, value]) => !Number.isNaN(value)));
  const also = [...(isScaled ? ['h'] : []), ...(ownStep ? ['hD'] : []), ...(isWeighed ? ['gamma'] : [])];
  const slope = figure(objectives[rule.objective].slopeAtZero);
  const same = !isScaled ? 'hᴅ/h' : ownStep || isWeighed ? `run at f′(0) = ${slope}` : 'h f′(0)';
  const folded = `the same ${same}: ${also.map((key) => equation(key, values[key])).join(', ')}`;
  const refused = beyondPanel(values);
  return { values, ...(also.length > 0 ? { folded } : {}), ...(refused ? { refused } : {}) };
}

function equation(key: string, value: number): string {
  return `${numbers.find((parameter) => parameter.key === key)?.symbol ?? key} = ${figure(value)}`;
}

/** Undefined where the panel can hold all of the values. */
function beyondPanel(values: Chosen): string | undefined {
  const beyond = numbers.find(({ key, min, max }) => values[key] < min || values[key] > max);
  if (!beyond) return undefined;
  const { key, min, max } = beyond;
  return `${equation(key, values[key])} would be needed, and the panel has ${figure(min)} to ${figure(max)}`;
}
