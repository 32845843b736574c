import { expect, test } from 'vitest';
import type { Frame, Lab } from '../../../src/experiment/lab';
import { KeptFigures } from '../../../src/ui/app/kept-figures';
import { fakeLab, FakeRun } from '../../support/fake-lab';

const unmeasured = new FakeRun({ params: { chains: 1 } } as never).frame();
const measured = (step: number): Frame => ({ ...unmeasured, step, measures: { step } });
const other: Lab = { ...fakeLab, id: 'other' };

test('figures of a run that is gone stay until the next one of that lab has measured', () => {
  const figures = new KeptFigures();
  const [first, second] = [measured(1), measured(2)];
  expect(figures.of(fakeLab, first)).toBe(first);
  expect(figures.of(fakeLab, undefined)).toBe(first);
  expect(figures.of(fakeLab, unmeasured)).toBe(first);
  expect(figures.of(fakeLab, second)).toBe(second);
});

test('before anything is measured there is what there is', () => {
  const figures = new KeptFigures();
  expect(figures.of(fakeLab, undefined)).toBeUndefined();
  expect(figures.of(fakeLab, unmeasured)).toBe(unmeasured);
  expect(figures.of(other, unmeasured)).toBe(unmeasured);
});

test('a map is drawn before anything is measured', () => {
  const figures = new KeptFigures();
  const map = { percent: 1 } as unknown as NonNullable<Frame['map']>;
  expect(figures.of(fakeLab, { ...unmeasured, map })?.map).toBe(map);
  const first = measured(1);
  figures.of(fakeLab, first);
  expect(figures.of(fakeLab, { ...unmeasured, map })).toEqual({ ...first, map });
});

test('another lab begins without those of the one before', () => {
  const figures = new KeptFigures();
  figures.of(fakeLab, measured(1));
  expect(figures.of(other, undefined)).toBeUndefined();
  expect(figures.of(fakeLab, undefined)).toBeUndefined();
});
