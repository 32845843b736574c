// The spectrum of one round at the equilibrium: predicted, measured, and the curve that it draws as h grows.
import { eigenvalues, type Matrix } from '../../math/spectrum';
import type { Complex, Spectrum } from '../../experiment/lab';
import { factor } from './explain';
import { predictedGrowth, type GrowthFit } from './growth';
import type { Probe } from './probe';
import type { Settings } from './settings';
import { operatorOf, predictedRadius, predictedSpectrum } from './theory/linearisation';

/** Steps along the root locus, as in the range of the parameter but where something is to be seen. */
const LOCUS = { points: 240, least: 1e-3, most: 10 } as const;
/** Rates that a reader would find different. */
const NOTICEABLE = 5e-3;
/** Beyond this a curve leaves every view. */
const FAR = 20;

const titles = {
  simultaneous: 'Spectrum of I + h v′(0)',
  alternating: 'Spectrum of (F₂∘F₁)′(0)',
  flow: 'Spectrum of a Runge–Kutta step',
  extragradient: 'Spectrum of an extragradient step',
} as const;

export async function spectrumView(
  probe: Probe,
  settings: Settings,
  twin: Settings | undefined,
  fit: GrowthFit | undefined,
): Promise<Spectrum> {
  const predicted = predictedSpectrum(settings);
  const measured = predicted.length > 0 ? eigenvalues(await probe.jacobian(settings)) : [];
  return {
    title: titles[settings.rule.scheme],
    predicted,
    measured,
    ...(twin ? { twinPredicted: predictedSpectrum(twin) } : {}),
    locus: rootLocus(settings),
    locusLabel: 'as h grows',
    remarks: remarks(settings, fit),
  };
}

/** Both eigenvalues over h, h_D in its proportion. */
export function rootLocus({ rule, pace }: Settings): Complex[][] {
  const curves: [Complex[], Complex[]] = [[], []];
  const matrixAt = (h: number): Matrix | undefined =>
    operatorOf({ rule, pace: { ...pace, h, hD: (h * pace.hD) / pace.h } });
  const add = (values: readonly Complex[]): void =>
    values.forEach((value, k) => {
      if (Math.hypot(...value) < FAR) curves[k].push(value);
    });
  let last: { readonly h: number; readonly turns: boolean } | undefined;
  for (let i = 0; i < LOCUS.points; i++) {
    const h = LOCUS.least * (LOCUS.most / LOCUS.least) ** (i / (LOCUS.points - 1));
    const matrix = matrixAt(h);
    if (!matrix) return [];
    const values = eigenvalues(matrix);
    const turns = values[0][1] !== 0;
    // A pair becomes two real numbers, or the reverse, where both are the same: there the curves meet.
    if (last && last.turns !== turns) add(meeting(matrixAt, last.h, h));
    add(values);
    last = { h, turns };
  }
  return curves;
}

const BISECTIONS = 40;

/** The double eigenvalue between two steps, twice. */
function meeting(matrixAt: (h: number) => Matrix | undefined, from: number, to: number): readonly Complex[] {
  const turnsAt = (h: number): boolean => eigenvalues(matrixAt(h) ?? [1, 0, 0, 1])[0][1] !== 0;
  const start = turnsAt(from);
  let [low, high] = [from, to];
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    if (turnsAt(middle) === start) low = middle;
    else high = middle;
  }
  const [a, , , d] = matrixAt(high) ?? [1, 0, 0, 1];
  const double: Complex = [(a + d) / 2, 0];
  return [double, double];
}

function remarks(settings: Settings, fit: GrowthFit | undefined): string[] {
  const radius = predictedRadius(settings);
  if (Number.isNaN(radius)) return ['The field jumps at ψ = 0: there is nothing to linearise.'];
  const drawn = settings.rule.sampled ? ['Rings and dots are those of the mean over the noise.'] : [];
  if (!fit) return [`Predicted factor per step ${factor(radius)}; nothing is left to fit a rate to.`, ...drawn];
  const expected = predictedGrowth(settings)?.rate ?? Math.log(radius);
  const meet =
    Math.abs(expected - Math.log(radius)) > NOTICEABLE
      ? [
          `The eigenvalues nearly meet: sizes go like n|λ|ⁿ, which such a fit should see as ${factor(Math.exp(expected))}.`,
        ]
      : [];
  return [
    `Fitted from trajectories: ${factor(Math.exp(fit.rate))} per step; max |λ| = ${factor(radius)}.`,
    ...meet,
    ...drawn,
  ];
}
