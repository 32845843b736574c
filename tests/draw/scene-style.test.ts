import { describe, expect, it } from 'vitest';
import { drawingOrder, sceneStyle } from '../../src/draw/scene-style';
import { cloudOf, sceneOf } from '../support/scenes';

describe('sceneStyle', () => {
  it('decides for both clouds by the larger one', () => {
    expect(sceneStyle(sceneOf([cloudOf('run', 20_000), cloudOf('twin', 100)]))).toBe('points');
    expect(sceneStyle(sceneOf([cloudOf('run', 100), cloudOf('twin', 20_001)]))).toBe('density');
    expect(sceneStyle(sceneOf([]))).toBe('points');
  });

  it('obeys what is asked for', () => {
    expect(sceneStyle(sceneOf([cloudOf('run', 1)], { style: 'density' }))).toBe('density');
    expect(sceneStyle(sceneOf([cloudOf('run', 2 ** 20)], { style: 'points' }))).toBe('points');
  });
});

describe('drawingOrder', () => {
  it('puts the twin above the run, whatever the order', () => {
    const clouds = [cloudOf('twin', 1), cloudOf('run', 2), cloudOf('twin', 3), cloudOf('run', 4)];
    expect(drawingOrder(clouds).map(({ count }) => count)).toEqual([2, 4, 1, 3]);
  });
});
