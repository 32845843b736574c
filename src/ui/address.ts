// The address `#/<lab>?key=value&…`: a closed grammar, hostile until read. Bad parts are repaired, with one sentence each.
import {
  defaultValues,
  fitNumber,
  fitParameter,
  readAs,
  readGiven,
  resolveNumber,
  settleValues,
  type NumberRange,
} from '../experiment/parameters';
import { quoted, undamaged } from '../data/foreign-text';
import type { Lab, Parameter, ParameterValue, ParameterValues } from '../experiment/lab';
import { labs } from '../labs/registry';
import type { Carried } from './enclosure';
import { lecturePairs, readShow, readView, type LectureSettings } from './address-lecture';
import { keyNamed, labNamed, plainText, repairAddress } from './address-repair';
import { formatPlainNumber } from '../numbers';

/** Steps per frame; `max` is as fast as the device goes. */
export const SPEEDS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 'max'] as const;
export type Speed = (typeof SPEEDS)[number];
export const DEFAULT_SPEED: Speed = 10;
export const DEFAULT_SEED = 7;
/** A link that asks for more particles than this waits for a press on Run. */
export const HEAVY_COUNT = 262_144;
/** So does one that asks for more steps than this: minutes to hours, whatever moves. */
export const HEAVY_STEPS = 10_000_000;
const MOST_BYTES = 8 * 1024;
const CARRIED_KEYS = ['enclosed', 'own'] as const;
const PAGE_KEYS = ['seed', 'until', 'play', 'speed', 'view', 'show', ...CARRIED_KEYS];
/** Repairs that a message names one by one. */
const NAMED_REPAIRS = 6;

const SEED: NumberRange = { key: 'seed', value: DEFAULT_SEED, min: 0, max: 2 ** 32 - 1, integer: true };
const UNTIL: NumberRange = { key: 'until', value: 0, min: 0, max: 1e9, integer: true };

/** What an address says, apart from which lab it is about. */
export interface Settings extends LectureSettings {
  readonly values: ParameterValues;
  readonly seed: number;
  /** Run exactly so many steps as fast as possible, then stop. */
  readonly until?: number;
  /** `auto`: playing, unless the visitor prefers reduced motion. */
  readonly play: 'auto' | 'playing' | 'paused';
  readonly speed: Speed;
}

/** The parts of an address before any lab is known. */
export interface Address {
  /** As written where there is none of that id; `undefined` for a bare address. */
  readonly lab: string | undefined;
  readonly given: ReadonlyMap<string, string>;
  readonly notes: readonly string[];
}

export interface ReadSettings {
  readonly settings: Settings;
  readonly notes: readonly string[];
}

/** `ids` are those of the labs that a damaged address may be about. */
export function parseAddress(hash: string, ids: readonly string[] = labs.map(({ id }) => id)): Address {
  const nothing = { lab: undefined, given: new Map<string, string>() };
  const bytes = new TextEncoder().encode(hash).length;
  if (bytes > MOST_BYTES) {
    const note = `This link is too long (${(bytes / 1024).toFixed(1)} KiB; at most 8 KiB). The defaults were loaded.`;
    return { ...nothing, notes: [note] };
  }
  if (hash === '' || hash === '#' || hash === '#/') return { ...nothing, notes: [] };
  try {
    const { text, faults } = repairAddress(hash, ids);
    if (!text.startsWith('/')) throw new URIError('not an address of ours');
    const [path = '', query = ''] = split(text.slice(1), '?');
    const written = decodeURIComponent(path);
    const lab = labNamed(written, ids) ?? written;
    const { given, notes } = parseQuery(query);
    const all = lab === written ? faults : [...faults, `‘${quoted(written)}’ was read as ‘${lab}’`];
    const damage = all.length === 0 ? [] : [`This link was damaged and has been repaired: ${all.join('; ')}.`];
    return { lab: lab || undefined, given, notes: [...damage, ...notes] };
  } catch {
    return { ...nothing, notes: ['This link is damaged or incomplete, so the defaults were loaded.'] };
  }
}

function parseQuery(query: string): Pick<Address, 'given' | 'notes'> {
  const given = new Map<string, string>();
  const notes: string[] = [];
  // Whoever appends a setting may take the rest for a path.
  for (const pair of query.split(/[&?]/).filter((part) => part !== '')) {
    const [key = '', value = ''] = split(pair, '=').map(plainText);
    if (given.has(key)) notes.push(`‘${quoted(key)}’ stands more than once in this link; the last one is used.`);
    given.set(key, value);
  }
  return { given, notes };
}

/** At the first `mark`; what follows may contain more of them. */
function split(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

/** The settings that an address asks of a lab, every one allowed, and the sentences that say what was repaired. */
export function readSettings(lab: Lab, given: ReadonlyMap<string, string>): ReadSettings {
  const { rest, notes } = withKnownKeys(lab, given);
  const take = <T>(key: string, fallback: T, read: (text: string) => { value: T; note?: string }): T => {
    const text = rest.get(key);
    if (text === undefined) return fallback;
    rest.delete(key);
    const { value, note } = read(text);
    if (note) notes.push(note);
    return value;
  };
  const values = new Map<string, ParameterValue>(Object.entries(defaultValues(lab.parameters)));
  // Those that are like another one come last, because their range depends on the rest.
  const inOrder = [...lab.parameters].sort((a, b) => Number(isLikeAnother(a)) - Number(isLikeAnother(b)));
  for (const declared of inOrder) {
    const parameter = declared.kind === 'number' ? resolveNumber(declared, Object.fromEntries(values)) : declared;
    values.set(
      declared.key,
      take<ParameterValue>(declared.key, declared.value, (text) => fitParameter(parameter, text)),
    );
  }
  const seed = take<number>('seed', DEFAULT_SEED, (text) => fitNumber(SEED, text));
  const until = take<number | undefined>('until', undefined, readUntil);
  const play = take<Settings['play']>('play', 'auto', readPlay);
  const speed = take<Speed>('speed', DEFAULT_SPEED, readSpeed);
  const view = take<Settings['view']>('view', undefined, readView);
  const show = take<Settings['show']>('show', undefined, (text) => readShow(lab, text));
  for (const key of CARRIED_KEYS) rest.delete(key);
  if (rest.size > 0) notes.push(unknownNote([...rest.keys()]));
  const settings = {
    values: settleValues(lab.parameters, Object.fromEntries(values)),
    seed,
    play,
    speed,
    ...(until === undefined ? {} : { until }),
    ...(view ? { view } : {}),
    ...(show ? { show } : {}),
  };
  return { settings, notes };
}

/** The settings under the keys that are meant, where those are not given themselves. */
function withKnownKeys(lab: Lab, given: ReadonlyMap<string, string>): { rest: Map<string, string>; notes: string[] } {
  const known = [...lab.parameters.map(({ key }) => key), ...PAGE_KEYS];
  const rest = new Map<string, string>();
  const notes: string[] = [];
  for (const [written, value] of given) {
    const meant = keyNamed(written, known);
    const isRepaired = meant !== undefined && meant !== written && !given.has(meant) && !rest.has(meant);
    if (isRepaired) notes.push(`‘${quoted(written)}’ in this link was read as ‘${meant}’.`);
    rest.set(isRepaired ? meant : written, value);
  }
  return { rest, notes };
}

function isLikeAnother(parameter: Parameter): boolean {
  return parameter.kind === 'number' && parameter.like !== undefined;
}

function readUntil(text: string): { value: number | undefined; note?: string } {
  if (Number.isFinite(readGiven(text, true))) return fitNumber(UNTIL, text);
  return { value: undefined, note: `until = ${quoted(text)} in this link is not a finite number; no limit is used.` };
}

function readPlay(text: string): { value: Settings['play']; note?: string } {
  const meant = undamaged(text);
  const note = meant === text ? {} : { note: readAs('play', quoted(text), meant) };
  if (meant === '0') return { value: 'paused', ...note };
  if (meant === '1') return { value: 'playing', ...note };
  return { value: 'auto', note: `play = ${quoted(text)} in this link is not 0 or 1; 1 is used.` };
}

/** One of SPEEDS, or the nearest below. */
function readSpeed(text: string): { value: Speed; note?: string } {
  const meant = undamaged(text).toLowerCase();
  const exact = SPEEDS.find((speed) => String(speed) === meant);
  if (exact !== undefined)
    return { value: exact, ...(meant === text ? {} : { note: readAs('speed', quoted(text), meant) }) };
  const asked = readGiven(text, true);
  const value = SPEEDS.findLast((speed) => speed !== 'max' && speed <= asked) ?? DEFAULT_SPEED;
  return { value, note: `speed = ${quoted(text)} in this link is not one of ${SPEEDS.join(', ')}; ${value} is used.` };
}

function unknownNote(keys: readonly string[]): string {
  const names = keys.slice(0, NAMED_REPAIRS).map((key) => `‘${quoted(key)}’`);
  const list = names.length < keys.length ? `${names.join(', ')} and others` : names.join(', ');
  if (keys.length === 1) return `1 unknown setting in this link was ignored. It is ${list}.`;
  return `${keys.length} unknown settings in this link were ignored. They are ${list}.`;
}

/** The sentences of all repairs as one message; `undefined` when there were none. */
export function joinNotes(notes: readonly string[]): string | undefined {
  if (notes.length === 0) return undefined;
  const rest = notes.length - NAMED_REPAIRS;
  const tail = rest > 0 ? [`${rest} more settings were repaired.`] : [];
  return [...notes.slice(0, NAMED_REPAIRS), ...tail].join(' ');
}

/**
 * The sentence for a link that is too heavy to start by itself, if it is: more than HEAVY_COUNT of anything that a run holds,
 * or more than HEAVY_STEPS steps.
 */
export function heavyNote(lab: Lab, { values, until = 0 }: Pick<Settings, 'values' | 'until'>): string | undefined {
  const heavy = lab.parameters.find(
    (parameter) => parameter.kind === 'number' && parameter.size && Number(values[parameter.key]) > HEAVY_COUNT,
  );
  const asked = heavy
    ? `${formatPlainNumber(Number(values[heavy.key]))} ${heavy.label}`
    : until > HEAVY_STEPS && `${formatPlainNumber(until)} steps`;
  return asked ? `This link asks for ${asked}. Press Run to start.` : undefined;
}

/** An address of ours without what is only about playing and showing: two of the same experiment are then the same. */
export function withoutPlay(address: string): string {
  const [path = '', query = ''] = split(address, '?');
  const pairs = query.split('&').filter((pair) => !/^(?:play|speed|view|show)=|^$/.test(pair));
  return pairs.length > 0 ? `${path}?${pairs.join('&')}` : path;
}

/** What an address says of its data, unread. */
export function carriedIn(given: ReadonlyMap<string, string>): Carried {
  return Object.fromEntries(CARRIED_KEYS.flatMap((key) => (given.has(key) ? [[key, given.get(key)]] : [])));
}

/** The shortest address that reads back as exactly these settings and data; numbers in their shortest exact form. */
export function formatAddress(lab: Pick<Lab, 'id' | 'parameters'>, settings: Settings, carried: Carried = {}): string {
  const pairs = lab.parameters
    .filter(({ key, value }) => settings.values[key] !== undefined && settings.values[key] !== value)
    .map(({ key }) => [key, String(settings.values[key])]);
  if (settings.seed !== DEFAULT_SEED) pairs.push(['seed', String(settings.seed)]);
  if (settings.until !== undefined) pairs.push(['until', String(settings.until)]);
  if (settings.play !== 'auto') pairs.push(['play', settings.play === 'paused' ? '0' : '1']);
  if (settings.speed !== DEFAULT_SPEED) pairs.push(['speed', String(settings.speed)]);
  pairs.push(...lecturePairs(settings));
  for (const key of CARRIED_KEYS) if (carried[key] !== undefined) pairs.push([key, carried[key]]);
  // A comma needs no code, and is read more easily.
  const query = pairs
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&')
    .replaceAll('%2C', ',');
  return `#/${encodeURIComponent(lab.id)}${query ? `?${query}` : ''}`;
}
