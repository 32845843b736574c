// Settings that together put every claim of the Dirac-GAN lab in force, and how all claims are asked there.
import type { Backend } from '../../src/compute/backend';
import { startLab } from '../../src/index';
import { presets } from '../../src/labs/dirac-gan/presets';
import type { ClaimResult, ParameterValues } from '../../src/experiment/lab';

/** The claims that a preset puts in force; `also` changes it. */
export interface ClaimCase {
  readonly preset: string;
  readonly also?: ParameterValues;
  readonly holds: readonly string[];
}

export const claimCases: readonly ClaimCase[] = [
  { preset: 'explode', holds: ['G4', 'G5'] },
  { preset: 'flow', holds: ['G2', 'G3'] },
  { preset: 'ellipse', holds: ['G6', 'G7', 'G8'] },
  { preset: 'double', holds: ['G6', 'G7', 'G8'] },
  { preset: 'threshold', holds: ['G6', 'G7', 'G8'] },
  { preset: 'inner', holds: ['G6', 'G8'] },
  { preset: 'drift', holds: ['G6', 'G8', 'G9'] },
  { preset: 'outward', holds: ['G6', 'G8', 'G9'] },
  { preset: 'stop', holds: ['G1', 'G2', 'G3'] },
  { preset: 'noise', holds: ['G10', 'G11', 'G13'] },
  { preset: 'noise', also: { sigma: 1.5 }, holds: ['G10', 'G11', 'G13'] },
  { preset: 'noise-alternating', holds: ['G10', 'G12', 'G13', 'G15'] },
  { preset: 'noisy-inner', holds: ['G10', 'G15'] },
  { preset: 'optimal', holds: ['G10', 'G11', 'G13'] },
  { preset: 'useless', holds: ['G10', 'G14'] },
  { preset: 'harmful', holds: ['G10', 'G14', 'G15'] },
  { preset: 'penalty', holds: ['G16'] },
  { preset: 'penalty', also: { scheme: 'alternating', h: 0.5 }, holds: ['G13', 'G15', 'G16'] },
  { preset: 'two-steps', holds: ['G16', 'G21'] },
  { preset: 'consensus', holds: ['G17'] },
  { preset: 'consensus', also: { scheme: 'alternating' }, holds: ['G17'] },
  { preset: 'cycle', holds: ['G18'] },
  { preset: 'cycle', also: { gamma: 1.5 }, holds: ['G18'] },
  { preset: 'stuck', holds: ['G18'] },
  { preset: 'sublinear', holds: ['G19'] },
  { preset: 'sublinear', also: { scheme: 'simultaneous', h: 0.1 }, holds: ['G19'] },
  { preset: 'sublinear', also: { scheme: 'simultaneous', h: 0.02 }, holds: ['G19'] },
  { preset: 'extragradient', holds: ['G20'] },
  { preset: 'explode', also: { objective: 'exp' }, holds: ['G4', 'G5'] },
];

export async function claimsOf(
  backend: Backend,
  { preset, also = {} }: Omit<ClaimCase, 'holds'>,
): Promise<Map<string, ClaimResult>> {
  const values = presets.find(({ id }) => id === preset)?.values as ParameterValues;
  return claimsAt(backend, { ...values, ...also });
}

/** The claims by their ids under settings over the defaults. */
export async function claimsAt(backend: Backend, values: ParameterValues): Promise<Map<string, ClaimResult>> {
  const run = await startLab('dirac-gan', {
    backend,
    params: { ...values, trajectories: 8, twin: 'off' },
    seed: 7,
  });
  await run.advance(3);
  const claims = await run.claims();
  run.dispose();
  return new Map(claims.map((claim) => [claim.id, claim]));
}
