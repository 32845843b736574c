// One round of each training scheme. Twin of shaders/lib/dirac-scheme.wgsl. MATHS.md 4.3, 4.4, 4.6.
import { diracField, type Game, type Strengths, type Velocity } from './dirac-field';

export const schemeIds = ['simultaneous', 'alternating', 'flow', 'extragradient'] as const;
export type SchemeId = (typeof schemeIds)[number];

export interface Rule extends Game {
  readonly scheme: SchemeId;
}

export interface Pace extends Strengths {
  /** Step of the generator and of the discriminator. */
  readonly h: number;
  readonly hD: number;
  /** Alternating scheme only. */
  readonly generatorSteps: number;
  readonly discriminatorSteps: number;
}

/** What a round depends on. */
export interface Settings {
  readonly rule: Rule;
  readonly pace: Pace;
}

/** Another step, h_D in its proportion. */
export function withStep({ rule, pace }: Settings, h: number): Settings {
  return { rule, pace: { ...pace, h, hD: (h * pace.hD) / pace.h } };
}

/** Position and what compensated summation still owes to it (flow only). */
export interface Players {
  theta: number;
  psi: number;
  owedTheta: number;
  owedPsi: number;
}

export interface Clock {
  readonly seed: number;
  readonly chain: number;
  readonly step: number;
}

/** Gradients that follow on each other in one round: each draws noise of its own, and each rounds. */
export function gradientsPerRound({ rule: { scheme }, pace }: Settings): number {
  if (scheme === 'alternating') return pace.generatorSteps + pace.discriminatorSteps;
  if (scheme === 'flow') return 4;
  return scheme === 'extragradient' ? 2 : 1;
}

/** Takes one round in place. */
export function advanceRound(rule: Rule, pace: Pace, players: Players, { seed, chain, step }: Clock): void {
  const first = rule.sampled ? Math.imul(step, gradientsPerRound({ rule, pace })) : 0;
  const field = (theta: number, psi: number, nth: number): Velocity =>
    diracField(rule, pace, theta, psi, rule.sampled ? { seed, chain, counter: (first + nth) | 0 } : undefined);
  switch (rule.scheme) {
    case 'simultaneous': {
      const [dTheta, dPsi] = field(players.theta, players.psi, 0);
      players.theta += pace.h * dTheta;
      players.psi += pace.hD * dPsi;
      return;
    }
    case 'alternating':
      for (let i = 0; i < pace.generatorSteps; i++) players.theta += pace.h * field(players.theta, players.psi, i)[0];
      for (let i = 0; i < pace.discriminatorSteps; i++) {
        players.psi += pace.hD * field(players.theta, players.psi, pace.generatorSteps + i)[1];
      }
      return;
    case 'extragradient': {
      const [aTheta, aPsi] = field(players.theta, players.psi, 0);
      const [dTheta, dPsi] = field(players.theta + pace.h * aTheta, players.psi + pace.hD * aPsi, 1);
      players.theta += pace.h * dTheta;
      players.psi += pace.hD * dPsi;
      return;
    }
    case 'flow':
      rungeKutta(pace, players, field);
  }
}

/** Classical fourth order; the increment is added with compensation, so that rounding does not pile up in θ² + ψ². */
function rungeKutta(
  { h, hD }: Pace,
  players: Players,
  field: (theta: number, psi: number, nth: number) => Velocity,
): void {
  const { theta, psi } = players;
  const [aTheta, aPsi] = field(theta, psi, 0);
  const [bTheta, bPsi] = field(theta + 0.5 * h * aTheta, psi + 0.5 * hD * aPsi, 1);
  const [cTheta, cPsi] = field(theta + 0.5 * h * bTheta, psi + 0.5 * hD * bPsi, 2);
  const [dTheta, dPsi] = field(theta + h * cTheta, psi + hD * cPsi, 3);
  const wantedTheta = (h / 6) * (aTheta + 2 * (bTheta + cTheta) + dTheta) + players.owedTheta;
  const wantedPsi = (hD / 6) * (aPsi + 2 * (bPsi + cPsi) + dPsi) + players.owedPsi;
  players.theta = theta + wantedTheta;
  players.psi = psi + wantedPsi;
  players.owedTheta = wantedTheta - (players.theta - theta);
  players.owedPsi = wantedPsi - (players.psi - psi);
}
