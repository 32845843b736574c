// The lecture view: of all that a lab shows the picture, the spectrum and one true sentence, with the sliders that the address names.
import type { ClaimResult, Panel, Parameter, Preset, Verdict } from '../../experiment/lab';
import { formatComparison } from '../../numbers';
import { groupClaims } from '../views/claim-groups';
import type { KeyAction } from './key-action';
import type { LabSession, PageState } from './lab-session';
import { matchingPreset } from './page-settings';
import type { PageModel } from './page-view';

/** Into the lecture view and out of it, and there from preset to preset. */
export function lectureAction(
  action: KeyAction,
  session: { readonly page: PageState | undefined } & Pick<LabSession, 'edit' | 'preset'>,
): void {
  if (action === 'lecture' || action === 'leave')
    session.edit((settings) => ({ ...settings, view: settings.view ? undefined : 'lecture' }));
  const by = { previous: -1, next: 1 }[action as string];
  const preset = session.page && by && nextPreset(session.page, by);
  if (preset) session.preset(preset.id);
}

/** The preset before or after these settings, round and round; from settings that are none of them the last or the first. */
function nextPreset({ lab, settings }: PageState, by: number): Preset | undefined {
  const at = lab.presets.findIndex((preset) => preset === matchingPreset(lab, settings));
  const count = lab.presets.length;
  return lab.presets[((at < 0 && by < 0 ? 0 : at) + by + count) % count];
}

/** Without a lecture all of them. */
export function shownParameters({ settings: { view, show = [] }, parameters }: PageModel): readonly Parameter[] {
  return view ? parameters.filter(({ key }) => show.includes(key)) : parameters;
}

/** In a lecture the spectrum, or else the first figure: beside a picture one, without a picture two. */
export function shownPanels({ settings: { view }, figures, lab }: PageModel): readonly Panel[] {
  if (!view) return figures;
  const spectrum = figures.filter(({ kind }) => kind === 'spectrum');
  return [...new Set([...spectrum, ...figures])].slice(0, lab.stage ? 1 : 2);
}

const VERDICTS: Readonly<Record<Verdict, string>> = {
  holds: 'as predicted',
  fails: 'not as predicted',
  weak: 'too uncertain to tell',
  outside: '',
};

/** What a lecturer would say of the run now: what its first claim in force measured; nothing where a sentence on its limit stands already. */
export function lectureSentence({ frame, claims, lab }: Pick<PageModel, 'frame' | 'claims' | 'lab'>): string {
  if (frame?.divergence) return '';
  const [first] = groupClaims(claims).inForce;
  return first ? claimSentence(first) : lab.lead;
}

function claimSentence({ statement, predicted, measured, standardError, verdict, oneSided }: ClaimResult): string {
  const texts = formatComparison(predicted, measured, standardError);
  const expected = `${oneSided ? 'at least ' : ''}${texts.predicted}`;
  // A statement begins with a word or with a symbol, which keeps its case.
  const begun = /^[a-z]+ /.test(statement) ? statement[0].toUpperCase() + statement.slice(1) : statement;
  return `${begun}. Predicted ${expected}, measured ${texts.measured}: ${VERDICTS[verdict]}.`;
}
