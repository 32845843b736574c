import { expect, test } from 'vitest';
import { fileName } from '../../../src/ui/app/download';

test('a file name has only allowed characters', () => {
  expect(fileName('langevin', 1240.7, 'csv')).toBe('scorefield-langevin-step-1240.csv');
  expect(fileName('../etc/‮passwd', NaN, 'png')).toBe('scorefield-etcpasswd-step-0.png');
});
