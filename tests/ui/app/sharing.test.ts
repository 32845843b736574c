import { expect, test } from 'vitest';
import { parseAddress, readSettings } from '../../../src/ui/address';
import { defaultSettings } from '../../../src/ui/app/open-page';
import { startingAddress } from '../../../src/ui/app/sharing';
import type { Enclosed } from '../../../src/ui/enclosure';
import { fakeLab } from '../../support/fake-lab';

const mixture = {
  weights: Float32Array.of(1),
  means: Float32Array.of(0, 0),
  covariances: Float32Array.of(1, 0, 0, 1),
};
const page = { lab: fakeLab, settings: { ...defaultSettings(fakeLab), seed: 3 }, data: {} };
const named = ({ data }: Enclosed): { enclosed?: string } =>
  Object.keys(data).length > 0 ? { enclosed: Object.keys(data).join('-') } : {};

test('an address for a suggestion keeps the settings but neither end nor pause', () => {
  const settings = { ...page.settings, until: 5, play: 'paused' as const };
  expect(startingAddress({ ...page, settings }, { noise: 0 }, named)).toBe('#/fake?noise=0&seed=3');
});

test('it keeps components edited by hand until it is about another target', () => {
  const edited = { ...page, data: mixture };
  expect(startingAddress(edited, { noise: 0 }, named)).toBe('#/fake?noise=0&seed=3&enclosed=weights-means-covariances');
  expect(startingAddress(edited, { target: 'mixture' }, named)).toBe('#/fake?target=mixture&seed=3');
});

test('points that a link lacks are lacking in its suggestions, too, as long as those are about them', () => {
  const lab = { ...fakeLab, ownPoints: { target: 'mixture' } };
  const values = { ...page.settings.values, target: 'mixture' };
  const lacking = { ...page, lab, settings: { ...page.settings, values }, missing: '9-ff' };
  const address = startingAddress(lacking, { noise: 0 }, named);
  expect(address).toBe('#/fake?target=mixture&noise=0&seed=3&own=9-ff');
  expect(startingAddress(lacking, { target: 'gaussian' }, named)).toBe('#/fake?seed=3');
  const { given } = parseAddress(address, ['fake']);
  expect(readSettings(lab, given).notes).toEqual([]);
});

test('a network is never enclosed, though the settings use it', () => {
  const lab = { ...fakeLab, ownNetwork: { target: 'mixture' } };
  const settings = { ...page.settings, values: { ...page.settings.values, target: 'mixture' } };
  const following = { ...page, lab, settings, data: { ...mixture, network: Float32Array.of(1) } };
  expect(startingAddress(following, { noise: 0 }, named)).toBe(
    '#/fake?target=mixture&noise=0&seed=3&enclosed=weights-means-covariances',
  );
});
