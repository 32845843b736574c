// Two hundred settings of the Dirac-GAN over h, σ, γ, variant and scheme.
import type { VariantId } from '../../src/math/dirac-field';
import type { ObjectiveId } from '../../src/math/dirac-objective';
import type { Pace, Rule, SchemeId } from '../../src/math/dirac-scheme';

export interface ScanRow {
  readonly rule: Rule;
  readonly paces: readonly Pace[];
}

export function scanPace(changes: Partial<Pace>): Pace {
  return { h: 0.5, hD: 0.5, sigma: 1, gamma: 0.5, g0: 1, generatorSteps: 1, discriminatorSteps: 1, ...changes };
}

const rows: readonly (readonly [ObjectiveId, VariantId, SchemeId])[] = [
  ['logistic', 'plain', 'simultaneous'],
  ['logistic', 'plain', 'alternating'],
  ['logistic', 'noise', 'simultaneous'],
  ['logistic', 'noise', 'alternating'],
  ['logistic', 'noise', 'extragradient'],
  ['logistic', 'consensus', 'alternating'],
  ['logistic', 'ns', 'simultaneous'],
  ['wgan', 'plain', 'alternating'],
  ['wgan', 'r1', 'simultaneous'],
  ['wgan', 'noise', 'simultaneous'],
  ['exp', 'noise', 'alternating'],
  ['exp', 'r2', 'alternating'],
  ['exp', 'consensus', 'simultaneous'],
  ['lsgan', 'noise', 'simultaneous'],
  ['lsgan', 'plain', 'extragradient'],
  ['hinge', 'noise', 'alternating'],
  ['hinge', 'r1', 'extragradient'],
  ['softplus', 'noise', 'simultaneous'],
  ['softplus', 'plain', 'flow'],
  ['logistic', 'noise', 'flow'],
];

const paces: readonly Pace[] = [
  scanPace({ h: 0.05, hD: 0.05, sigma: 0.5, gamma: 0.1 }),
  scanPace({ h: 0.2, hD: 0.2, sigma: 0.8, gamma: 0.3 }),
  scanPace({ h: 0.5, hD: 0.5, sigma: 1.1, gamma: 0.9 }),
  scanPace({ h: 0.8, hD: 0.8, sigma: 0.3, gamma: 1.7 }),
  scanPace({ h: 1.3, hD: 1.3, sigma: 0.7, gamma: 0.6 }),
  scanPace({ h: 2.4, hD: 2.4, sigma: 1.4, gamma: 0.2 }),
  scanPace({ h: 0.3, hD: 0.7, sigma: 0.9, gamma: 0.4 }),
  scanPace({ h: 0.9, hD: 0.25, sigma: 1.2, gamma: 1.1 }),
  scanPace({ h: 0.15, hD: 0.15, generatorSteps: 2, discriminatorSteps: 3 }),
  scanPace({ h: 0.4, hD: 0.1, discriminatorSteps: 5, sigma: 0.6, gamma: 0.15 }),
];

export const diracScan: readonly ScanRow[] = rows.map(([objective, variant, scheme]) => ({
  rule: { objective, variant, scheme, sampled: false },
  paces,
}));
