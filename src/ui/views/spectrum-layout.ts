// What the spectrum figure shows: how much of the complex plane, and what its text says.
import { max } from 'd3-array';
import type { Complex, Spectrum } from '../../experiment/lab';
import { formatNumber } from '../../numbers';
import { linePath, type Point } from './line-paths';

/** Half the height of the plane in view, in units of the circle's radius. */
const CLOSEST = 1.2;
/** Beyond this the circle would vanish; what lies outside is held at the rim. */
const FARTHEST = 12;

/** The plane in pixels. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly centreX: number;
  readonly centreY: number;
  /** Pixels per unit. */
  readonly scale: number;
  /** Half the span of each axis in units, less the radius of a mark. */
  readonly reach: readonly [number, number];
}

export function modulus([re, im]: Complex): number {
  return Math.hypot(re, im);
}

/** The largest |λ| of the finite values, 0 for none. */
export function largestModulus(values: readonly Complex[]): number {
  return max(values.map(modulus).filter(Number.isFinite)) ?? 0;
}

/** Half height of the view: 1.2 while everything is inside of it, else a tenth more than the largest |λ|. */
export function spectrumExtent({ predicted, measured, twinPredicted = [] }: Spectrum): number {
  const largest = largestModulus([...predicted, ...measured, ...twinPredicted]);
  return largest <= CLOSEST ? CLOSEST : Math.min(FARTHEST, 1.1 * largest);
}

/** The point, drawn towards the origin until |re| ≤ width and |im| ≤ height; undefined where it is not finite. */
export function heldInside([re, im]: Complex, width: number, height: number): Complex | undefined {
  if (!Number.isFinite(re) || !Number.isFinite(im)) return undefined;
  const shrink = Math.max(1, Math.abs(re) / width, Math.abs(im) / height);
  return [re / shrink, im / shrink];
}

/** The curve as far as it is in view: broken where it leaves it, or where it is not finite. */
export function locusPath({ centreX, centreY, scale, reach }: Plane, curve: readonly Complex[]): string {
  const isInside = ([x, y]: Point): boolean =>
    Math.abs(x - centreX) <= reach[0] * scale && Math.abs(y - centreY) <= reach[1] * scale;
  return linePath(
    curve.map(([re, im]) => [centreX + re * scale, centreY - im * scale]),
    isInside,
  );
}

/** `0.778 ×16, 0.5 ×2`: distinct values to three digits, largest modulus first; complex ones as conjugate pairs. */
export function eigenvalueList(values: readonly Complex[], most = 4): string {
  const counts = new Map<string, number>();
  for (const value of values.toSorted((a, b) => modulus(b) - modulus(a))) {
    if (!Number.isFinite(modulus(value)) || value[1] < -1e-9 * modulus(value)) continue;
    const text = complexText(value);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const texts = [...counts].map(([text, count]) => (count > 1 ? `${text} ×${count}` : text));
  return texts.length > most ? `${texts.slice(0, most).join(', ')}, …` : texts.join(', ');
}

/** Which side of the circle the eigenvalues are on, in words. */
export function stabilityText({ predicted }: Spectrum): { readonly stable: boolean; readonly text: string } {
  const beyond = predicted.filter((value) => !(modulus(value) < 1));
  const outside = beyond.length;
  if (outside === 0) return { stable: true, text: 'inside the unit circle: every mode is stable' };
  // A real −1 or 1 is a limit that was reached; a pair on the circle turns and neither grows nor shrinks.
  if (beyond.every((value) => value[1] !== 0 && Math.abs(modulus(value) - 1) < 1e-9)) {
    return { stable: true, text: 'on the unit circle: small distances turn, and neither grow nor shrink' };
  }
  const subject =
    outside < predicted.length
      ? `${outside} of ${predicted.length}`
      : (['it', 'both'][outside - 1] ?? `all ${outside}`);
  return { stable: false, text: `${subject} on or outside the unit circle: unstable` };
}

function complexText([re, im]: Complex): string {
  // An imaginary part below the rounding of the real one is none.
  if (Math.abs(im) <= 1e-9 * Math.hypot(re, im)) return formatNumber(re);
  return `${formatNumber(re)} ± ${formatNumber(im)}i`;
}
