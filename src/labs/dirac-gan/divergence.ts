// Why trajectories grow, and what would stop it, in words.
import type { Divergence } from '../../experiment/frame';
import type { ParameterValues } from '../../experiment/parameter';
import { fieldDeviation } from '../../math/dirac-energy';
import { expectedRate, FIT_TOLERANCE, type GrowthFit } from '../../math/dirac-growth';
import { stepLimit } from '../../math/dirac-limits';
import { grows, ON_THE_CIRCLE, predictedRadius } from '../../math/dirac-linearisation';
import { objectives } from '../../math/dirac-objective';
import type { Pace, Settings } from '../../math/dirac-scheme';
import { factor, figure, grouped } from '../../numbers';

/** What is known of the trajectories themselves. */
interface Observed {
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
  const growing = grows(settings);
  if (!growing && nonFinite === 0) return undefined;
  const [some, all] = [nonFinite, count].map(grouped);
  const lost = nonFinite > 0 ? `${some} of ${all} trajectories have left the finite range. ` : '';
  const sentence = growing
    ? growthSentence(settings, fit) + runSentence(settings, observed)
    : 'Small starts do not grow at these settings; these were too far out.';
  return { nonFinite, step, sentence: `${lost}${sentence}`, remedy: remedyOf(settings) };
}

function growthSentence(settings: Settings, fit: GrowthFit | undefined): string {
  const radius = predictedRadius(settings);
  if (!fit) return `Near the equilibrium theory predicts growth of the distance by ${factor(radius)} per step.`;
  const expected = expectedRate(settings);
  const agrees = Math.abs(fit.rate - expected) <= FIT_TOLERANCE + 5 * fit.standardError;
  const said = agrees ? ', as predicted' : ` where theory predicts ${factor(radius)}`;
  return `Near the equilibrium the distance grows by ${factor(Math.exp(fit.rate))} per step${said}.`;
}

/** A field that is off by this share of f′(0) is not the linear one. */
const FAR = 0.05;

/** Of the growth near the equilibrium: with less left f′ has faded. */
const FADED = 0.1;

/** What the run itself does, once it has been seen to move. */
function runSentence(settings: Settings, { energy, factor: now }: Observed): string {
  if (!(Number.isFinite(now) && Number.isFinite(energy))) return '';
  const { objective } = settings.rule;
  if (fieldDeviation(settings, energy) <= FAR * objectives[objective].slopeAtZero)
    return ` This run: ${factor(now)} now.`;
  const saturates = ['logistic', 'softplus', 'hinge'].includes(objective);
  const faded = saturates && now - 1 < FADED * (predictedRadius(settings) - 1);
  return ` This run is ${faded ? 'far out, where f′ → 0' : 'farther out, where f is not linear'}: ${factor(now)} now.`;
}

/** Settings of the same game that are stable. */
function remedyOf(settings: Settings): Divergence['remedy'] {
  const limit = stepLimit(settings);
  if (limit !== undefined && limit > 0) {
    const h = Number((0.8 * limit).toPrecision(2));
    return { label: `Use h = ${figure(h)}`, values: { h, hD: 0 } };
  }
  if (alternates(settings)) return { label: 'Use alternating steps', values: { scheme: 'alternating' } };
  const small = { h: 0.2, generatorSteps: 1, discriminatorSteps: 1 };
  const values: ParameterValues = { scheme: 'alternating', hD: 0, ...small };
  if (alternates(settings, { ...small, hD: small.h })) return { label: 'Use alternating steps of h = 0.2', values };
  return { label: 'Add an R1 penalty', values: { variant: 'r1', gamma: 0.5, scheme: 'alternating', h: 0.2, hD: 0 } };
}

/** Whether alternating steps of the same game do not grow, at this pace where it is another. */
function alternates({ rule, pace }: Settings, other: Partial<Pace> = {}): boolean {
  return predictedRadius({ rule: { ...rule, scheme: 'alternating' }, pace: { ...pace, ...other } }) <= ON_THE_CIRCLE;
}
