// A file into a table without ever holding up the page: read in pieces, worked on in slices of a few milliseconds.
import { nextTask } from '../../waiting';
import { mebibytes } from '../foreign-text';
import { CsvError } from './csv-error';
import { detectFormat, refuseBinary, type CsvFormat } from './csv-format';
import { CsvRows } from './csv-rows';
import { TableBuilder, type CsvTable } from './csv-table';

export const MOST_BYTES = 20 * 1024 * 1024;

export interface LoadOptions {
  /** What was decided by hand; the rest is told from the file. */
  readonly format?: Partial<CsvFormat>;
  /** Aborting rejects with the signal's reason within one slice. */
  readonly signal?: AbortSignal;
  /** Share done, 0 … 1, after every slice. */
  readonly onProgress?: (share: number) => void;
  /** Lets the page draw and listen. */
  readonly breathe?: () => Promise<void>;
}

type Readable = Pick<Blob, 'size' | 'slice'>;

const PIECE_BYTES = 256 * 1024;
/** Characters between two looks at the clock: a fraction of a millisecond. */
const SLICE = 16 * 1024;
const SLICE_MS = 12;

/** Text from which the format is told; a table of the widest rows has a few in it. */
const HEAD = 16 * 1024;

/** Rejects with CsvError and a sentence for what is wrong with the file. */
export async function loadCsv(file: Readable, options: LoadOptions = {}): Promise<CsvTable> {
  const table = await readTable(file, options);
  const { decimal, format } = table;
  if (options.format?.decimal || decimal === undefined || decimal === 'open' || decimal === format.decimal)
    return table;
  // The first cell that tells the mark may stand anywhere.
  return readTable(file, { ...options, format: { ...options.format, decimal } });
}

async function readTable(file: Readable, options: LoadOptions): Promise<CsvTable> {
  const { signal, onProgress, breathe = nextTask } = options;
  if (file.size === 0) throw new CsvError('The file is empty.');
  if (file.size > MOST_BYTES) throw new CsvError(`The file is ${mebibytes(file.size)} MiB; at most 20 MiB.`);
  const reader = new Reader(options.format);
  const decoder = new TextDecoder('utf-8');
  let since = performance.now();
  for (let from = 0; from < file.size; from += PIECE_BYTES) {
    const bytes = await readPiece(file, from);
    if (from === 0) refuseBinary(bytes);
    const last = from + PIECE_BYTES >= file.size;
    const text = decoder.decode(bytes, { stream: !last });
    for (let at = 0; at < text.length; at += SLICE) {
      reader.push(text.slice(at, at + SLICE));
      if (performance.now() - since < SLICE_MS) continue;
      onProgress?.((from + (bytes.length * at) / text.length) / file.size);
      await breathe();
      signal?.throwIfAborted();
      since = performance.now();
    }
    signal?.throwIfAborted();
  }
  onProgress?.(1);
  return reader.finish();
}

/** Waits for some text before it decides how to read it. */
class Reader {
  readonly #chosen: Partial<CsvFormat> | undefined;
  #head = '';
  #rows: CsvRows | undefined;
  #table: TableBuilder | undefined;

  constructor(chosen: Partial<CsvFormat> | undefined) {
    this.#chosen = chosen;
  }

  push(text: string): void {
    if (this.#rows) return this.#read(text);
    this.#head += text;
    if (this.#head.length >= HEAD) this.#begin();
  }

  finish(): CsvTable {
    if (!this.#rows) this.#begin();
    this.#read('');
    this.#rows?.end();
    if (!this.#table) throw new CsvError('The file has no data rows.');
    return this.#table.finish();
  }

  #begin(): void {
    const layout = detectFormat(this.#head.replace(/^\uFEFF/, ''), this.#chosen);
    const table = new TableBuilder(layout);
    this.#table = table;
    this.#rows = new CsvRows(layout.delimiter, (cells, line) => table.add(cells, line), layout.preamble + 1);
    // Read with what comes next: telling the format was work enough for one slice.
    this.#head = layout.rest;
  }

  #read(text: string): void {
    if (this.#head !== '') this.#rows?.push(this.#head);
    this.#head = '';
    this.#rows?.push(text);
  }
}

async function readPiece(file: Readable, from: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer());
  } catch {
    throw new CsvError('The file could not be read (it may have been moved). The earlier data is still loaded.');
  }
}
