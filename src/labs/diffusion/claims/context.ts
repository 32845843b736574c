// What a claim of the diffusion lab may look at. MATHS.md 2.8.
import type { Backend } from '../../../compute/backend';
import type { Claim as AnyClaim } from '../../../experiment/claim-book';
import type { Schedule } from '../../../math/diffusion-schedule';
import type { Values } from '../parameters';

export interface ClaimContext {
  readonly backend: Backend;
  readonly seed: number;
  readonly values: Values;
  readonly schedule: Schedule;
  /** The data, row-major [M, dimension]; undefined where they are the Gaussian law itself. */
  readonly points: Float32Array<ArrayBuffer> | undefined;
  readonly dimension: number;
  /** Steps taken of `values.steps`: the particles are at t = 1 − step/T when generating, step/T when noising. */
  readonly step: number;
  /** All of them under the settings in force. */
  readonly isStraight: boolean;
  /** Where the particles are now, [n, dimension]. */
  positions(): Promise<Float32Array>;
}

export type Claim = AnyClaim<ClaimContext>;
