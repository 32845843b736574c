// How the second moments of the run are judged: by the errors that their law predicts, which are right also where the measured
// ones are lost in float32. MATHS.md 0.3.
import { momentThreads } from '../../../kernels/particle-moments';
import { float32 } from '../../../math/rounding';
import { gaussianVarianceError, varianceTail } from '../../../math/statistics';
import { judged, type Outcome } from './context';

/** Relative, of a sum over so many chains: a row a thread, the rows by 128, and the eight roundings of each square. */
export function sumRounding(chains: number): number {
  return float32.sum(Math.ceil(chains / momentThreads) + 128) + float32.repeated(8);
}

/**
 * Of a variance whose terms may each be off by `displacement` (Cauchy and Schwarz), with the rounding of its sum; squares below the
 * smallest number are lost.
 */
export function varianceRounding(variance: number, chains: number, displacement: number): number {
  return variance * sumRounding(chains) + displacement * (2 * Math.sqrt(variance) + displacement) + float32.smallest;
}

/** A variance of Gaussian chains. A law that is flatter than a Gaussian, as after a uniform start, has the smaller error. */
export function judgedVariance(measured: number, predicted: number, chains: number, displacement: number): Outcome {
  const estimate = { value: measured, standardError: gaussianVarianceError(predicted, chains) };
  return judged(
    estimate,
    predicted,
    varianceTail(predicted, chains) + varianceRounding(predicted, chains, displacement),
  );
}
