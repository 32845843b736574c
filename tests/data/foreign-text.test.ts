import { expect, test } from 'vitest';
import { mebibytes, quoted } from '../../src/data/foreign-text';

test('foreign text is shown short and harmless', () => {
  expect(quoted('a\u202Eb\u0000')).toBe('a�b�');
  expect(quoted('x'.repeat(100))).toHaveLength(40);
  expect(quoted('😀'.repeat(30))).toMatch(/^(?:😀){19}�…$/u);
});

test('a file just above a limit does not read as being at it', () => {
  expect(mebibytes(20 * 1024 * 1024)).toBe('20');
  expect(mebibytes(20 * 1024 * 1024 + 1)).toBe('20.1');
  expect(mebibytes(213.5 * 1024 * 1024)).toBe('214');
});
