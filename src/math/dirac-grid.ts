// Settings that vary over a grid of two parameters. Twin of shaders/lib/dirac-grid.wgsl.
import type { VariantId } from './dirac-field';
import { objectives } from './dirac-objective';
import type { Pace, Settings } from './dirac-scheme';

/** What an axis varies, by the number that the kernels know it by; `slope` is f′(0). */
export const gridAxes = { none: 0, h: 1, sigma: 2, gamma: 3, discriminatorSteps: 4, slope: 5 } as const;
export type GridAxis = keyof typeof gridAxes;

export interface GridPoint {
  readonly axis: GridAxis;
  readonly value: number;
}

/**
 * The setting at a point of the grid. h takes h_D along. f scaled to another f′(0) = A is the same motion in time scaled
 * by A/a, in which a damping of the discriminator weighs a/A and a consensus term A/a: so it is a setting of the same f.
 */
export function gridPace(base: Pace, slope: number, variant: VariantId, ...points: readonly GridPoint[]): Pace {
  let pace = base;
  for (const { axis, value } of points) {
    if (axis === 'h') pace = { ...pace, h: value, hD: value * (base.hD / base.h) };
    if (axis === 'sigma' || axis === 'gamma') pace = { ...pace, [axis]: value };
    if (axis === 'discriminatorSteps') pace = { ...pace, discriminatorSteps: Math.floor(value) };
  }
  for (const { axis, value } of points) {
    if (axis !== 'slope') continue;
    const factor = value / slope;
    const gamma = variant === 'consensus' ? pace.gamma * factor : pace.gamma / factor;
    pace = { ...pace, h: pace.h * factor, hD: pace.hD * factor, gamma };
  }
  return pace;
}

/** The same of settings: f scaled or not, they are those of the same f. */
export function gridSettings({ rule, pace }: Settings, ...points: readonly GridPoint[]): Settings {
  return { rule, pace: gridPace(pace, objectives[rule.objective].slopeAtZero, rule.variant, ...points) };
}

/** What is the same at every point of a grid: the settings with what its axes vary taken out, and noise averaged over. */
export function offAxes({ rule, pace }: Settings, ...axes: readonly GridAxis[]): Settings {
  let fixed = { ...pace };
  for (const axis of axes) {
    if (axis === 'h') fixed = { ...fixed, hD: fixed.hD / fixed.h, h: 1 };
    else if (axis !== 'slope' && axis !== 'none') fixed[axis] = 1;
  }
  return { rule: { ...rule, sampled: false }, pace: fixed };
}
