// The spectrum of one round at the equilibrium: predicted, measured, and the curve that it draws as h grows.
import type { Spectrum } from '../../experiment/frame';
import { expectedRate, type GrowthFit } from '../../math/dirac-growth';
import { isSmooth, predictedRadius, predictedSpectrum } from '../../math/dirac-linearisation';
import { rootLocus } from '../../math/dirac-locus';
import type { SchemeId, Settings } from '../../math/dirac-scheme';
import { eigenvalues } from '../../math/spectrum';
import { factor } from '../../numbers';
import type { Trials } from '../../dynamics/trials';

/** Rates that a reader would find different. */
const NOTICEABLE = 5e-3;

const titles: Readonly<Record<SchemeId, string>> = {
  simultaneous: 'Spectrum of I + h v′(0)',
  alternating: 'Spectrum of (F₂∘F₁)′(0)',
  flow: 'Spectrum of a Runge–Kutta step',
  extragradient: 'Spectrum of an extragradient step',
};

/** `fit`: the growth of small starts, as far as it could be measured. */
export async function spectrumPanel(
  trials: Trials,
  settings: Settings,
  twin: Settings | undefined,
  fit: GrowthFit | undefined,
): Promise<Spectrum> {
  return {
    kind: 'spectrum',
    id: 'spectrum',
    title: titles[settings.rule.scheme],
    predicted: predictedSpectrum(settings),
    measured: isSmooth(settings) ? eigenvalues(await trials.jacobian(settings)) : [],
    ...(twin ? { twinPredicted: predictedSpectrum(twin) } : {}),
    locus: rootLocus(settings),
    locusLabel: 'as h grows',
    remarks: remarks(settings, fit),
  };
}

function remarks(settings: Settings, fit: GrowthFit | undefined): string[] {
  if (!isSmooth(settings)) return ['The field jumps at ψ = 0: there is nothing to linearise.'];
  const radius = predictedRadius(settings);
  const drawn = settings.rule.sampled ? ['Rings and dots are those of the mean over the noise.'] : [];
  if (!fit) return [`Predicted factor per step ${factor(radius)}; nothing is left to fit a rate to.`, ...drawn];
  const expected = expectedRate(settings);
  const meet = `The eigenvalues nearly meet: sizes go like n|λ|ⁿ, which such a fit should see as ${factor(Math.exp(expected))}.`;
  return [
    `Fitted from trajectories: ${factor(Math.exp(fit.rate))} per step; max |λ| = ${factor(radius)}.`,
    ...(Math.abs(expected - Math.log(radius)) > NOTICEABLE ? [meet] : []),
    ...drawn,
  ];
}
