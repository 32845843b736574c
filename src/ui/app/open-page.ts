// What an address or a file asks a page to be: a lab, its settings, and what had to be repaired, in words.
import { defaultValues } from '../../experiment/parameters';
import { DEFAULT_LAB, findLab, labs } from '../../labs/registry';
import type { Checkpoint, Lab, RunData } from '../../experiment/lab';
import type { Axes } from '../../data/axes';
import { quoted, undamaged } from '../../data/foreign-text';
import type { Box } from '../../targets/target';
import { countOf, readEnclosed, type Carried } from '../enclosure';
import {
  carriedIn,
  DEFAULT_SEED,
  DEFAULT_SPEED,
  heavyNote,
  parseAddress,
  readSettings,
  type Address,
  type Settings,
} from '../address';
import { readOneFile } from './read-file';
import { readSettingsFile, SettingsFileError } from './settings-file';

export interface Opened {
  readonly lab: Lab;
  readonly settings: Settings;
  readonly data: RunData;
  /** What points among the data stand for. */
  readonly axes?: Axes | undefined;
  /** What the address says of its data, as written. */
  readonly carried?: Carried;
  readonly resume?: Checkpoint;
  readonly view?: Box;
  readonly notes: readonly string[];
  /** It must not begin by itself: it asks for much work, or it was interrupted. */
  readonly waits: boolean;
}

/** Never rejects because of what the address says; an unknown lab opens the default one. */
export async function openAddress(hash: string): Promise<Opened> {
  const address = parseAddress(hash);
  return withEnclosed(readAddress(address, await findLab(labOf(address))));
}

/** With the data that the address encloses; what is damaged is left out. */
async function withEnclosed(opened: Opened): Promise<Opened> {
  const { enclosed, ...rest } = opened.carried ?? {};
  if (enclosed === undefined) return opened;
  const found = await readEnclosed(enclosed);
  if (found) return { ...opened, ...found };
  return { ...opened, carried: rest, notes: [...opened.notes, 'The data in this link is damaged and was left out.'] };
}

/** The id of the lab that an address opens. */
export function labOf({ lab = DEFAULT_LAB }: Address): string {
  return labs.some(({ id }) => id === lab) ? lab : (labs[0]?.id ?? DEFAULT_LAB);
}

/** What an address asks of that lab, `labOf` it. */
export function readAddress(address: Address, lab: Lab): Opened {
  const known = (address.lab ?? DEFAULT_LAB) === lab.id;
  const unknown = known ? [] : [`Unknown lab ‘${quoted(address.lab ?? '')}’. The lab ‘${lab.id}’ was opened.`];
  const { settings, notes } = readSettings(lab, known ? address.given : new Map());
  // Whoever wrote the link is not who presses Run, so `play=1` starts nothing heavy either.
  const heavy = settings.play === 'paused' ? undefined : heavyNote(lab, settings);
  return {
    lab,
    settings,
    data: {},
    carried: known ? legibleIn(address) : {},
    notes: [...unknown, ...address.notes, ...notes, ...(heavy ? [heavy] : [])],
    waits: heavy !== undefined,
  };
}

/** What an address says of its data, as far as it says anything. */
function legibleIn({ given }: Address): Carried {
  const { enclosed, own } = carriedIn(given);
  const mark = own === undefined ? undefined : undamaged(own);
  return {
    ...(enclosed === undefined ? {} : { enclosed }),
    ...(mark === undefined || countOf(mark) === undefined ? {} : { own: mark }),
  };
}

/** Throws SettingsFileError with a sentence when the files are not one settings file of ours. */
export async function openFile(files: readonly File[]): Promise<Opened> {
  const file = readSettingsFile(await readOneFile(files));
  if (!labs.some(({ id }) => id === file.lab))
    throw new SettingsFileError(`Unknown lab ‘${quoted(file.lab)}’ in this file.`);
  const lab = await findLab(file.lab);
  const given = new Map(
    [...Object.entries(file.values), ['seed', file.seed] as const].map(([key, value]) => [key, String(value)]),
  );
  const { settings, notes } = readSettings(lab, given);
  const { data, axes, checkpoint, view, speed } = file;
  return {
    lab,
    settings: { ...settings, speed, play: 'paused' },
    data,
    axes,
    ...(checkpoint ? { resume: checkpoint } : {}),
    ...(view ? { view } : {}),
    notes: notes.map((note) => note.replaceAll('this link', 'this file')),
    waits: false,
  };
}

export function defaultSettings(lab: Lab): Settings {
  return { values: defaultValues(lab.parameters), seed: DEFAULT_SEED, play: 'auto', speed: DEFAULT_SPEED };
}
