// The part of an address that is about a room: `view=lecture` and `show=key,key`, the sliders that stand beside the picture then.
import { quoted, undamaged } from '../data/foreign-text';
import type { Lab } from '../experiment/lab';
import { keyNamed } from './address-repair';

export interface LectureSettings {
  /** The picture, the spectrum and one sentence, in type for the last row. */
  readonly view?: 'lecture' | undefined;
  /** Keys of the parameters that a lecture shows; they stay in the address while it is not shown. */
  readonly show?: readonly string[] | undefined;
}

export function readView(text: string): { value: LectureSettings['view']; note?: string } {
  if (undamaged(text).toLowerCase() === 'lecture') return { value: 'lecture' };
  return { value: undefined, note: `view = ${quoted(text)} in this link is not ‘lecture’; the usual page is shown.` };
}

export function readShow(
  { parameters }: Pick<Lab, 'parameters'>,
  text: string,
): { value: LectureSettings['show']; note?: string } {
  const keys = parameters.map(({ key }) => key);
  const written = text.split(',').filter((part) => part !== '');
  const named = written.map((part) => keyNamed(part, keys));
  const value = [...new Set(named.filter((key) => key !== undefined))];
  const unknown = written.filter((_, i) => named[i] === undefined);
  const note = `show = ${quoted(unknown.join(','))} in this link names no setting of this lab and was left out.`;
  return { value: value.length > 0 ? value : undefined, ...(unknown.length > 0 ? { note } : {}) };
}

/** As pairs of the address. */
export function lecturePairs({ view, show }: LectureSettings): [key: string, value: string][] {
  return [
    ...(view ? [['view', view] as [string, string]] : []),
    ...(show ? [['show', show.join()] as [string, string]] : []),
  ];
}
