// Settings at which a claim once said `fails`, or could not fail, though nothing was wrong: the tolerance counted what was
// not there, or left out what was.
import type { ParameterValues, Verdict } from '../../src/experiment/lab';

export interface VerdictCase {
  readonly what: string;
  readonly id: string;
  readonly values: ParameterValues;
  readonly verdict: Verdict;
  /** The tolerance stays below this. */
  readonly below?: number;
}

const alternating = { scheme: 'alternating' } as const;
const wganSteps = { objective: 'wgan', ...alternating } as const;
const averaged = { variant: 'noise', ...alternating, h: 0.5, discriminatorSteps: 8 } as const;

/** On every backend. */
export const verdictCases: readonly VerdictCase[] = [
  // G4 counts an exponential where the game has one, and θψ passes 10⁹ in the others.
  ...[0.2, 0.3, 1].map((h): VerdictCase => ({
    what: `WGAN, h ${h}`,
    id: 'G4',
    values: { objective: 'wgan', h },
    verdict: 'holds',
    below: 1e-4,
  })),
  // It comes to rest where f′ is exactly 0.
  { what: 'lsgan, h 0.5', id: 'G4', values: { objective: 'lsgan', h: 0.5 }, verdict: 'holds', below: 1e-4 },
  { what: 'lsgan, h 1', id: 'G4', values: { objective: 'lsgan', h: 1 }, verdict: 'holds', below: 1e-4 },
  // It comes to where a round adds less than a last place, for hundreds of rounds the same.
  { what: 'logistic, h 7', id: 'G4', values: { h: 7 }, verdict: 'holds', below: 1e-4 },
  // G7 over 4,096 rounds of up to 32 steps.
  ...[0.3, 0.7, 1.1, 1.45].map((c): VerdictCase => ({
    what: `16 inner steps, c ${c}`,
    id: 'G7',
    values: { ...wganSteps, h: c / 4, discriminatorSteps: 16 },
    verdict: 'holds',
    below: 0.01,
  })),
  { what: 'c = 2', id: 'G7', values: { ...wganSteps, h: 2 }, verdict: 'holds' },
  // G2: the integrator of a curved f, and the steps that are rounded at large h.
  ...[0.3, 0.45, 0.9].map((h): VerdictCase => ({
    what: `WGAN, h ${h}`,
    id: 'G2',
    values: { objective: 'wgan', scheme: 'flow', h },
    verdict: 'holds',
  })),
  ...['lsgan', 'exp'].map((objective): VerdictCase => ({
    what: `${objective}, h 0.03`,
    id: 'G2',
    values: { objective, scheme: 'flow', h: 0.03 },
    verdict: 'holds',
    below: 1e-3,
  })),
  // Difference quotients that leave the linear range within a round.
  { what: 'softplus, σ 3', id: 'G15', values: { ...averaged, objective: 'softplus', sigma: 3 }, verdict: 'holds' },
  { what: 'exp, σ 3', id: 'G15', values: { ...averaged, objective: 'exp', sigma: 3 }, verdict: 'holds' },
  { what: 'logistic, σ 5', id: 'G15', values: { ...averaged, objective: 'logistic', sigma: 5 }, verdict: 'holds' },
  {
    what: 'exp, nᴅ 4, σ 5',
    id: 'G15',
    values: { ...averaged, objective: 'exp', discriminatorSteps: 4, sigma: 5 },
    verdict: 'holds',
  },
  {
    what: 'a round that multiplies by 10²⁸',
    id: 'G15',
    values: { ...averaged, objective: 'exp', h: 5, discriminatorSteps: 16, sigma: 4 },
    verdict: 'outside',
  },
  {
    what: 'many steps, c 117',
    id: 'G6',
    values: { objective: 'lsgan', ...alternating, h: 2.16, generatorSteps: 8, discriminatorSteps: 7 },
    verdict: 'holds',
  },
  {
    what: 'c = 2, a double eigenvalue',
    id: 'G6',
    values: { objective: 'exp', ...alternating, h: 2 },
    verdict: 'holds',
  },
  // G16: the flow's integrator where f bends or f′ is large.
  {
    what: 'the hinge from beyond its bend',
    id: 'G16',
    values: { objective: 'hinge', variant: 'r2', scheme: 'flow', h: 0.1, gamma: 0.0587 },
    verdict: 'holds',
  },
  {
    what: 'lsgan without a penalty',
    id: 'G16',
    values: { objective: 'lsgan', variant: 'r1', scheme: 'flow', h: 0.1, gamma: 0 },
    verdict: 'holds',
  },
  // The scale of a prediction of 0 is the eigenvalue's.
  { what: 'noise on the hinge', id: 'G10', values: { objective: 'hinge', variant: 'noise' }, verdict: 'holds' },
  { what: 'weak noise', id: 'G10', values: { variant: 'noise', sigma: 0.01 }, verdict: 'holds', below: 1e-4 },
  // The limits hold whatever the damping comes from.
  { what: 'R1', id: 'G11', values: { variant: 'r1', gamma: 0.5 }, verdict: 'holds' },
  { what: 'R2', id: 'G12', values: { variant: 'r2', ...alternating, gamma: 0.5 }, verdict: 'holds' },
  { what: 'R1 without weight', id: 'G11', values: { variant: 'r1', gamma: 0 }, verdict: 'outside' },
  // θ² + ψ² counts the mode that stays as well: a limit found by runs lies beyond the true one.
  {
    what: 'a fast discriminator',
    id: 'G21',
    values: { objective: 'wgan', variant: 'r1', h: 0.0083, hD: 8.53, gamma: 1.35 },
    verdict: 'holds',
  },
];
