// The visitor's own network: kept from the lab that trains it, or read from a file, between labs and visits.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { mebibytes } from '../../data/foreign-text';
import type { Lab, ParameterValues, Run, RunData } from '../../experiment/lab';
import { labs } from '../../labs/registry';
import { formatAddress } from '../address';
import { download, fileName } from '../app/download';
import { defaultSettings, type Opened } from '../app/open-page';
import { withValues } from '../app/page-settings';
import { withStore } from './database';
import { wordsOf } from './failure-sentence';

const KEY = 'network';
const MOST_BYTES = 2 ** 24;

/** What a page shows, and how its run is asked. */
export interface NetworkSource {
  readonly page: { readonly lab: Lab; readonly settings: { readonly values: ParameterValues } } | undefined;
  readonly run: { task<T>(work: (run: Run) => Promise<T>): Promise<T> };
}

export interface NetworkState {
  /** What was done, or why not. */
  readonly message: string;
  /** Labs in which it can be used, once there is one. */
  readonly uses: readonly { readonly name: string; readonly address: string }[];
}

export class OwnNetworkController implements ReactiveController {
  state: NetworkState = { message: '', uses: [] };
  readonly #host: ReactiveControllerHost;
  readonly #source: NetworkSource;
  readonly #ready: Promise<void>;
  #words: Float32Array | undefined;

  constructor(host: ReactiveControllerHost, source: NetworkSource) {
    this.#host = host;
    this.#source = source;
    this.#ready = load().then((words) => void (this.#words ??= words));
    host.addController(this);
  }

  hostConnected(): void {
    // Nothing to begin: storage is asked once, above.
  }

  /** It goes along into every lab that takes one, never in place of another. */
  async into(opened: Opened): Promise<Opened> {
    this.state = { message: '', uses: [] };
    if (!opened.lab.ownNetwork || opened.data['network']) return opened;
    await this.#ready;
    return this.#words ? { ...opened, data: { ...opened.data, network: this.#words } } : opened;
  }

  /** Keeps the network as it now stands. */
  keep(): Promise<void> {
    return this.#tell(async () => this.#use(bytesOf(await this.#present()), 'is kept'));
  }

  /** Saves it as a file. */
  save(): Promise<void> {
    return this.#tell(async () => {
      const [words, { lab }] = [await this.#present(), this.#lab];
      download([bytesOf(words)], fileName(lab.id, Number.NaN, 'safetensors'), 'safetensors');
      return { message: 'The file can be opened here, and by docs/load_network.py.', uses: [] };
    });
  }

  /** Keeps the network of a file. */
  open(file: File): Promise<void> {
    return this.#tell(async () => {
      if (file.size > MOST_BYTES) throw new RangeError(`the file is ${mebibytes(file.size)} MiB; at most 16 MiB`);
      return this.#use(new Uint8Array(await file.arrayBuffer()), 'was read and is kept');
    });
  }

  async #tell(work: () => Promise<NetworkState>): Promise<void> {
    try {
      this.state = await work();
    } catch (error) {
      this.state = { message: `This network cannot be used: ${wordsOf(error)}.`, uses: [] };
    }
    this.#host.requestUpdate();
  }

  async #use(bytes: Uint8Array, done: string): Promise<NetworkState> {
    const { words, says } = this.#lab.files.read(bytes);
    this.#words = words;
    await save(words);
    return { message: `${says}, ${done} in this browser.`, uses: await usesOf() };
  }

  async #present(): Promise<Float32Array<ArrayBuffer>> {
    const { files, values } = this.#lab;
    return files.ofCheckpoint(values, await this.#source.run.task((run) => run.checkpoint()));
  }

  get #lab(): { lab: Lab; files: NonNullable<Lab['networks']>; values: ParameterValues } {
    const { page } = this.#source;
    if (!page?.lab.networks) throw new Error('this lab trains no network');
    return { lab: page.lab, files: page.lab.networks, values: page.settings.values };
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

async function usesOf(): Promise<NetworkState['uses']> {
  const taking = labs.map(async ({ name, load: loadLab }) => {
    const lab = await loadLab();
    if (!lab.ownNetwork) return [];
    return [{ name, address: formatAddress(lab, withValues(lab, defaultSettings(lab), lab.ownNetwork)) }];
  });
  return (await Promise.all(taking)).flat();
}

async function save(words: RunData[string]): Promise<void> {
  try {
    await withStore('points', 'readwrite', (store) => store.put(words, KEY));
  } catch {
    // Private windows and full disks: it stays for this visit.
  }
}

/** What it is the lab judges that is to use it. */
async function load(): Promise<Float32Array | undefined> {
  try {
    const value = await withStore('points', 'readonly', (store) => store.get(KEY) as IDBRequest<unknown>);
    return value instanceof Float32Array && 4 * value.length <= MOST_BYTES ? value : undefined;
  } catch {
    return undefined;
  }
}
