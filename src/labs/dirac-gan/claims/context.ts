// What a claim may look at. All of them are measured by the probe, with the kernels that move the trajectories, so they
// depend on the settings alone.
import { float32 } from '../../../math/rounding';
import type { Excuse, Outcome } from '../../../experiment/claims';
import type { Point, Probe } from '../probe';
import type { Settings } from '../settings';
import { objectives } from '../../../math/dirac-objective';
import { linearise, type FieldLinearisation } from '../theory/linearisation';

export interface ClaimContext {
  readonly settings: Settings;
  readonly probe: Probe;
}

/** Near the equilibrium: small starts, or the field there. A trajectory of its own begins where the claim says. */
export type MeasuredOn = 'near the equilibrium' | 'a trajectory of its own' | 'the map itself';

/** A claim of MATHS.md 4.7, checked at the current settings. */
export interface Claim {
  readonly id: string;
  readonly statement: string;
  readonly tex: string;
  /** What it is measured on. */
  readonly on: MeasuredOn;
  readonly check: (context: ClaimContext) => Promise<Outcome> | Outcome;
}

/** The float32 or the float64 tolerance of a deterministic statement. */
export function precision({ probe }: ClaimContext, float32: number, float64: number): number {
  return probe.single ? float32 : float64;
}

type Wanted = Partial<{ readonly [K in keyof Settings['rule']]: Settings['rule'][K] | readonly Settings['rule'][K][] }>;

/** What the settings are instead, as a reader would say it. */
const words: Readonly<Record<string, string>> = {
  logistic: 'f is logistic',
  wgan: 'f is linear (WGAN)',
  exp: 'f is exponential',
  lsgan: 'f is the least-squares one',
  hinge: 'f is the hinge',
  softplus: 'f is softplus',
  plain: 'the game is the plain one',
  ns: 'the game is the non-saturating one',
  noise: 'there is instance noise',
  r1: 'there is an R1 penalty',
  r2: 'there is an R2 penalty',
  consensus: 'there is a consensus term',
  wgangp: 'there is a WGAN-GP penalty',
  simultaneous: 'the steps are simultaneous',
  alternating: 'the steps alternate',
  flow: 'time is continuous',
  extragradient: 'the steps are extragradient',
};

const needs: Readonly<Record<keyof Wanted, string>> = {
  objective: 'another f',
  variant: 'another game',
  scheme: 'another scheme',
  sampled: 'averaged noise',
};

/** Why these settings are not those of the claim, or undefined where they are. */
export function excuse({ settings }: ClaimContext, wanted: Wanted): Excuse | undefined {
  for (const [key, allowed] of Object.entries(wanted)) {
    const actual = settings.rule[key as keyof Wanted];
    if ([allowed].flat().includes(actual)) continue;
    const reason = key === 'sampled' ? 'the noise is drawn, not averaged over' : words[String(actual)];
    return { reason: reason ?? `${key} is ${String(actual)}`, needs: needs[key as keyof Wanted] };
  }
  return undefined;
}

/** One step each and of one size, as most closed forms want it. */
export function unequalSteps({ settings: { rule, pace } }: ClaimContext): Excuse | undefined {
  if (pace.h !== pace.hD) return { reason: 'the two step sizes differ', needs: 'equal steps' };
  const single = rule.scheme !== 'alternating' || pace.generatorSteps * pace.discriminatorSteps === 1;
  return single ? undefined : { reason: 'there are several steps in a round', needs: 'equal steps' };
}

/** θ² + ψ² */
export const energyOf = ([theta, psi]: Point): number => theta * theta + psi * psi;

/** f′(0) */
export function slopeOf({ settings }: ClaimContext): number {
  return objectives[settings.rule.objective].slopeAtZero;
}

function linearOf({ settings }: ClaimContext): FieldLinearisation | undefined {
  return linearise(settings.rule, settings.pace);
}

/** b, half the damping of the discriminator. */
export function dampingOf(context: ClaimContext): number {
  return (linearOf(context)?.dampingD ?? Number.NaN) / 2;
}

/** The settings with another step, h_D in its proportion. */
export function withStep({ rule, pace }: Settings, h: number): Settings {
  return { rule, pace: { ...pace, h, hD: (h * pace.hD) / pace.h } };
}

/** Whether a setting lies in a range, as it was given or as the device rounds it. */
export function liesIn(value: number, least: number, most: number): boolean {
  const slack = 1 + 2 * float32.unit;
  return value * slack >= least && value <= most * slack;
}
