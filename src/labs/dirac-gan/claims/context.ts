// What a claim may look at, and at which settings it says something. All of them are measured by trials, with the kernels that
// move the trajectories, so they depend on the settings alone.
import type { Trials } from '../../../dynamics/trials';
import type { Claim as AnyClaim } from '../../../experiment/claim-book';
import { outside, within, type Excuse, type Outcome } from '../../../experiment/claims';
import { linearise, majorantOf, predictedRadius } from '../../../math/dirac-linearisation';
import { objectives } from '../../../math/dirac-objective';
import { operatorErrors, resolvesRound, type Computed } from '../../../math/dirac-rounding';
import type { Settings } from '../../../math/dirac-scheme';
import { float32, float64 } from '../../../math/rounding';
import { eigenvalues, spectralRadius } from '../../../math/spectrum';

export interface ClaimContext extends Computed {
  readonly trials: Trials;
}

/** Theory speaks of the numbers that the device computes with. */
export function contextOf({ rule, pace }: Settings, trials: Trials): ClaimContext {
  if (!trials.single) return { settings: { rule, pace }, rounding: float64, trials };
  const [h, hD, sigma, gamma, g0] = [pace.h, pace.hD, pace.sigma, pace.gamma, pace.g0].map(Math.fround);
  return { settings: { rule, pace: { ...pace, h, hD, sigma, gamma, g0 } }, rounding: float32, trials };
}

/** A claim of MATHS.md 4.7. */
export interface Claim extends Omit<AnyClaim<ClaimContext>, 'per'> {
  readonly statement: string;
  /** Near the equilibrium: small starts, or the field there. A trajectory of its own begins where the claim says. */
  readonly on: 'near the equilibrium' | 'a trajectory of its own';
}

type Excusing = NonNullable<Claim['excuse']>;
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
  true: 'the noise is drawn, not averaged over',
};

const needs: Readonly<Record<keyof Wanted, string>> = {
  objective: 'another f',
  variant: 'another game',
  scheme: 'another scheme',
  sampled: 'averaged noise',
};

/** Why the settings are not those that a claim is about; then what else excuses it, the first that does. */
export function only(wanted: Wanted, ...also: readonly Excusing[]): Excusing {
  return (context) => {
    for (const [key, allowed] of Object.entries(wanted)) {
      const actual = context.settings.rule[key as keyof Wanted];
      if (![allowed].flat().includes(actual))
        return { reason: words[String(actual)] ?? '', needs: needs[key as keyof Wanted] };
    }
    return also.map((excuse) => excuse(context)).find((reason) => reason !== undefined);
  };
}

/** One step each and of one size, as most closed forms want it. */
export function equalSteps({ settings: { rule, pace } }: ClaimContext): Excuse | undefined {
  if (pace.h !== pace.hD) return { reason: 'the two step sizes differ', needs: 'equal steps' };
  const single = rule.scheme !== 'alternating' || pace.generatorSteps * pace.discriminatorSteps === 1;
  return single ? undefined : { reason: 'there are several steps in a round', needs: 'equal steps' };
}

/** Excuses a claim about a damped discriminator where nothing damps it. */
export function damps(context: ClaimContext): string | undefined {
  if (dampingOf(context) > 0) return undefined;
  return context.settings.rule.variant === 'noise' ? 'f″(0) is not negative: the noise does not damp' : 'γ is 0';
}

/** Excuses what no difference quotient reaches. */
export function resolves({ settings }: ClaimContext): string | undefined {
  if (resolvesRound(settings)) return undefined;
  const power = Math.round(Math.log10(Math.max(...majorantOf(settings)))).toString();
  return `one round multiplies a distance by about 10^${power}: it is measured nowhere in the range of f′(0)`;
}

/** f′(0) */
export function slopeOf({ settings }: ClaimContext): number {
  return objectives[settings.rule.objective].slopeAtZero;
}

/** b, half the damping of the discriminator. */
export function dampingOf({ settings }: ClaimContext): number {
  return linearise(settings.rule, settings.pace).dampingD / 2;
}

/** Whether a setting lies in a range, as it was given or as the device rounds it. */
export function liesIn(value: number, least: number, most: number): boolean {
  const slack = 1 + 2 * float32.unit;
  return value * slack >= least && value <= most * slack;
}

/** Spectral radius of one round as it is measured. */
export async function measuredRadius({ trials, settings }: ClaimContext): Promise<number> {
  return spectralRadius(eigenvalues(await trials.jacobian(settings)));
}

/** The same against that of the operator. */
export async function radiusOutcome(context: ClaimContext): Promise<Outcome> {
  const unresolved = resolves(context);
  if (unresolved) return outside(unresolved);
  return within(await measuredRadius(context), predictedRadius(context.settings), operatorErrors(context).radius);
}
