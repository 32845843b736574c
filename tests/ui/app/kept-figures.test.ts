import { expect, test } from 'vitest';
import type { Frame, Lab, Panel } from '../../../src/experiment/lab';
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
  const mapOf = (title: string): Panel => ({ kind: 'map', id: 'map', title }) as unknown as Panel;
  const trace: Panel = { kind: 'trace', id: 'kl', title: '', unit: '', scale: 'log', series: [], theory: [] };
  const late = { ...trace, title: 'unmeasured' };
  expect(figures.of(fakeLab, { ...unmeasured, panels: [mapOf('1')] })?.panels).toEqual([mapOf('1')]);
  const first = { ...measured(1), panels: [mapOf('1'), trace] };
  figures.of(fakeLab, first);
  const panels = [mapOf('2'), trace];
  expect(figures.of(fakeLab, { ...unmeasured, panels: [mapOf('2'), late] })).toEqual({ ...first, panels });
  expect(figures.of(fakeLab, { ...unmeasured, panels: [late] })).toBe(first);
  figures.of(fakeLab, { ...first, panels: [trace] });
  expect(figures.of(fakeLab, { ...unmeasured, panels: [mapOf('3'), late] })?.panels).toEqual([trace, mapOf('3')]);
});

test('another lab begins without those of the one before', () => {
  const figures = new KeptFigures();
  figures.of(fakeLab, measured(1));
  expect(figures.of(other, undefined)).toBeUndefined();
  expect(figures.of(fakeLab, undefined)).toBeUndefined();
});
