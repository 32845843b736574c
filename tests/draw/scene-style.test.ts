import { describe, expect, it } from 'vitest';
import { drawingOrder, sceneStyle } from '../../src/draw/scene-style';
import { cloudOf, sceneOf } from '../support/scenes';

describe('sceneStyle', () => {
  it('decides for both clouds by the larger one', () => {
    expect(sceneStyle(sceneOf([cloudOf('first', 20_000), cloudOf('second', 100)]))).toBe('points');
    expect(sceneStyle(sceneOf([cloudOf('first', 100), cloudOf('second', 20_001)]))).toBe('density');
    expect(sceneStyle(sceneOf([]))).toBe('points');
  });

  it('obeys what is asked for', () => {
    expect(sceneStyle(sceneOf([cloudOf('first', 1)], { style: 'density' }))).toBe('density');
    expect(sceneStyle(sceneOf([cloudOf('first', 2 ** 20)], { style: 'points' }))).toBe('points');
  });
});

describe('drawingOrder', () => {
  it('puts the second colour above the first, whatever the order', () => {
    const clouds = [cloudOf('second', 1), cloudOf('first', 2), cloudOf('second', 3), cloudOf('first', 4)];
    expect(drawingOrder(clouds).map(({ count }) => count)).toEqual([2, 4, 1, 3]);
  });
});
