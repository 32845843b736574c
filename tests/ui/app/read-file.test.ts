import { expect, test } from 'vitest';
import { readOneFile } from '../../../src/ui/app/read-file';

const file = (size: number, text: () => Promise<string> = async () => 'text'): Pick<File, 'size' | 'text'> => ({
  size,
  text,
});

test('one file is read', async () => {
  expect(await readOneFile([file(4)])).toBe('text');
});

test.each([
  ['none, such as a folder', [], 'Drop one file.'],
  ['two', [file(1), file(1)], 'Drop one file.'],
  ['an empty one', [file(0)], 'The file is empty.'],
  [
    'one too large, unread',
    [file(214 * 1024 * 1024, () => Promise.reject(new Error('read')))],
    'The file is 214 MiB; at most 5 MiB.',
  ],
  [
    'one that was moved',
    [file(1, () => Promise.reject(new DOMException('gone', 'NotFoundError')))],
    'The file could not be read (it may have been moved). The earlier settings are still loaded.',
  ],
])('%s', async (_, files, message) => {
  await expect(readOneFile(files)).rejects.toThrow(message);
});
