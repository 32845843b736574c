// The parameter values of a Dirac-GAN run, read into the types that the mathematics uses.
import type { VariantId } from '../../math/dirac-field';
import type { GridAxis } from '../../math/dirac-grid';
import type { ObjectiveId } from '../../math/dirac-objective';
import type { Pace, Rule, SchemeId } from '../../math/dirac-scheme';
import type { ParameterValues } from '../../experiment/lab';

export interface Settings {
  readonly rule: Rule;
  readonly pace: Pace;
}

export type InitKind = 'ring' | 'disc' | 'grid' | 'point';

export interface Start {
  readonly kind: InitKind;
  /** Of the point. */
  readonly theta: number;
  readonly psi: number;
  /** Of ring, disc and grid, around the equilibrium. */
  readonly radius: number;
}

export function readSettings(values: ParameterValues): Settings {
  const number = (key: string): number => Number(values[key]);
  const rule: Rule = {
    objective: values['objective'] as ObjectiveId,
    variant: values['variant'] as VariantId,
    scheme: values['scheme'] as SchemeId,
    sampled: values['noiseMode'] === 'sampled' && values['variant'] === 'noise',
  };
  const h = number('h');
  const pace: Pace = {
    h,
    hD: number('hD') === 0 ? h : number('hD'),
    sigma: number('sigma'),
    gamma: number('gamma'),
    g0: number('g0'),
    generatorSteps: number('generatorSteps'),
    discriminatorSteps: number('discriminatorSteps'),
  };
  return { rule, pace };
}

/** The twin's settings, or undefined without one. */
export function readTwin(values: ParameterValues): Settings | undefined {
  return values['twin'] === 'off' ? undefined : readSettings({ ...values, scheme: values['twin'] as string });
}

export function readStart(values: ParameterValues): Start {
  return {
    kind: values['init'] as InitKind,
    theta: Number(values['theta0']),
    psi: Number(values['psi0']),
    radius: Number(values['radius']),
  };
}

/** Whether γ weighs something in the game. */
export function isWeighed(variant: VariantId): boolean {
  return ['r1', 'r2', 'consensus', 'wgangp'].includes(variant);
}

export interface MapAxes {
  readonly x: GridAxis;
  readonly y: GridAxis;
}

/** What the stability map varies; the same twice would be a line, so the second becomes another. */
export function readMapAxes(values: ParameterValues): MapAxes {
  const [x, y] = [values['mapX'] as GridAxis, values['mapY'] as GridAxis];
  return { x, y: y !== x ? y : x === 'slope' ? 'h' : 'slope' };
}

/** Whether both are the same setting: then nothing needs to be measured anew. */
export function sameSettings(a: Settings | undefined, b: Settings | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
