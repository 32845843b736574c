import { plainAxes } from '../../../src/data/axes';
import { describe, expect, test } from 'vitest';
import { defaultValues } from '../../../src/experiment/parameters';
import type { Settings } from '../../../src/ui/address';
import {
  changedKeys,
  axesInForce,
  dataInForce,
  matchingPreset,
  needsRestart,
  ownData,
  pick,
  startsPlaying,
  takesPoints,
  targetKeys,
  withPreset,
  withValues,
} from '../../../src/ui/app/page-settings';
import langevin from '../../../src/labs/langevin/lab';
import { fakeLab } from '../../support/fake-lab';

const settings: Settings = { values: defaultValues(fakeLab.parameters), seed: 7, play: 'auto', speed: 10 };
const change = (values: Record<string, number | string>): Settings => withValues(fakeLab, settings, values);

test('a change settles what depends on it', () => {
  expect(change({ twin: 'step' }).values['twinValue']).toBe(0.02);
  expect(settings.values['twinValue']).toBe(0);
});

test('a preset starts from the defaults, keeps the seed, forgets until, and is recognised', () => {
  const [preset] = fakeLab.presets;
  if (!preset) throw new Error('the fake lab has a preset');
  const applied = withPreset(fakeLab, { ...change({ step: 5 }), seed: 3, until: 10 }, preset);
  expect(applied).toEqual({ ...settings, seed: 3, values: { ...settings.values, noise: 0 } });
  expect(matchingPreset(fakeLab, applied)).toBe(preset);
  expect(matchingPreset(fakeLab, settings)).toBeUndefined();
  expect(withPreset(fakeLab, settings, { ...preset, seed: 99 }).seed).toBe(99);
});

describe('a new run begins', () => {
  test.each([
    ['for a restarting parameter', change({ chains: 5 }), true],
    ['not for a live one', change({ step: 0.5, noise: 0 }), false],
    ['for another seed', { ...settings, seed: 8 }, true],
    ['not for a number of steps, which a link brings', { ...settings, until: 5 }, false],
    ['not for another speed', { ...settings, speed: 'max' as const }, false],
  ])('%s', (_, after, restarts) => {
    expect(needsRestart(fakeLab, settings, after)).toBe(restarts);
  });
});

test('changed keys and their values', () => {
  const after = change({ step: 0.5, noise: 1 });
  expect(changedKeys(fakeLab, settings.values, after.values)).toEqual(['step']);
  expect(pick(after.values, ['step', 'nothing'])).toEqual({ step: 0.5 });
  expect(targetKeys(fakeLab)).toEqual(['target', 'modes']);
});

describe('it plays by itself', () => {
  const calm = { reducedMotion: false, waits: false };
  test.each([
    [settings, calm, true],
    [settings, { ...calm, reducedMotion: true }, false],
    [settings, { ...calm, waits: true }, false],
    [{ ...settings, play: 'paused' as const, until: 5 }, calm, false],
    [{ ...settings, until: 5 }, { ...calm, reducedMotion: true }, true],
    [{ ...settings, until: 5 }, { ...calm, waits: true }, false],
    [{ ...settings, play: 'playing' as const }, { waits: false, reducedMotion: true }, true],
    [{ ...settings, play: 'playing' as const }, { ...calm, waits: true }, false],
  ])('case %#', (given, circumstances, playing) => {
    expect(startsPlaying(given, circumstances)).toBe(playing);
  });
});

describe('points of one’s own', () => {
  const values = defaultValues(langevin.parameters);

  test('can be chosen where every control that it takes is in view', () => {
    expect(takesPoints(fakeLab, settings.values)).toBe(false);
    expect(takesPoints(langevin, values)).toBe(false);
    expect(takesPoints(langevin, { ...values, target: 'data' })).toBe(true);
  });

  test('go into a file only where they are in force', () => {
    const data = { points: new Float32Array(2), weights: new Float32Array(1) };
    expect(dataInForce(langevin, { ...values, target: 'data', data: 'upload' }, data)).toBe(data);
    expect(dataInForce(langevin, { ...values, target: 'data' }, data)).toEqual({ weights: data.weights });
    expect(dataInForce(langevin, values, {})).toEqual({});
  });

  test('name the axes only where they are shown; sets that the page brings name their own', () => {
    const data = { points: new Float32Array(2) };
    const axes = { names: ['lon', 'lat'], centre: [13.4, 52.5], scale: [1, 1] } as const;
    const upload = { ...values, target: 'data', data: 'upload' };
    expect(axesInForce(langevin, upload, data, axes)).toBe(axes);
    expect(axesInForce(langevin, upload, {}, axes)).toEqual(plainAxes());
    expect(axesInForce(langevin, upload, data, undefined)).toEqual(plainAxes());
    expect(axesInForce(langevin, values, data, axes)).toEqual(plainAxes());
    const penguins = axesInForce(langevin, { ...values, target: 'data', data: 'penguins' }, data, axes);
    expect(penguins.names).toEqual(['Flipper length (mm)', 'Bill length (mm)']);
    expect(axesInForce(langevin, { ...values, target: 'penguins' }, data, axes)).toEqual(penguins);
  });
});

test('a network goes into a file where the settings use it, and stays when components edited by hand go', () => {
  const lab = { ...langevin, ownNetwork: { target: 'network', network: 'own' } };
  const [network, points] = [Float32Array.of(1), Float32Array.of(1, 2)];
  const values = defaultValues(langevin.parameters);
  expect(dataInForce(lab, values, { network })).toEqual({});
  expect(dataInForce(lab, { ...values, target: 'network' }, { network })).toEqual({});
  const own = { network };
  expect(dataInForce(lab, { ...values, target: 'network', network: 'own' }, own)).toBe(own);
  expect(ownData({ network, points, weights: Float32Array.of(1) })).toEqual({ network, points });
  expect(ownData({ points: new Float32Array() })).toEqual({});
});
