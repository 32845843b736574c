// Named arrays of float32 with text about them as one file, https://huggingface.co/docs/safetensors: eight bytes with the length of a
// JSON header, the header, the numbers. A file is hostile until read: of the format only what is needed here is accepted.

export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

export interface TensorFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

const MOST_HEADER = 65_536;
const MOST_TENSORS = 64;
const MOST_BYTES = 2 ** 26;

/** The numbers follow one another in the order of the map, from a multiple of eight bytes on. */
export function writeTensors({ tensors, metadata }: TensorFile): Uint8Array<ArrayBuffer> {
  let at = 0;
  const entries = [...tensors].map(([name, { shape, values }]) => {
    const offsets = [at, (at += 4 * values.length)];
    return [name, { dtype: 'F32', shape, data_offsets: offsets }] as const;
  });
  const header = { __metadata__: Object.fromEntries(metadata), ...Object.fromEntries(entries) };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = 8 * Math.ceil(text.length / 8);
  const bytes = new Uint8Array(8 + length + at);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(length), true);
  bytes.fill(0x20, 8, 8 + length);
  bytes.set(text, 8);
  let to = 8 + length;
  for (const { values } of tensors.values())
    for (const value of values) {
      view.setFloat32(to, value, true);
      to += 4;
    }
  return bytes;
}

/** Throws TypeError for what is no bytes, and RangeError naming what is wrong, where, and what is allowed. */
export function readTensors(bytes: Uint8Array): TensorFile {
  if (!(bytes instanceof Uint8Array))
    throw new TypeError('bytes must be a Uint8Array, the contents of a safetensors file');
  if (bytes.length > MOST_BYTES)
    throw new RangeError(`the file has ${bytes.length} bytes; at most ${MOST_BYTES} are allowed`);
  if (bytes.length < 8) throw new RangeError(`the file has ${bytes.length} bytes; at least 8 are allowed`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  const most = Math.min(MOST_HEADER, bytes.length - 8);
  if (length > BigInt(most)) throw new RangeError(`the header has ${length} bytes; at most ${most} are allowed here`);
  const header = readHeader(bytes.subarray(8, 8 + Number(length)));
  const body = new DataView(bytes.buffer, bytes.byteOffset + 8 + Number(length), bytes.length - 8 - Number(length));
  const tensors = new Map<string, Tensor>();
  const metadata = new Map<string, string>();
  for (const [name, entry] of header) {
    if (name !== '__metadata__') tensors.set(name, readTensor(name, entry, body));
    else
      for (const [key, value] of entriesOf('__metadata__', entry))
        metadata.set(key, textOf(`__metadata__.${key}`, value));
  }
  checkCover(header, body.byteLength);
  return { tensors, metadata };
}

function readHeader(bytes: Uint8Array): [string, unknown][] {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new RangeError('the header is no JSON; a JSON object is allowed', { cause });
  }
  const entries = entriesOf('the header', header);
  if (entries.length > MOST_TENSORS + 1)
    throw new RangeError(`the header names ${entries.length} tensors; at most ${MOST_TENSORS} are allowed`);
  return entries;
}

function entriesOf(where: string, value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new RangeError(`${where} is no JSON object; only that is allowed`);
  return Object.entries(value);
}

function textOf(where: string, value: unknown): string {
  if (typeof value !== 'string') throw new RangeError(`${where} is no text; only text is allowed`);
  return value;
}

interface Header {
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

function readEntry(name: string, entry: unknown): Header {
  const fields = new Map(entriesOf(name, entry));
  const dtype = fields.get('dtype');
  if (dtype !== 'F32') throw new RangeError(`${name}.dtype is ${JSON.stringify(dtype)}; only "F32" is allowed`);
  const shape = wholes(`${name}.shape`, fields.get('shape'));
  const offsets = wholes(`${name}.data_offsets`, fields.get('data_offsets'));
  if (shape.length > 2) throw new RangeError(`${name}.shape has ${shape.length} axes; at most 2 are allowed`);
  if (offsets.length !== 2) throw new RangeError(`${name}.data_offsets has ${offsets.length} numbers; 2 are allowed`);
  return { shape, begin: offsets[0], end: offsets[1] };
}

function wholes(where: string, value: unknown): readonly number[] {
  const isWhole = (one: unknown): one is number =>
    Number.isInteger(one) && Number(one) >= 0 && Number(one) <= MOST_BYTES;
  if (!Array.isArray(value) || !value.every(isWhole))
    throw new RangeError(`${where} is no list of whole numbers from 0 to ${MOST_BYTES}; only that is allowed`);
  return value;
}

function readTensor(name: string, entry: unknown, body: DataView): Tensor {
  const { shape, begin, end } = readEntry(name, entry);
  const count = shape.reduce((product, size) => product * size, 1);
  if (end - begin !== 4 * count || end > body.byteLength)
    throw new RangeError(
      `${name}.data_offsets are ${begin} and ${end}; ${count} numbers within ${body.byteLength} bytes are allowed`,
    );
  return { shape, values: Float32Array.from({ length: count }, (_, i) => body.getFloat32(begin + 4 * i, true)) };
}

/** Tensors stand side by side: no byte belongs to two of them or to none. */
function checkCover(header: readonly [string, unknown][], length: number): void {
  const entries = header.filter(([name]) => name !== '__metadata__').map(([name, entry]) => readEntry(name, entry));
  let at = 0;
  for (const { begin, end } of entries.toSorted((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== at)
      throw new RangeError(`a tensor begins at byte ${begin}; ${at} is allowed, where the one before ends`);
    at = end;
  }
  if (at !== length)
    throw new RangeError(`the tensors have ${at} bytes, the file ${length}; equal numbers are allowed`);
}
