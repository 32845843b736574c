import { expect, test } from 'vitest';
import type { CloudScene } from '../../../src/draw/renderer';
import type { Cloud } from '../../../src/experiment/lab';
import { sameScene } from '../../../src/ui/views/same-scene';

const cloud: Cloud = { layer: 'run', label: 'chains', colour: 'first', positions: {} as Cloud['positions'], count: 5 };
const scene: CloudScene = {
  box: { minX: 0, maxX: 1, minY: 0, maxY: 1 },
  clouds: [cloud],
  colours: { first: [0, 0, 1], second: [1, 0, 0], paper: [1, 1, 1] },
  style: 'auto',
  dark: false,
};

test('equal parts make the same scene, whoever made them', () => {
  expect(sameScene(scene, { ...scene, box: { ...scene.box }, clouds: [{ ...cloud }] })).toBe(true);
});

test.each<[string, Partial<CloudScene>]>([
  ['another view', { box: { ...scene.box, maxX: 2 } }],
  ['another style', { style: 'points' }],
  ['other colours', { colours: { ...scene.colours } }],
  ['dark', { dark: true }],
  ['no cloud', { clouds: [] }],
  ['another cloud', { clouds: [cloud, { ...cloud, colour: 'second' }] }],
  ['another colour of it', { clouds: [{ ...cloud, colour: 'second' }] }],
  ['other arrays', { clouds: [{ ...cloud, positions: {} as Cloud['positions'] }] }],
  ['another count', { clouds: [{ ...cloud, count: 6 }] }],
])('%s is another scene', (_, change) => {
  expect(sameScene(scene, { ...scene, ...change })).toBe(false);
});

test('nothing drawn is another scene', () => {
  expect(sameScene(undefined, scene)).toBe(false);
});
