import { expect, test } from 'vitest';
import { defaultSettings } from '../../../src/ui/app/open-page';
import { pageReport } from '../../../src/ui/app/page-report';
import { fakeBackend } from '../../support/fake-backend';
import { fakeLab } from '../../support/fake-lab';

test('the badge names the backend, the adapter and the throughput, and only what is known', () => {
  const backend = fakeBackend('webgpu');
  const report = (rate: number, known = true): string => {
    const motion = { rate, progress: undefined, stepsFirst: false, position: 0 };
    const controller = {
      status: 'running',
      backend: known ? backend : undefined,
      run: undefined,
      claims: [],
      motion,
    } as const;
    return pageReport({ lab: fakeLab, settings: defaultSettings(fakeLab), data: {} }, controller, undefined).badge;
  };
  expect(report(28_400_000)).toBe('WebGPU · fake webgpu · 28 M chain-steps/s');
  expect(report(0)).toBe('WebGPU · fake webgpu');
  expect(report(5, false)).toBe('');
});
