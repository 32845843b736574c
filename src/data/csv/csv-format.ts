// Which characters a file separates by, seen from its beginning; and files that are no text at all, by their first bytes.
import { CsvError } from './csv-error';

export interface CsvFormat {
  readonly delimiter: ',' | ';' | '\t';
  /** Decimal comma: allowed wherever commas do not separate. */
  readonly comma: boolean;
}

export const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;

/** From the first line outside quotes: a tab or a semicolon there is no accident, a comma may be a decimal one. */
export function detectFormat(text: string): CsvFormat {
  let quoted = false;
  const seen = new Set<string>();
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    else if (!quoted && (letter === '\n' || letter === '\r')) {
      if (seen.size > 0) break;
    } else if (!quoted) seen.add(letter);
  }
  const delimiter = seen.has('\t') ? '\t' : seen.has(';') ? ';' : ',';
  return { delimiter, comma: delimiter !== ',' };
}

/** Throws CsvError for what is no text in UTF-8. */
export function refuseBinary(bytes: Uint8Array): void {
  const begins = (...start: number[]): boolean => start.every((byte, index) => bytes[index] === byte);
  if (begins(0xff, 0xfe) || begins(0xfe, 0xff))
    throw new CsvError('This looks like UTF-16 text. Save it as UTF-8 first.');
  if (begins(0x50, 0x4b, 3, 4)) {
    // A workbook is a zip archive whose first entries name its kind.
    const head = String.fromCharCode(...bytes.subarray(0, 2000));
    throw new CsvError(
      /\[Content_Types\]|xl\/|_rels\//.test(head)
        ? 'This looks like an Excel workbook. Save it as CSV first.'
        : 'This looks like a zip archive. Unpack it first.',
    );
  }
  if (begins(0xd0, 0xcf, 0x11, 0xe0)) throw new CsvError('This looks like an Excel workbook. Save it as CSV first.');
  if (bytes.includes(0)) throw new CsvError('This looks like a binary file. A CSV file in UTF-8 is needed.');
}
