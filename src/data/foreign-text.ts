// Text that came from outside, inside a message of ours.

const MOST_LETTERS = 40;

/** Short, and without characters that could rearrange the sentence around it. */
export function quoted(text: string): string {
  // Shortened first: a cell or a key may be as long as a file.
  const short = text.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS - 1)}…` : text;
  return short.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, '�');
}

/** Longer texts are neither words nor numbers. */
const MOST_REPAIRED = 400;
const AROUND = /^[\s"'`´“”„‟‘’‚«»‹›([{<*_]+|[\s"'`´“”„‟‘’‚«»‹›)\]}>*_|\\.,;:!?…]+$/gu;

/** A word or a number without what a sentence, a markup or a mail programme has put into and around it. */
export function undamaged(text: string): string {
  return text.length > MOST_REPAIRED ? text : text.replaceAll(/\p{Cf}/gu, '').replaceAll(AROUND, '');
}

/** The size of a file in MiB as it stands in a message. */
export function mebibytes(size: number): string {
  const value = size / 1024 / 1024;
  // Rounded up, so that a file just above the limit does not read as being at it.
  return value < 100 ? (Math.ceil(10 * value) / 10).toFixed(1).replace(/\.0$/, '') : String(Math.ceil(value));
}
