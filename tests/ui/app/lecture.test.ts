import { expect, test } from 'vitest';
import type { ClaimResult, Panel } from '../../../src/experiment/lab';
import { lectureAction, lectureSentence, shownPanels, shownParameters } from '../../../src/ui/app/lecture';
import type { PageState } from '../../../src/ui/app/lab-session';
import { defaultSettings } from '../../../src/ui/app/open-page';
import { matchingPreset, withPreset } from '../../../src/ui/app/page-settings';
import type { PageModel } from '../../../src/ui/app/page-view';
import langevin from '../../../src/labs/langevin/lab';

const usual = defaultSettings(langevin);
const lecture = { ...usual, view: 'lecture' as const };
const panel = (id: string, kind: Panel['kind']): Panel => ({ id, kind }) as Panel;

function model(more: Partial<PageModel>): PageModel {
  return {
    lab: langevin,
    settings: lecture,
    parameters: langevin.parameters,
    figures: [],
    claims: [],
    ...more,
  } as PageModel;
}

test('a lecture shows the sliders that the address names, and the spectrum', () => {
  expect(shownParameters(model({ settings: usual }))).toBe(langevin.parameters);
  expect(shownParameters(model({}))).toEqual([]);
  const show = ['noise', 'step'];
  expect(
    shownParameters(model({ settings: { ...lecture, show } }))
      .map(({ key }) => key)
      .toSorted(),
  ).toEqual(show);
  const figures = [panel('energy', 'trace'), panel('eigenvalues', 'spectrum'), panel('law', 'histogram')];
  expect(shownPanels(model({ settings: usual, figures }))).toBe(figures);
  expect(shownPanels(model({ figures })).map(({ id }) => id)).toEqual(['eigenvalues']);
  expect(shownPanels(model({ figures: figures.slice(2) })).map(({ id }) => id)).toEqual(['law']);
});

const claim = {
  id: 'L1',
  statement: 'the variance is that of the chain',
  predicted: 0.41666,
  measured: 0.4174,
  standardError: 0.0021,
  tolerance: 0.01,
  verdict: 'holds',
  on: 'the run',
} as ClaimResult;

test('the sentence says what the first claim about the run measured, and whether it was predicted', () => {
  const elsewhere = { ...claim, id: 'L6', statement: 'the largest eigenvalue', on: 'near a mode' };
  expect(lectureSentence(model({ claims: [elsewhere, claim] }))).toBe(
    'The variance is that of the chain. Predicted 0.417, measured 0.417 ± 0.002: as predicted.',
  );
  expect(lectureSentence(model({ claims: [{ ...claim, measured: 0.5, verdict: 'fails' }] }))).toMatch(
    /: not as predicted\.$/,
  );
  expect(lectureSentence(model({ claims: [{ ...claim, verdict: 'outside' }] }))).toBe(langevin.lead);
  const frame = { divergence: { sentence: 'Beyond the limit.' } } as PageModel['frame'];
  expect(lectureSentence(model({ claims: [claim], frame }))).toBe('');
});

test('cursor keys go round all presets', () => {
  let page: PageState = { lab: langevin, settings: lecture, data: {} };
  const session = {
    get page(): PageState {
      return page;
    },
    edit: (change: (settings: typeof usual) => typeof usual): void => {
      page = { ...page, settings: change(page.settings) };
    },
    preset: (id: string): void => {
      const preset = langevin.presets.find((one) => one.id === id);
      if (preset) page = { ...page, settings: withPreset(langevin, page.settings, preset) };
    },
  };
  const seen = langevin.presets.map(() => {
    lectureAction('next', session);
    return matchingPreset(langevin, page.settings)?.id;
  });
  expect(seen).toEqual(langevin.presets.map(({ id }) => id));
  lectureAction('previous', session);
  expect(matchingPreset(langevin, page.settings)?.id).toBe(langevin.presets.at(-2)?.id);
  expect(page.settings.view).toBe('lecture');
  lectureAction('leave', session);
  expect(page.settings.view).toBeUndefined();
});
