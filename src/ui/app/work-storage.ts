// Keeps the work of this tab in this browser, and gives it back after a reload or a crash: paused, and only where the
// address asks for the same experiment. Nothing here may stop the page: without storage it goes on, with one note.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Checkpoint, Run, RunData } from '../../experiment/lab';
import { formatAddress, withoutPlay } from '../address';
import { withStore } from '../controllers/database';
import { freshName, Journal, nameTab, tabName, type Line } from '../controllers/journal';
import type { KeptRun } from '../controllers/run-plan';
import { claimTab, isReload } from '../controllers/tab-claim';
import type { Opened } from './open-page';
import { needsRestart } from './page-settings';
import { FORMAT, readSettings, VERSION, type PageSettings } from './settings-file';
import { formatPlainNumber } from '../../numbers';

/** At most one write so often, in milliseconds. What is written is at most half a second old, so what is kept is at most 2 s old. */
const SHORTEST_GAP_MS = 1200;
/** How long a reload waits for the document before it to let go. */
const PATIENCE_MS = 1000;

interface Source {
  readonly run: Run | undefined;
  readonly kept: KeptRun | undefined;
}

export class WorkStorage implements ReactiveController {
  /** What there is to know about storage, once. */
  note: string | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #source: Source;
  #tab: string | undefined;
  #address = '';
  /** The run of this tab by name; a new one begins wherever another run is shown. */
  #name = freshName();
  #run: Run | undefined;
  #saved: Checkpoint | undefined;
  #savedData: { readonly data: RunData; readonly name: string } | undefined;
  #lastWrite = -Infinity;
  #writing = false;
  #failed = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onHide = (): void => this.#writeLine(true);
  readonly #onShow = (): void => this.#writeLine(false);

  constructor(host: ReactiveControllerHost, source: Source) {
    this.#host = host;
    this.#source = source;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#onHide);
    addEventListener('pageshow', this.#onShow);
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#onHide);
    removeEventListener('pageshow', this.#onShow);
    clearTimeout(this.#timer);
  }

  hostUpdated(): void {
    const { run } = this.#source;
    if (run && run !== this.#run) {
      this.#run = run;
      this.#name = freshName();
      this.#saved = undefined;
      this.#writeLine(false);
    }
    this.#save();
  }

  /** To be told of every address that stands in the bar. */
  noteAddress(address: string): void {
    if (withoutPlay(address) === this.#address) return;
    this.#address = withoutPlay(address);
    this.#writeLine(false);
  }

  /** What the address asks for, or else the kept work of the same experiment, to go on with. Never rejects. */
  async restore(opened: Opened): Promise<Opened> {
    try {
      const line = await this.#takeTab(withoutPlay(formatAddress(opened.lab, opened.settings, opened.carried)));
      const kept = line && (await readRecord(this.#tab ?? '', line.run));
      return kept ? withKept(opened, kept) : opened;
    } catch {
      this.#tell('What this browser kept of the last run could not be read, so it begins anew.');
      return opened;
    } finally {
      this.#tab ??= freshName();
    }
  }

  /** Takes the name of this tab, or of one that was lost at this address; the line that then is its past, if it is. */
  async #takeTab(address: string): Promise<Line | undefined> {
    const journal = new Journal(localStorage);
    const own = tabName(sessionStorage);
    const reloaded = isReload();
    if (own && (await claimTab(own, reloaded ? PATIENCE_MS : 0))) this.#tab = own;
    const mine = this.#tab === undefined ? undefined : journal.read(this.#tab);
    if (mine?.address === address && (reloaded || !mine.left)) return mine;
    for (const tab of journal.tabs) {
      const line = journal.read(tab);
      if (tab === own || line?.left !== false || line.address !== address || !(await claimTab(tab, 0))) continue;
      nameTab(sessionStorage, (this.#tab = tab));
      return line;
    }
    if (this.#tab === undefined) await this.#beNew();
    void forgetOthers([...journal.prune(), this.#tab ?? '']);
    return undefined;
  }

  async #beNew(): Promise<void> {
    this.#tab = freshName();
    nameTab(sessionStorage, this.#tab);
    await claimTab(this.#tab, 0);
  }

  #writeLine(left: boolean): void {
    if (this.#tab === undefined || this.#address === '') return;
    try {
      const line = { address: this.#address, run: this.#name, time: Date.now(), left };
      new Journal(localStorage).write(this.#tab, line);
    } catch {
      this.#storeFailed();
    }
  }

  /** Once for every checkpoint, in the background, one after the other. */
  #save(): void {
    const kept = this.#source.kept;
    const checkpoint = kept?.log.checkpoint;
    if (!kept || !checkpoint || checkpoint === this.#saved || this.#writing || this.#tab === undefined) return;
    const wait = this.#lastWrite + SHORTEST_GAP_MS - performance.now();
    if (wait <= 0) return void this.#put(this.#tab, kept, checkpoint);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#save();
    }, wait);
  }

  async #put(tab: string, { plan, log: { data } }: KeptRun, checkpoint: Checkpoint): Promise<void> {
    this.#writing = true;
    this.#saved = checkpoint;
    this.#lastWrite = performance.now();
    // Points of one's own may be 8 MB; they are written when they change.
    const changed = this.#savedData?.data === data ? undefined : { data, name: freshName() };
    const { lab, values, seed, axes } = plan;
    const { step } = checkpoint;
    const head = {
      format: FORMAT,
      version: VERSION,
      run: this.#name,
      lab: lab.id,
      values,
      seed,
      step,
      ...(axes ? { axes } : {}),
    };
    const record = { ...head, checkpoint, dataName: (changed ?? this.#savedData)?.name };
    try {
      await withStore('work', 'readwrite', (store) => {
        if (changed) store.put(changed, dataKey(tab));
        return store.put(record, tab);
      });
      this.#savedData = changed ?? this.#savedData;
    } catch {
      this.#storeFailed();
    } finally {
      this.#writing = false;
      this.#save();
    }
  }

  #storeFailed(): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#tell('This browser keeps nothing for this page, so a reload begins anew. Save what you need as JSON.');
  }

  #tell(note: string): void {
    this.note = note;
    this.#host.requestUpdate();
  }
}

const dataKey = (tab: string): string => `${tab}/data`;

/** Throws where it cannot be read; undefined where it is of another run. */
async function readRecord(tab: string, run: string): Promise<PageSettings | undefined> {
  const range = IDBKeyRange.bound(tab, dataKey(tab));
  const found = await withStore('work', 'readonly', (store) => store.getAll(range) as IDBRequest<unknown[]>);
  const [record, data] = found.filter((value) => typeof value === 'object' && value !== null);
  if (!record || Reflect.get(record, 'run') !== run) return undefined;
  if (!data || Reflect.get(record, 'dataName') !== Reflect.get(data, 'name')) return undefined;
  return readSettings({ ...record, data: Reflect.get(data, 'data') });
}

/** Only where it is the same experiment and there is something to lose. */
function withKept(opened: Opened, { lab, values, seed, step, data, axes, checkpoint }: PageSettings): Opened {
  const { settings } = opened;
  const { until = Infinity } = settings;
  const same = lab === opened.lab.id && !needsRestart(opened.lab, { ...settings, values, seed }, settings);
  const something = step > 0 || Object.keys(data).length > 0;
  // A run to a step that is done is done again, exactly so, and quickly.
  if (!same || !something || step >= until || checkpoint?.step !== step) return opened;
  const sentence = `Your run is back at step ${formatPlainNumber(step)}, paused. Press Run to go on.`;
  return { ...opened, data, axes, resume: checkpoint, waits: true, notes: [...opened.notes, sentence] };
}

async function forgetOthers(tabs: readonly string[]): Promise<void> {
  const known = new Set(tabs.flatMap((tab) => [tab, dataKey(tab)]));
  await withStore('work', 'readwrite', (store) => {
    const keys = store.getAllKeys();
    keys.onsuccess = () => {
      for (const key of keys.result) if (typeof key !== 'string' || !known.has(key)) store.delete(key);
    };
    return keys;
  }).catch(() => undefined);
}
