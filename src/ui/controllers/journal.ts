// Which tab is at what: a line per tab in localStorage, written at once, so that a reload or a crash finds the address as it
// stood. The bulk is in the database. Lines are read as untrusted: project pages share one origin with strangers.

const PREFIX = 'scorefield.work.';
const TAB_KEY = 'scorefield.tab';
/** A journal of more tabs than anyone has open. */
const MOST_LINES = 8;
const LONGEST_LINE = 16 * 1024;

/** What stands in a tab's line. */
export interface Line {
  /** The address without what is only about playing. */
  readonly address: string;
  /** Which run of that tab; a record of another one is out of date. */
  readonly run: string;
  /** Milliseconds since 1970, of the last change. */
  readonly time: number;
  /** The tab was left, not lost. */
  readonly left: boolean;
}

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

export class Journal {
  readonly #shelf: Shelf;

  constructor(shelf: Shelf) {
    this.#shelf = shelf;
  }

  /** Undefined where there is none, or none that can be used. */
  read(tab: string): Line | undefined {
    return readLine(this.#shelf.getItem(PREFIX + tab));
  }

  /** Throws where there is no storage, or none left. */
  write(tab: string, line: Line): void {
    this.#shelf.setItem(PREFIX + tab, JSON.stringify(line));
  }

  /** Tabs with a line, the latest first. */
  get tabs(): readonly string[] {
    const keys = Array.from({ length: this.#shelf.length }, (_, index) => this.#shelf.key(index) ?? '');
    const tabs = keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
    const timeOf = (tab: string): number => this.read(tab)?.time ?? -Infinity;
    return tabs.sort((a, b) => timeOf(b) - timeOf(a));
  }

  /** Forgets all but the latest, and returns the tabs that are left. */
  prune(): readonly string[] {
    const { tabs } = this;
    for (const tab of tabs.slice(MOST_LINES)) this.#shelf.removeItem(PREFIX + tab);
    return tabs.slice(0, MOST_LINES);
  }
}

function readLine(text: string | null): Line | undefined {
  if (text === null || text.length > LONGEST_LINE) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    const { address, run, time, left } = value as Partial<Record<keyof Line, unknown>>;
    const usable =
      typeof address === 'string' && typeof run === 'string' && typeof time === 'number' && typeof left === 'boolean';
    return usable ? { address, run, time, left } : undefined;
  } catch {
    return undefined;
  }
}

/** The name of this tab, the same after a reload; a duplicated tab has that of its model until it takes another. */
export function tabName(session: Pick<Storage, 'getItem'>): string | undefined {
  const name = session.getItem(TAB_KEY);
  return name !== null && /^[0-9a-f]{16}$/.test(name) ? name : undefined;
}

export function nameTab(session: Pick<Storage, 'setItem'>, name: string): void {
  session.setItem(TAB_KEY, name);
}

/** Sixteen hexadecimal digits that nobody else has. */
export function freshName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(2)), (word) => word.toString(16).padStart(8, '0')).join('');
}
