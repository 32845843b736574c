// By how much a formula as printed misses what is measured.
import type { ClaimResult } from '../experiment/lab';
import { figure, formatNumber } from '../numbers';

/** 'by 14 standard errors', 'by a factor of 2.1', or what else the check noticed. */
export function howFar({ measured, predicted, standardError, tolerance, reason }: ClaimResult): string {
  const gap = Math.abs(measured - predicted);
  if (!(gap > tolerance)) return reason ?? 'it is not a number';
  if (standardError > 0) return `by ${size(gap / standardError)} standard errors`;
  const factor = Math.max(predicted / measured, measured / predicted);
  if (Number.isFinite(factor) && factor >= 1.01) return `by a factor of ${size(factor)}`;
  return tolerance > 0 ? `by ${size(gap / tolerance)} times what rounding allows` : `by ${size(gap)}`;
}

const size = (value: number): string => (value < 1e5 ? figure(value) : formatNumber(value));
