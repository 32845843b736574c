// Verdicts at settings where a tolerance once was the wrong one, in float64; and what they are measured on.
import { describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { claimsAt, claimsOf } from '../../support/dirac-claims';
import { verdictCases } from '../../support/dirac-verdicts';

describe('true where it once failed', () => {
  test.each(verdictCases)('$id: $what', async ({ id, values, verdict, below = Infinity }) => {
    const claim = (await claimsAt(new ReferenceBackend(), values)).get(id);
    expect(claim).toMatchObject({ verdict });
    if (verdict !== 'outside') expect(claim?.tolerance).toBeLessThan(below);
  });

  test.each([1e-8, 3e-8, 1e-6, -1e-8, -1e-6])('G7 a little off c = 2: %d', async (off) => {
    const values = { objective: 'wgan', scheme: 'alternating', h: 2 * (1 + off) };
    expect((await claimsAt(new ReferenceBackend(), values)).get('G7')).not.toMatchObject({ verdict: 'fails' });
  });
});

test('G5 knows the number to six digits', async () => {
  const claim = (await claimsOf(new ReferenceBackend(), { preset: 'explode' })).get('G5');
  expect(claim?.predicted).toBe(0.696345);
  expect(claim?.measured).toBeCloseTo(0.6963446, 7);
});

test('each claim says what it was measured on, and none that was not measured does', async () => {
  const claims = [...(await claimsOf(new ReferenceBackend(), { preset: 'explode' })).values()];
  for (const { id, on, verdict } of claims) {
    if (verdict === 'outside') expect(on, id).toBeUndefined();
    else expect(['near the equilibrium', 'a trajectory of its own'], id).toContain(on);
  }
});
