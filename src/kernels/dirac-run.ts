// Trajectories of the Dirac-GAN, many rounds inside one launch. MATHS.md 4.3 to 4.6.
import { defineKernel, type Kernel, type KernelParams } from '../compute/kernel';
import { advanceRound, type Pace, type Players, type Rule } from '../math/dirac-scheme';

/** What a trajectory kernel does in each round beside the rule. */
export interface DiracRunOptions {
  /** Steps h/k in round k instead of h (G5). */
  readonly harmonic?: boolean;
  /** Promises generatorSteps = discriminatorSteps = 1, and alternating rounds are faster. */
  readonly oneEach?: boolean;
}

export type PaceParams = { -readonly [K in keyof Pace]: number };

export const paceDefaults: PaceParams = {
  h: 0.1,
  hD: 0.1,
  sigma: 0,
  gamma: 0,
  g0: 1,
  generatorSteps: 1,
  discriminatorSteps: 1,
};

export type DiracRunParams = PaceParams & {
  seed: number;
  /** Quadruple of the launch's first thread. */
  firstThread: number;
  /** Number of rounds already done: the counter of the random numbers. */
  firstStep: number;
  steps: number;
  /** The first `traced` trajectories, a multiple of four, write into `paths`. */
  traced: number;
  pathLength: number;
  /** Only every so many rounds is written. */
  stride: number;
};

/** WESL conditions that select a rule's functions from the modules below shaders/lib/. */
export function ruleConditions({ objective, variant, scheme, sampled }: Rule): Record<string, boolean> {
  return { [objective]: true, [variant]: true, [scheme]: true, sampled: sampled && variant === 'noise' };
}

/** One kernel object for one rule, so that what was prepared is found again. */
export function perRule<P extends KernelParams, R extends object>(
  build: (rule: R) => Kernel<P>,
): (rule: R) => Kernel<P> {
  const known = new Map<string, Kernel<P>>();
  return (rule) => {
    const key = JSON.stringify(Object.entries(rule).map(String).toSorted());
    const kernel = known.get(key) ?? build(rule);
    known.set(key, kernel);
    return kernel;
  };
}

/**
 * One thread moves four trajectories. Arrays: `positions` f32 [4·threads, 2] in place; `progress` u32 [1], grows by
 * 4·threads·steps (mod 2³²) as proof of execution; `paths` f32 [pathLength, traced, 2], row (s/stride) mod pathLength
 * holds the positions after round s; for the flow `owed` f32 [4·threads, 2], zero at the start.
 */
export function diracRun(
  rule: Rule,
  { harmonic = false, oneEach = false }: DiracRunOptions = {},
): Kernel<DiracRunParams> {
  return cached({ ...rule, harmonic, oneEach: oneEach && rule.scheme === 'alternating' });
}

const cached = perRule((rule: Rule & Required<DiracRunOptions>) => build(rule, rule));

function build(rule: Rule, { harmonic, oneEach }: Required<DiracRunOptions>): Kernel<DiracRunParams> {
  return defineKernel<DiracRunParams>({
    name: 'diracRun',
    module: 'kernels/dirac-run',
    conditions: { ...ruleConditions(rule), harmonic, oneEach },
    params: { ...paceDefaults, seed: 0, firstThread: 0, firstStep: 0, steps: 1, traced: 0, pathLength: 1, stride: 1 },
    reference(arrays, params, threads) {
      const { positions, progress, paths, owed } = arrays as Record<string, Float64Array>;
      const players: Players = { theta: 0, psi: 0, owedTheta: 0, owedPsi: 0 };
      const first = 4 * params.firstThread;
      for (let chain = first; chain < first + 4 * threads; chain++) {
        players.theta = positions[2 * chain];
        players.psi = positions[2 * chain + 1];
        players.owedTheta = rule.scheme === 'flow' ? owed[2 * chain] : 0;
        players.owedPsi = rule.scheme === 'flow' ? owed[2 * chain + 1] : 0;
        for (let step = params.firstStep; step < params.firstStep + params.steps; step++) {
          advanceRound(rule, paceAt(params, step, harmonic), players, { seed: params.seed, chain, step });
          if (chain >= params.traced || (step + 1) % params.stride !== 0) continue;
          const row = ((step + 1) / params.stride) % params.pathLength;
          paths.set([players.theta, players.psi], 2 * (row * params.traced + chain));
        }
        positions.set([players.theta, players.psi], 2 * chain);
        if (rule.scheme === 'flow') owed.set([players.owedTheta, players.owedPsi], 2 * chain);
      }
      progress[0] += 4 * threads * params.steps;
    },
  });
}

function paceAt(params: DiracRunParams, step: number, harmonic: boolean): Pace {
  return harmonic ? { ...params, h: params.h / (step + 1), hD: params.hD / (step + 1) } : params;
}
