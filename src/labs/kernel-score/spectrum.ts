// The mean-shift map at its fixed points: predicted eigenvalues Cov_w/σ² in float64, measured ones by moving particles a
// little and asking the device where the map sends them. MATHS.md 3.3.
import { eigenvalues } from '../../math/spectrum';
import type { Complex, Spectrum } from '../lab';
import type { Probe } from '../density-probe';
import { scatteredMethod, type Settings } from './settings';
import { leadingAxes, weigh, type Axis } from './weighting';

/** Point evaluations on the host, each of all points, that stay below a tenth of a second. */
const HOST_NUMBERS = 4e6;
export const MOST_MODES = 16;

/**
 * Of the leading two eigenvalues at each mode (the only one on a line). A place where one is 1 or more is no mode, however
 * still its particles are: the density rises along a ridge there, or it is a saddle. Undefined where no mode is left.
 */
export async function meanShiftSpectrum(
  probe: Probe,
  places: readonly Float64Array[],
  settings: Settings,
): Promise<Spectrum | undefined> {
  const { points, dimension } = probe;
  const { sigma } = settings;
  const affordable = Math.max(1, Math.floor(HOST_NUMBERS / points.length));
  const tried = places
    .slice(0, Math.min(MOST_MODES, affordable))
    .map((place) => ({ place, pair: leadingAxes(points, weigh(points, place, sigma), Math.min(2, dimension)) }));
  const modes = tried.filter(({ pair }) => pair.every(({ value }) => value < sigma ** 2));
  if (modes.length === 0) return undefined;
  const chosen = modes.map(({ place }) => place);
  const axes = modes.map(({ pair }) => pair);
  const predicted = axes.flatMap((pair) => pair.map(({ value }): Complex => [value / sigma ** 2, 0]));
  const measured = await measure(probe, chosen, axes, settings);
  const untried = tried.length < places.length ? ` ${tried.length} of ${places.length} places of rest.` : '';
  const passing = tried.length - modes.length;
  const ridges = passing > 0 ? ` Left out: ${passing} where particles still creep along a ridge.` : '';
  return {
    title: 'Spectrum of the mean shift at its modes',
    predicted,
    measured,
    remarks: [
      `The weighted covariance over σ², at ${modes.length === 1 ? 'the mode' : 'each mode'}: near 1 where the density is flat, and the climb slow.${ridges}${untried}`,
    ],
  };
}

/** Central differences of m along the axes: two by two matrices (one by one on a line), and their eigenvalues. */
async function measure(
  probe: Probe,
  modes: readonly Float64Array[],
  axes: readonly (readonly Axis[])[],
  settings: Settings,
): Promise<Complex[]> {
  const { dimension } = probe;
  const { sigma } = settings;
  const width = sigma / 32;
  const places = modes.flatMap((mode, k) =>
    axes[k].flatMap(({ direction }) =>
      [1, -1].flatMap((side) => Array.from(mode, (value, j) => value + side * width * direction[j])),
    ),
  );
  if (places.length === 0) return [];
  const method = scatteredMethod(settings, dimension);
  const { score } = await probe.ask({ queries: Float32Array.from(places), sigma, method });
  let first = 0;
  return axes.flatMap((pair): Complex[] => {
    const rows = pair.map(({ direction: to }) =>
      pair.map(({ direction: from }, k) => {
        const at = (first + 2 * k) * dimension;
        let sum = 0;
        for (let j = 0; j < dimension; j++) sum += to[j] * (score[at + j] - score[at + dimension + j]);
        const identity = to.reduce((total, value, j) => total + value * from[j], 0);
        return identity + (sigma ** 2 * sum) / (2 * width);
      }),
    );
    first += 2 * pair.length;
    if (rows.length === 1) return [[rows[0][0], 0]];
    return [...eigenvalues([rows[0][0], rows[0][1], rows[1][0], rows[1][1]])];
  });
}
