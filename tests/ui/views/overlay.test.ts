import { describe, expect, it } from 'vitest';
import type { Cloud, Frame } from '../../../src/experiment/lab';
import { overlayChanged } from '../../../src/ui/views/overlay';

const cloud: Cloud = {
  label: 'with noise',
  layer: 'run',
  colour: 'first',
  positions: { id: 1, label: 'p', type: 'f32', length: 8 },
  count: 4,
};
const frame: Frame = {
  step: 1,
  clouds: [cloud],
  moved: 0,
  measures: {},
  panels: [],
  paths: [],
  readouts: [],
  notices: [],
  handles: [{ x: 1, y: 2, weight: 0.5, label: 'component 1' }],
};

describe('overlayChanged', () => {
  it('is false for another step of the same picture, from another array', () => {
    const positions = { ...cloud.positions, id: 2 };
    expect(overlayChanged(frame, { ...frame, step: 2, clouds: [{ ...cloud, positions }] }, false)).toBe(false);
    expect(overlayChanged(frame, { ...frame, handles: [...frame.handles] }, false)).toBe(false);
  });

  it('is true when a legend, a handle, or paths that are shown change', () => {
    expect(overlayChanged(undefined, frame, false)).toBe(true);
    expect(overlayChanged(frame, { ...frame, clouds: [{ ...cloud, label: 'without' }] }, false)).toBe(true);
    expect(overlayChanged(frame, { ...frame, handles: [] }, false)).toBe(true);
    expect(overlayChanged(frame, { ...frame, paths: [] }, true)).toBe(true);
    expect(overlayChanged(frame, { ...frame, paths: [] }, false)).toBe(false);
  });
});
