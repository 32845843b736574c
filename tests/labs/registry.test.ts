import { expect, test } from 'vitest';
import { findLab, indexLabs, labs } from '../../src/labs/registry';
import { fakeLab } from '../support/fake-lab';

const folder =
  (id: string): (() => Promise<{ default: typeof fakeLab }>) =>
  async () => ({ default: { ...fakeLab, id } });

test('the default lab comes first, the others by id, named for reading', () => {
  const entries = indexLabs({
    './dirac-gan/lab.ts': folder('dirac-gan'),
    './score-matching/lab.ts': folder('score-matching'),
    './langevin/lab.ts': folder('langevin'),
  });
  expect(entries.map(({ id }) => id)).toEqual(['langevin', 'dirac-gan', 'score-matching']);
  expect(entries.map(({ name }) => name)).toEqual(['Langevin', 'Dirac-GAN', 'Score matching']);
});

test('a lab whose id is not its folder is refused', async () => {
  const [entry] = indexLabs({ './langevin/lab.ts': folder('other') });
  await expect(entry?.load()).rejects.toThrow('the lab in the folder ‘langevin’ calls itself ‘other’');
});

test('every lab of the tree loads, and its defaults are allowed by its own declaration', async () => {
  for (const entry of labs) {
    const lab = await entry.load();
    const { readParameters } = await import('../../src/experiment/parameters');
    expect(readParameters(lab.parameters, {})).toBeDefined();
    for (const { key } of lab.parameters) expect(['seed', 'until', 'play', 'speed']).not.toContain(key);
  }
});

test('an unknown id is named together with the known ones', async () => {
  await expect(findLab('langevine')).rejects.toThrow(/there is no lab ‘langevine’; known are/);
});

test('the layers of a picture have names of their lab, each another one', async () => {
  const names = new Map<string, readonly string[]>();
  for (const entry of labs)
    names.set(entry.id, (await entry.load()).stage?.picture.layers.map(({ label }) => label) ?? []);
  expect(names.get('langevin')).toEqual(['contours', 'score arrows', 'paths']);
  expect(names.get('dirac-gan')).toEqual(['vector field', 'trails', 'circles']);
  expect(names.get('kernel-score')).toEqual(['heat map', 'contours', 'score arrows', 'data', 'particles']);
  expect(names.get('diffusion')).toEqual([
    'log density',
    'contours',
    'score arrows',
    'trails',
    'x̂',
    'data',
    'particles',
  ]);
  expect(names.get('variational')).toEqual(['data', 'means', 'posterior means']);
  for (const [id, labels] of names) expect(new Set(labels).size, id).toBe(labels.length);
});
