import { expect, it } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import type { ClaimResult } from '../../../src/experiment/lab';
import { items } from '../../../src/text/items';
import type { Answer } from '../../../src/ui/text/check-queue';
import { resultsOf } from '../../../src/ui/text/results';

const row = (verdict: ClaimResult['verdict']): Answer => ({
  row: { id: 'X', statement: 'so it is', predicted: 1, measured: 2, standardError: 0.1, tolerance: 0.5, verdict },
});

it('has a row for each answer, with device, seed and date, and says which are as they should be', () => {
  const [line, slip] = [items.find((item) => !item.slip), items.find((item) => item.slip)];
  const next = items.filter((item) => item.slip)[1];
  if (!line || !slip || !next) throw new Error('the text is empty');
  const answers = new Map([
    [line.key, row('holds')],
    [slip.key, row('fails')],
    [next.key, row('weak')],
  ]);
  const results = resultsOf(answers, new ReferenceBackend(), new Date(0));
  expect(results).toMatchObject({ date: '1970-01-01T00:00:00.000Z', backend: 'reference', seed: 7 });
  expect(results.adapter).not.toBe('');
  expect(results.rows).toHaveLength(3);
  const { lab, claim } = line.check;
  expect(results.rows[0]).toMatchObject({ lab, claim, verdict: 'holds', right: true, predicted: 1, measured: 2 });
  expect(results.rows[1]).toMatchObject({ slip: slip.slip?.line, right: true, missedBy: 'by 10 standard errors' });
  expect(results.rows[2]).toMatchObject({ right: false });
});

it('says why something could not be measured', () => {
  const [{ key }] = items as [(typeof items)[0]];
  const { rows } = resultsOf(new Map([[key, { problem: 'no memory' }]]), undefined, new Date(0));
  expect(rows[0]).toMatchObject({ verdict: 'not measured', right: false, reason: 'no memory' });
});
