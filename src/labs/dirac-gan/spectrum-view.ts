// The spectrum of one round at the equilibrium: predicted, measured, and the curve that it draws as h grows.
import { eigenvalues } from '../../math/spectrum';
import type { Complex, Spectrum } from '../lab';
import { factor } from './explain';
import type { GrowthFit } from './growth';
import type { Probe } from './probe';
import type { Settings } from './settings';
import { operatorOf, predictedRadius, predictedSpectrum } from './theory/linearisation';

/** Steps along the root locus, as in the range of the parameter but where something is to be seen. */
const LOCUS = { points: 240, least: 1e-3, most: 10 } as const;
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
  for (let i = 0; i < LOCUS.points; i++) {
    const h = LOCUS.least * (LOCUS.most / LOCUS.least) ** (i / (LOCUS.points - 1));
    const matrix = operatorOf({ rule, pace: { ...pace, h, hD: (h * pace.hD) / pace.h } });
    if (!matrix) return [];
    eigenvalues(matrix).forEach((value, k) => {
      if (Math.hypot(...value) < FAR) curves[k].push(value);
    });
  }
  return curves;
}

function remarks(settings: Settings, fit: GrowthFit | undefined): string[] {
  const radius = predictedRadius(settings);
  if (Number.isNaN(radius)) return ['The field jumps at ψ = 0: there is nothing to linearise.'];
  const drawn = settings.rule.sampled ? ['Rings and dots are those of the mean over the noise.'] : [];
  if (!fit) return [`Predicted factor per step ${factor(radius)}; nothing is left to fit a rate to.`, ...drawn];
  return [`Fitted from trajectories: ${factor(Math.exp(fit.rate))} per step; max |λ| = ${factor(radius)}.`, ...drawn];
}
