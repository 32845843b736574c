// The golden fields of every objective and variant, in float64. MATHS.md 4.1, 4.5, 4.6.
import { describe, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { diracCases } from '../support/dirac-golden';
import { launchField } from '../support/dirac-launch';

const backend = new ReferenceBackend();

describe('golden fields', () => {
  test.each(diracCases('fields').filter((golden) => golden.has('points')))('$id', async (golden) => {
    golden.expect('v', await launchField(backend, golden.game, golden.strengths, golden.input('points')));
  });
});
