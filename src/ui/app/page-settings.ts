// What changes of the settings mean for the run, as pure functions of the lab's declaration.
import { defaultValues, settleValues } from '../../experiment/parameters';
import { plainAxes, type Axes } from '../../data/axes';
import type { Lab, ParameterValue, ParameterValues, Preset, RunData } from '../../experiment/lab';
import type { Settings } from '../address';
import { readComponents } from './components';

/** The settings with some values replaced and those that depend on them settled. */
export function withValues(lab: Lab, settings: Settings, values: ParameterValues): Settings {
  return { ...settings, values: settleValues(lab.parameters, { ...settings.values, ...values }) };
}

/** A preset over the defaults. The seed stays unless the preset fixes it. */
export function withPreset(lab: Lab, settings: Settings, preset: Preset): Settings {
  const { until: _, ...rest } = settings;
  const values = settleValues(lab.parameters, { ...defaultValues(lab.parameters), ...preset.values });
  return { ...rest, values, seed: preset.seed ?? settings.seed };
}

/** The preset that these settings are, if any. */
export function matchingPreset(lab: Lab, settings: Settings): Preset | undefined {
  return lab.presets.find((preset) => {
    const { values, seed } = withPreset(lab, settings, preset);
    return seed === settings.seed && changedKeys(lab, values, settings.values).length === 0;
  });
}

export function changedKeys(lab: Lab, before: ParameterValues, after: ParameterValues): string[] {
  return lab.parameters.map(({ key }) => key).filter((key) => before[key] !== after[key]);
}

/** Whether going from one to the other begins a new run. */
export function needsRestart(lab: Lab, before: Settings, after: Settings): boolean {
  if (before.seed !== after.seed) return true;
  const changed = new Set(changedKeys(lab, before.values, after.values));
  return lab.parameters.some(({ key, restarts }) => restarts === true && changed.has(key));
}

export function pick(values: ParameterValues, keys: readonly string[]): Record<string, ParameterValue> {
  return Object.fromEntries(keys.flatMap((key) => (values[key] === undefined ? [] : [[key, values[key]]])));
}

/** Keys of what decides what is sampled or learnt. Setting one of them discards data edited by hand. */
export function targetKeys({ parameters }: Lab): readonly string[] {
  return parameters.filter(({ redefines }) => redefines).map(({ key }) => key);
}

/** Whether points of the visitor's own can be chosen under these settings: every control that it takes is in view. */
export function takesPoints({ parameters, ownPoints }: Lab, values: ParameterValues): boolean {
  if (!ownPoints) return false;
  return parameters.every(({ key, when }) => !(key in ownPoints) || !when || when(values));
}

/** The data without components edited by hand where these values choose another target. */
export function withoutEdits(lab: Lab, values: ParameterValues, data: RunData): RunData {
  if (!readComponents(data) || !targetKeys(lab).some((key) => key in values)) return data;
  return ownData(data);
}

/** What of the data is the visitor's own, and stays when components edited by hand go. */
export function ownData({ points, network }: RunData): RunData {
  return { ...(points?.length ? { points } : {}), ...(network ? { network } : {}) };
}

/** Whether there is nothing to run: it is about points of the visitor's own, and there are none. */
export function lacksPoints(lab: Lab, values: ParameterValues, data: RunData): boolean {
  return usesPoints(lab, values) && !data['points']?.length;
}

/** Whether these settings are about points of the visitor's own. */
export function usesPoints({ ownPoints }: Lab, values: ParameterValues): boolean {
  return isIn(values, ownPoints);
}

function isIn(values: ParameterValues, wanted: ParameterValues | undefined): boolean {
  return wanted !== undefined && Object.entries(wanted).every(([key, value]) => values[key] === value);
}

/** The data without points, or a network, that these settings do not use: a file need not carry them. */
export function dataInForce(lab: Lab, values: ParameterValues, data: RunData): RunData {
  const isOwn: Readonly<Record<string, ParameterValues | undefined>> = {
    points: lab.ownPoints,
    network: lab.ownNetwork,
  };
  const kept = Object.entries(data).filter(([name]) => !(name in isOwn) || isIn(values, isOwn[name]));
  return kept.length === Object.keys(data).length ? data : Object.fromEntries(kept);
}

/** What the axes of the picture are: those of the visitor's points where they are shown, else the lab's. */
export function axesInForce(lab: Lab, values: ParameterValues, data: RunData, axes: Axes | undefined): Axes {
  return (data['points'] && usesPoints(lab, values) ? axes : undefined) ?? lab.stage?.axes(values) ?? plainAxes();
}

/** Whether a run begins by itself. A run with an end is no animation, so it runs for those who prefer reduced motion too. */
export function startsPlaying(
  settings: Settings,
  circumstances: { readonly reducedMotion: boolean; readonly waits: boolean },
): boolean {
  if (circumstances.waits) return false;
  if (settings.play !== 'auto') return settings.play === 'playing';
  return settings.until !== undefined || !circumstances.reducedMotion;
}
