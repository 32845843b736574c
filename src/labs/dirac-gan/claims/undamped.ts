// G4 to G9: simultaneous and alternating steps without damping. MATHS.md 4.3, 4.4, 4.7.
import { objectives } from '../../../math/dirac-objective';
import { eigenvalues, spectralRadius } from '../../../math/spectrum';
import { figure, judged, outside, provided, type Outcome } from '../../claims';
import { fitLine, measureGrowth } from '../growth';
import type { Path, Point } from '../probe';
import { operatorOf, predictedRadius } from '../theory/linearisation';
import { alternatingAngle, combinedStep, conservedForm, formValue } from '../theory/orbits';
import { excuse, precision, slopeOf, unequalSteps, type Claim, type ClaimContext } from './context';
import { searchLimit } from './limit-search';

const energyOf = ([theta, psi]: Point): number => theta * theta + psi * psi;

/** Rounds of G4; fewer where the trajectory leaves this size first. */
const GROWTH = { rounds: 512, start: [0.6, 0.4], most: 1e15 } as const;

const growsExactly: Claim = {
  id: 'G4',
  statement: 'simultaneous steps multiply θ² + ψ² by exactly 1 + h²f′(θψ)²: log of the ratio',
  tex: "r_{k+1}^2=(1+h^2f'(\\theta_k\\psi_k)^2)\\,r_k^2,\\quad|\\lambda|^2=1+h^2f'(0)^2",
  async check(context) {
    const { settings, probe } = context;
    const reason = excuse(context, { variant: 'plain', scheme: 'simultaneous' }) ?? unequalSteps(context);
    if (reason !== undefined) return outside(reason);
    const [{ points }] = await probe.trace(settings, [GROWTH.start], { steps: GROWTH.rounds });
    const { slope } = objectives[settings.rule.objective];
    let [predicted, rounding, last] = [0, 0, 0];
    for (let i = 0; i + 1 < points.length && Math.sqrt(energyOf(points[i + 1])) < GROWTH.most; i++) {
      const t = points[i][0] * points[i][1];
      const square = (settings.pace.h * slope(t)) ** 2;
      predicted += Math.log1p(square);
      // exp may be wrong by 3 + 2|t| units in the last place (MATHS 0.2), where f′ counts.
      rounding += (2 ** -23 * (3 + 2 * Math.abs(t)) * 2 * square) / (1 + square);
      last = i + 1;
    }
    const measured = Math.log(energyOf(points[last]) / energyOf(points[0]));
    const outcome = judged(
      { value: measured, standardError: 0 },
      predicted,
      precision(context, 2e-5 + rounding, 1e-10),
    );
    const radius = spectralRadius(eigenvalues(await probe.jacobian(settings)));
    const c = settings.pace.h * slopeOf(context);
    return provided(
      outcome,
      Math.abs(radius / Math.hypot(1, c) - 1) < precision(context, 2e-6, 1e-9),
      '|λ|² is not 1 + c²',
    );
  },
};

/** MATHS G5: what a float64 run gives for the logistic f, to three digits. float32 loses increments below half an ulp. */
const HARMONIC = { rounds: 100_000, start: [0.5, 0.5], logistic: 0.696, digits: 5e-4, lost: 5e-4 } as const;

const neverConverges: Claim = {
  id: 'G5',
  statement: 'no step-size sequence converges: with hₖ = 1/k from (½, ½), θ² + ψ² after 100,000 steps exceeds ½',
  tex: 'h_k=\\tfrac1k:\\quad r_{k+1}^2\\ge r_k^2',
  async check(context) {
    const reason = excuse(context, { variant: 'plain', scheme: 'simultaneous' }) ?? unequalSteps(context);
    if (reason !== undefined) return outside(reason);
    const { rule, pace } = context.settings;
    const settings = { rule, pace: { ...pace, h: 1, hD: 1 } };
    const [{ points }] = await context.probe.trace(settings, [HARMONIC.start], {
      steps: HARMONIC.rounds,
      harmonic: true,
    });
    const sizes = points.map(energyOf);
    // Between records float32 rounds each coordinate 25 times, by up to 2⁻²⁴ of itself.
    const shrinks = sizes.some(
      (size, i) => i > 0 && size < sizes[i - 1] * (1 - precision(context, 25 * 2 ** -23, 1e-12)),
    );
    const measured = sizes[sizes.length - 1];
    const known = rule.objective === 'logistic';
    const outcome: Outcome = known
      ? judged(
          { value: measured, standardError: 0 },
          HARMONIC.logistic,
          HARMONIC.digits + precision(context, HARMONIC.lost, 0),
        )
      : {
          predicted: 0.5,
          measured,
          standardError: 0,
          tolerance: 1e-5,
          oneSided: true,
          verdict: measured >= 0.5 - 1e-5 ? 'holds' : 'fails',
        };
    return provided(outcome, !shrinks, 'θ² + ψ² shrank on the way');
  },
};

const undampedVariants = ['plain', 'ns'] as const;

const onTheCircle: Claim = {
  id: 'G6',
  statement: 'alternating: |λ| = 1 up to c = 2, one eigenvalue outside beyond; their product is 1',
  tex: '\\lambda=1-\\tfrac{c^2}2\\pm\\sqrt{(1-\\tfrac{c^2}2)^2-1}',
  async check(context) {
    const reason = excuse(context, { variant: undampedVariants, scheme: 'alternating' });
    if (reason !== undefined) return outside(reason);
    const matrix = await context.probe.jacobian(context.settings);
    const measured = spectralRadius(eigenvalues(matrix));
    const predicted = predictedRadius(context.settings);
    const outcome = judged(
      { value: measured, standardError: 0 },
      predicted,
      precision(context, 2e-3, 1e-6) * predicted,
    );
    const [a, b, c, d] = matrix;
    const size = Math.max(1, Math.abs(b * c));
    return provided(
      outcome,
      Math.abs(a * d - b * c - 1) < precision(context, 4e-6, 1e-10) * size,
      'the product of the eigenvalues is not 1',
    );
  },
};

/** MATHS G7. */
const FORM = { rounds: 4096, start: [1, 0.3] } as const;

const conservesForm: Claim = {
  id: 'G7',
  statement: 'alternating WGAN conserves θ² + ψ² − cθψ below c = 2 (ratio after 4096 rounds)',
  tex: 'Q=\\theta^2+\\psi^2-c\\,\\theta\\psi,\\qquad\\text{angle }2\\arcsin\\tfrac c2',
  async check(context) {
    const reason = excuse(context, { objective: 'wgan', variant: undampedVariants, scheme: 'alternating' });
    if (reason !== undefined) return outside(reason);
    const c = combinedStep(context.settings.pace, 1);
    if (Math.abs(c - 2) < 1e-6) return linearGrowth(context);
    return c < 2 ? keepsForm(context, c) : factorBeyond(context);
  },
};

async function keepsForm(context: ClaimContext, c: number): Promise<Outcome> {
  const { settings, probe } = context;
  const [{ points }] = await probe.trace(settings, [FORM.start], { steps: FORM.rounds });
  const form = conservedForm(settings.pace);
  const [first, last] = [points[0], points[points.length - 1]];
  const ratio = formValue(form, ...last) / formValue(form, ...first);
  const tolerance = precision(context, c <= 1.5 ? 1e-5 : 1.5e-5 / (2 - c), 1e-10 / (2 - c));
  const outcome = judged({ value: ratio, standardError: 0 }, 1, tolerance);
  const [a, , , d] = await probe.jacobian(settings);
  const angle = Math.acos(Math.min(1, Math.max(-1, (a + d) / 2)));
  return provided(outcome, Math.abs(angle - alternatingAngle(c)) < 2e-3, 'a round does not turn by 2 arcsin(c/2)');
}

/** c = 2: a Jordan block of −1. */
async function linearGrowth({ settings, probe }: ClaimContext): Promise<Outcome> {
  const [{ points }] = await probe.trace(settings, [FORM.start], { steps: 400 });
  const [a, b, c, d] = operatorOf(settings) ?? [0, 0, 0, 0];
  const [theta, psi] = FORM.start;
  const predicted = Math.hypot((a + 1) * theta + b * psi, c * theta + (d + 1) * psi);
  const measured = (Math.hypot(...points[400]) - Math.hypot(...points[200])) / 200;
  return judged({ value: measured, standardError: 0 }, predicted, 2e-3 * predicted, {
    statement: 'alternating WGAN at c = 2: the distance grows linearly, per round',
  });
}

async function factorBeyond({ settings, probe }: ClaimContext): Promise<Outcome> {
  const fit = await measureGrowth(probe, settings);
  if (!fit) return outside('it grows too fast to be fitted');
  const statement = 'alternating WGAN beyond c = 2: the distance grows by |λ| per round';
  return judged(
    { value: Math.exp(fit.rate), standardError: 0 },
    predictedRadius(settings),
    2e-3 * predictedRadius(settings),
    { statement },
  );
}

const threshold: Claim = {
  id: 'G8',
  statement: 'alternating: growth sets in at √(nɢ nᴅ hɢ hᴅ) f′(0) = 2',
  tex: "\\sqrt{n_Gn_Dh_Gh_D}\\,f'(0)=2",
  async check(context) {
    const { settings, probe } = context;
    const reason = excuse(context, { variant: undampedVariants, scheme: 'alternating' });
    if (reason !== undefined) return outside(reason);
    const now = combinedStep(settings.pace, slopeOf(context));
    const found = await searchLimit(probe, settings, {
      around: (1.9 / now) * settings.pace.h,
      rounds: 2000,
      threshold: 1e-3,
    });
    const measured = (found / settings.pace.h) * now;
    return judged({ value: measured, standardError: 0 }, 2, 2e-3);
  },
};

/** MATHS G9. Outside these steps the drift is below rounding, or not small. */
const DRIFT = {
  exp: { rounds: 40_000, start: 0.3, least: 0.03, most: 0.3 },
  logistic: { rounds: 22_000, start: [Math.SQRT2, 0], least: 0.3, most: 0.45 },
} as const;

const drifts: Claim = {
  id: 'G9',
  statement: 'on the circle f decides: with exp, 1/r⁴ grows by h²/4 per round',
  tex: "\\Delta r^2\\approx-\\tfrac{h^2}8f'''(0)f'(0)\\,r^6",
  async check(context) {
    const reason =
      excuse(context, { objective: ['exp', 'logistic'], variant: 'plain', scheme: 'alternating' }) ??
      unequalSteps(context);
    if (reason !== undefined) return outside(reason);
    const { objective } = context.settings.rule;
    const { least, most } = objective === 'exp' ? DRIFT.exp : DRIFT.logistic;
    const { h } = context.settings.pace;
    if (h < least || h > most) return outside(`the drift is told apart for ${figure(least)} ≤ h ≤ ${figure(most)}`);
    return objective === 'exp' ? inwardDrift(context) : outwardDrift(context);
  },
};

async function inwardDrift({ settings, probe }: ClaimContext): Promise<Outcome> {
  const { h } = settings.pace;
  const [{ points, stride }] = await probe.trace(settings, [[DRIFT.exp.start, 0]], { steps: DRIFT.exp.rounds });
  const line = fitLine(
    points.map((_, i) => i * stride),
    points.map((point) => energyOf(point) ** -2),
  );
  return judged({ value: line.rate, standardError: 0 }, (h * h) / 4, 0.08 * ((h * h) / 4));
}

/** Order h³ a turn, h⁴ a round: in float64 θ² + ψ² passes 10 after 19,900 rounds of h = 0.4; a tenth is left to spare. */
async function outwardDrift({ settings, probe }: ClaimContext): Promise<Outcome> {
  const { h } = settings.pace;
  const steps = Math.round(DRIFT.logistic.rounds * (0.4 / h) ** 4);
  const [path] = await probe.trace(settings, [DRIFT.logistic.start], { steps });
  const measured = lateMean(path);
  const verdict = measured >= 10 ? 'holds' : 'fails';
  const statement = `with the logistic f, θ² + ψ² drifts outward: mean after ${steps.toLocaleString('en-GB')} rounds from 2`;
  return { predicted: 10, measured, standardError: 0, tolerance: 0, oneSided: true, verdict, statement };
}

/** Mean of θ² + ψ² over the last 200 rounds. */
function lateMean({ points, stride }: Path): number {
  const late = points.slice(-Math.ceil(200 / stride)).map(energyOf);
  return late.reduce((sum, value) => sum + value, 0) / late.length;
}

export const undampedClaims: readonly Claim[] = [
  growsExactly,
  neverConverges,
  onTheCircle,
  conservesForm,
  threshold,
  drifts,
];
