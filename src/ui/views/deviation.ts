// How far a measurement is from its prediction, in units of the tolerance: what the dot on the scale shows.
import type { ClaimResult } from '../../experiment/lab';
import { formatNumber } from '../../numbers';

/** The scale runs this many tolerances to either side; the tolerance itself is five standard errors. */
export const SCALE_END = 1.4;

export interface Deviation {
  /** (measured − predicted) / tolerance, held within ±SCALE_END. */
  readonly position: number;
  /** Whether it was held. */
  readonly beyond: boolean;
  /** `+1.2 standard errors`, or the plain difference where there is no error. */
  readonly text: string;
}

/** Undefined where there is nothing to compare. */
export function deviationOf(claim: ClaimResult): Deviation | undefined {
  const { predicted, measured, standardError, tolerance, verdict } = claim;
  const difference = measured - predicted;
  if (verdict === 'outside' || Number.isNaN(difference)) return undefined;
  const ratio = difference === 0 ? 0 : difference / Math.max(0, tolerance);
  const position = Math.min(SCALE_END, Math.max(-SCALE_END, ratio));
  return { position, beyond: Math.abs(ratio) > SCALE_END, text: deviationText(difference, standardError) };
}

function deviationText(difference: number, standardError: number): string {
  const [value, unit] = standardError > 0 ? [difference / standardError, ' standard errors'] : [difference, ''];
  return `${value > 0 ? '+' : ''}${formatNumber(value, 2)}${unit}`;
}
