// A file that the visitor chose or dropped, as text: one file, not too large, not empty.
import { mebibytes } from '../../data/foreign-text';
import { MOST_BYTES, SettingsFileError } from './settings-file';

type ReadableFile = Pick<File, 'size' | 'text'>;

/** Throws SettingsFileError with a sentence; the size is checked before anything is read. */
export async function readOneFile(files: readonly ReadableFile[]): Promise<string> {
  const [file, ...others] = files;
  if (!file || others.length > 0) throw new SettingsFileError('Drop one file.');
  if (file.size === 0) throw new SettingsFileError('The file is empty.');
  if (file.size > MOST_BYTES) throw new SettingsFileError(`The file is ${mebibytes(file.size)} MiB; at most 5 MiB.`);
  try {
    return await file.text();
  } catch {
    throw new SettingsFileError(
      'The file could not be read (it may have been moved). The earlier settings are still loaded.',
    );
  }
}

/** Anything but JSON is read as a table; what it is then is the reader's to say. */
export function isTable({ name, type }: File): boolean {
  return !/\.json$/i.test(name) && type !== 'application/json';
}
