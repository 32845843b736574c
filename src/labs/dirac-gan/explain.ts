// What the page says in words: read-outs beside the parameters, and why trajectories grow.
import { objectives } from '../../math/dirac-objective';
import { figure } from '../../experiment/claims';
import type { Divergence, Frame, ParameterValues } from '../../experiment/lab';
import { FIT_TOLERANCE, predictedGrowth, type GrowthFit } from './growth';
import type { Settings } from './settings';
import { alternatingLimit, consensusLimit, simultaneousLimit } from './theory/limits';
import { linearise, predictedRadius } from './theory/linearisation';
import { fieldDeviation } from './theory/nonlinearity';

/** Short read-outs beside the parameters. */
export function readouts(settings: Settings): Frame['readouts'] {
  const { slopeAtZero, curvatureAtZero } = objectives[settings.rule.objective];
  const radius = predictedRadius(settings);
  const limit = stepLimit(settings);
  return [
    {
      label: 'f′(0), f″(0)',
      value: `${figure(slopeAtZero)}, ${figure(curvatureAtZero)}`,
      doc: 'All that the spectrum at the equilibrium knows of f (4.1).',
    },
    ...(Number.isNaN(radius)
      ? []
      : [
          {
            label: 'max |λ|',
            value: factor(radius),
            doc: 'Spectral radius of one round at the equilibrium: what small distances are multiplied by.',
          },
        ]),
    ...(limit === undefined
      ? []
      : [
          {
            label: 'largest stable h',
            value: limit === 0 ? 'none' : figure(limit),
            doc: 'The step limit of this scheme at these settings (4.4, 4.5, 4.6).',
          },
        ]),
  ];
}

/** The largest step where there is a closed form: equal steps, one of each. */
export function stepLimit({ rule, pace }: Settings): number | undefined {
  const { scheme } = rule;
  if (pace.h !== pace.hD || (scheme !== 'simultaneous' && scheme !== 'alternating')) return undefined;
  if (scheme === 'alternating' && pace.generatorSteps * pace.discriminatorSteps !== 1) return undefined;
  const linear = linearise(rule, pace);
  if (!linear) return undefined;
  if (rule.variant === 'consensus') return consensusLimit(scheme, linear.slope, pace.gamma);
  return (scheme === 'simultaneous' ? simultaneousLimit : alternatingLimit)(linear.slope, linear.dampingD / 2);
}

/** What is known of the trajectories themselves. */
export interface Observed {
  readonly nonFinite: number;
  readonly count: number;
  /** Their median θ² + ψ², and by how much its root grew per step lately; NaN where that is not known. */
  readonly energy: number;
  readonly factor: number;
}

/** Growth is a result here: how fast, whether theory said so, and what would stop it. */
export function divergenceOf(
  settings: Settings,
  step: number,
  observed: Observed,
  fit: GrowthFit | undefined,
): Divergence | undefined {
  const { nonFinite, count } = observed;
  const radius = predictedRadius(settings);
  const grows = radius > 1 + 1e-9;
  if (!grows && nonFinite === 0) return undefined;
  const lost =
    nonFinite > 0
      ? `${nonFinite.toLocaleString('en-GB')} of ${count.toLocaleString('en-GB')} trajectories have left the finite range. `
      : '';
  const sentence = grows
    ? growthSentence(settings, radius, fit) + runSentence(settings, observed, radius)
    : 'Small starts do not grow at these settings; these were too far out.';
  return { nonFinite, step, sentence: `${lost}${sentence}`, remedy: remedyOf(settings) };
}

function growthSentence(settings: Settings, radius: number, fit: GrowthFit | undefined): string {
  if (!fit) return `Near the equilibrium theory predicts growth of the distance by ${factor(radius)} per step.`;
  const expected = predictedGrowth(settings)?.rate ?? Math.log(radius);
  const agrees = Math.abs(fit.rate - expected) <= FIT_TOLERANCE + 5 * fit.standardError;
  const said = agrees ? ', as predicted' : ` where theory predicts ${factor(radius)}`;
  return `Near the equilibrium the distance grows by ${factor(Math.exp(fit.rate))} per step${said}.`;
}

/** A field that is off by this share of f′(0) is not the linear one. */
const FAR = 0.05;

/** Of the growth near the equilibrium: with less left f′ has faded. */
const FADED = 0.1;

/** What the run itself does, once it has been seen to move. */
function runSentence(settings: Settings, { energy, factor: now }: Observed, radius: number): string {
  if (!(Number.isFinite(now) && Number.isFinite(energy))) return '';
  const { id, slopeAtZero } = objectives[settings.rule.objective];
  if (fieldDeviation(settings, energy) <= FAR * slopeAtZero) return ` This run: ${factor(now)} now.`;
  const saturates = id === 'logistic' || id === 'softplus' || id === 'hinge';
  const faded = saturates && now - 1 < FADED * (radius - 1);
  return ` This run is ${faded ? 'far out, where f′ → 0' : 'farther out, where f is not linear'}: ${factor(now)} now.`;
}

/** A factor near 1 needs its digits behind the 1. */
export function factor(value: number): string {
  const distance = Math.abs(value - 1);
  if (distance === 0 || distance > 0.5) return figure(value);
  const digits = Math.min(9, Math.max(3, 1 - Math.floor(Math.log10(distance))));
  return String(Number(value.toFixed(digits)));
}

/** Settings of the same game that are stable. */
function remedyOf(settings: Settings): Divergence['remedy'] {
  const { rule, pace } = settings;
  const limit = stepLimit(settings);
  if (limit !== undefined && limit > 0) {
    const h = Number((0.8 * limit).toPrecision(2));
    return { label: `Use h = ${figure(h)}`, values: { h, hD: 0 } };
  }
  const candidates: readonly {
    readonly label: string;
    readonly values: ParameterValues;
    readonly settings: Settings;
  }[] = [
    {
      label: 'Use alternating steps',
      values: { scheme: 'alternating' },
      settings: { rule: { ...rule, scheme: 'alternating' }, pace },
    },
    {
      label: 'Use alternating steps of h = 0.2',
      values: { scheme: 'alternating', h: 0.2, hD: 0, generatorSteps: 1, discriminatorSteps: 1 },
      settings: {
        rule: { ...rule, scheme: 'alternating' },
        pace: { ...pace, h: 0.2, hD: 0.2, generatorSteps: 1, discriminatorSteps: 1 },
      },
    },
  ];
  const stable = candidates.find((candidate) => predictedRadius(candidate.settings) <= 1 + 1e-9);
  return stable
    ? { label: stable.label, values: stable.values }
    : { label: 'Add an R1 penalty', values: { variant: 'r1', gamma: 0.5, scheme: 'alternating', h: 0.2, hD: 0 } };
}
