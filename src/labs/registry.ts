// The labs that there are: every folder with a lab.ts. Adding one edits no list. A lab's code is loaded when it is opened.
import type { Lab } from '../experiment/lab';

export type LabModules = Readonly<Record<string, () => Promise<{ readonly default: Lab }>>>;

export interface LabEntry {
  readonly id: string;
  /** For the navigation, made from the id because the title is inside the lab's code. */
  readonly name: string;
  load(): Promise<Lab>;
}

/** The lab that a bare address opens. */
export const DEFAULT_LAB = 'langevin';
/** Parts of an id that are not written like words. */
const ACRONYMS = new Set(['gan', 'vae']);

/** From `./<id>/lab.ts` to entries: the default lab first, then by id. Throws where a folder and its lab's id differ, on load. */
export function indexLabs(modules: LabModules): readonly LabEntry[] {
  const entries = Object.entries(modules).map(([path, importModule]) => {
    const id = path.split('/').at(-2) ?? path;
    return { id, name: nameOf(id), load: () => loadLab(id, importModule) };
  });
  const rank = ({ id }: LabEntry): string => (id === DEFAULT_LAB ? '' : id);
  return entries.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

async function loadLab(id: string, importModule: LabModules[string]): Promise<Lab> {
  const lab = (await importModule()).default;
  if (lab.id !== id) throw new Error(`the lab in the folder ‘${id}’ calls itself ‘${lab.id}’`);
  return lab;
}

function nameOf(id: string): string {
  const words = id.split('-').map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : word));
  const [first = '', ...rest] = words;
  return [first.charAt(0).toUpperCase() + first.slice(1), ...rest].join(
    words.some((word) => ACRONYMS.has(word.toLowerCase())) ? '-' : ' ',
  );
}

export const labs = indexLabs(import.meta.glob<{ default: Lab }>('./*/lab.ts'));

/** The lab of that id. Throws RangeError naming the known ones. */
export async function findLab(id: string): Promise<Lab> {
  const entry = labs.find((lab) => lab.id === id);
  if (!entry) throw new RangeError(`there is no lab ‘${id}’; known are ${labs.map((lab) => lab.id).join(', ')}`);
  return entry.load();
}
