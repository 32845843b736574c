// What a click on the stability map loads: the run of the pixel, as settings that the panel has.
import type { GridAxis } from '../../math/dirac-grid';
import { objectives } from '../../math/dirac-objective';
import type { Rule } from '../../math/dirac-scheme';
import { figure } from '../../experiment/claims';
import type { MapChoice, ParameterValues } from '../../experiment/lab';
import { pixelSettings } from './map-axes';
import { parameters } from './parameters';
import { isWeighed, type MapAxes, type Settings } from './settings';

/** The pixel at these values of the two axes. f scaled to another f′(0) is another h, and another γ where there is one. */
export function mapChoice(settings: Settings, axes: MapAxes, x: number, y: number): MapChoice {
  const { rule, pace } = pixelSettings(settings, axes, x, y);
  const along = new Map<GridAxis, number>([
    [axes.x, x],
    [axes.y, y],
  ]);
  const isScaled = along.has('slope');
  const weighed = isScaled && isWeighed(rule.variant);
  const ownStep = pace.hD !== pace.h && (isScaled || along.has('h'));
  const values = {
    h: rounded(pace.h),
    hD: pace.hD === pace.h ? 0 : rounded(pace.hD),
    ...(along.has('sigma') ? { sigma: rounded(pace.sigma) } : {}),
    ...(weighed
      ? { gamma: rounded(pace.gamma) }
      : along.has('gamma')
        ? { gamma: rounded(along.get('gamma') ?? 0) }
        : {}),
    ...(along.has('discriminatorSteps') ? { discriminatorSteps: pace.discriminatorSteps } : {}),
  };
  const folded = foldedText(values, rule, { isScaled, weighed, ownStep });
  const refused = beyondPanel(values);
  return { values, ...(folded ? { folded } : {}), ...(refused ? { refused } : {}) };
}

type Folds = Readonly<Record<'isScaled' | 'weighed' | 'ownStep', boolean>>;

/** What else is set than the two axes; undefined where nothing is. */
function foldedText(values: ParameterValues, rule: Rule, { isScaled, weighed, ownStep }: Folds): string | undefined {
  const keys = [...(isScaled ? ['h'] : []), ...(ownStep ? ['hD'] : []), ...(weighed ? ['gamma'] : [])];
  if (keys.length === 0) return undefined;
  const set = keys.map((key) => `${symbolOf(key)} = ${figure(Number(values[key]))}`).join(', ');
  const slope = figure(objectives[rule.objective].slopeAtZero);
  if (!isScaled) return `the same hᴅ/h: ${set}`;
  return ownStep || weighed ? `the same run at f′(0) = ${slope}: ${set}` : `the same h f′(0): ${set}`;
}

/** Fine enough to stay within the pixel. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function symbolOf(key: string): string {
  const parameter = parameters.find((candidate) => candidate.key === key);
  return parameter?.kind === 'number' ? parameter.symbol : key;
}

/** Undefined where the panel can hold all of the values. */
function beyondPanel(values: ParameterValues): string | undefined {
  for (const parameter of parameters) {
    const value = values[parameter.key];
    if (parameter.kind !== 'number' || typeof value !== 'number') continue;
    const { symbol, min, max } = parameter;
    if (value < min || value > max)
      return `${symbol} = ${figure(value)} would be needed, and the panel has ${figure(min)} to ${figure(max)}`;
  }
  return undefined;
}
