import { describe, expect, it } from 'vitest';
import { keyAction } from '../../../src/ui/views/canvas-keys';

const press = (key: string, held: Partial<KeyboardEvent> = {}) =>
  keyAction({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

describe('keyAction', () => {
  it('pans by arrows, farther with shift', () => {
    expect(press('ArrowUp')).toEqual({ kind: 'pan', x: 0, y: -0.08 });
    expect(press('ArrowRight', { shiftKey: true })).toEqual({ kind: 'pan', x: 0.4, y: 0 });
  });

  it('zooms by plus and minus and resets by zero', () => {
    const [closer, farther] = [press('+'), press('-')];
    expect(closer?.kind === 'zoom' && farther?.kind === 'zoom' && closer.factor * farther.factor).toBeCloseTo(1, 12);
    expect(press('0')).toEqual({ kind: 'reset' });
  });

  it('leaves the keys of the page and of the browser alone', () => {
    expect(press(' ')).toBeUndefined();
    expect(press('0', { ctrlKey: true })).toBeUndefined();
    expect(press('ArrowLeft', { altKey: true })).toBeUndefined();
  });
});
