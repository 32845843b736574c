import { expect, test } from 'vitest';
import { describeSheet, inkBytes } from '../../../src/ui/views/image-sheet';

test('levels are the opacity of the ink, held to what a byte can say', () => {
  const bytes = inkBytes([0, 0.5, 1, 1.7, -0.2], [1, 0.2, 0]);
  expect([...bytes.subarray(0, 8)]).toEqual([255, 51, 0, 0, 255, 51, 0, 128]);
  expect([bytes[11], bytes[15], bytes[19]]).toEqual([255, 255, 0]);
});

test('says the distances in words', () => {
  const pair = { made: [0], nearest: [0], distance: 0.256 };
  const sheet = {
    kind: 'sheet',
    id: 's',
    title: 'Samples',
    unit: 'distance',
    side: 1,
    pairs: [pair],
    remarks: ['So.'],
  };
  expect(describeSheet({ ...sheet, kind: 'sheet' })).toBe('Samples: distance 0.26. So.');
});
