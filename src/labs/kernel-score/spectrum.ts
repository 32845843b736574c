// The mean-shift map at its fixed points: predicted eigenvalues Cov_w/σ² in float64, measured ones by moving particles a
// little and asking the device where the map sends them. MATHS.md 3.3.
import { areResolved } from '../../data/centred';
import type { Complex, Spectrum } from '../../experiment/frame';
import type { Modes } from '../../math/kernel-modes';
import { eigenvaluesOf, shiftMatrices } from '../../math/mean-shift-slopes';
import type { DensityQueue } from '../../score/density-queue';
import type { Settings } from './parameters';

const MOST_MODES = 16;

/** Of the leading two eigenvalues at each mode (the only one on a line). Undefined where there is no mode, or float32 resolves none. */
export async function meanShiftSpectrum(
  density: DensityQueue,
  { spots, passing, untried }: Modes,
  settings: Settings,
): Promise<Spectrum | undefined> {
  const { sigma, method } = settings;
  const chosen = spots.slice(0, MOST_MODES);
  if (chosen.length === 0 || !areResolved(density.points, sigma)) return undefined;
  const ask = async (queries: Float32Array): Promise<Float32Array> =>
    (await density.ask({ queries, sigma, method })).score;
  const measured = (await shiftMatrices(ask, chosen, sigma)).flatMap(eigenvaluesOf);
  const shown = chosen.length < spots.length ? ` ${chosen.length} of ${spots.length} modes are shown.` : '';
  const waiting = untried > 0 ? ` ${untried} places of rest were not looked at yet.` : '';
  const left = passing > 0 ? ` Left out: ${passing} at a saddle, or where particles still creep along a ridge.` : '';
  return {
    kind: 'spectrum',
    id: 'spectrum',
    title: 'Spectrum of the mean shift at its modes',
    predicted: chosen.flatMap(({ axes }) => axes.map(({ value }): Complex => [value / sigma ** 2, 0])),
    measured,
    remarks: [
      `The weighted covariance over σ², at ${spots.length === 1 ? 'the mode' : 'each mode'}: near 1 where the density is flat, and the climb slow.${left}${shown}${waiting}`,
    ],
  };
}
