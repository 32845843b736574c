// Two clean builds, in two places, are equal byte for byte: the site and the library.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'playwright/test';

const ROOT = resolve(import.meta.dirname, '../..');
const SOURCES = [
  'src',
  'shaders',
  'index.html',
  'package.json',
  'tsconfig.json',
  'tsconfig.lib.json',
  'vite.config.ts',
];

/** SHA-256 of every file that a clean copy of the tree builds, by path. */
function build(folder: string): Record<string, string> {
  mkdirSync(folder);
  for (const name of SOURCES) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const vite = join('node_modules', 'vite', 'bin', 'vite.js');
  for (const mode of ['production', 'lib'])
    execFileSync(process.execPath, [vite, 'build', '--mode', mode, '--logLevel', 'warn'], {
      cwd: folder,
      stdio: 'pipe',
    });
  const files = ['dist', 'dist-lib'].flatMap((output) =>
    readdirSync(join(folder, output), { recursive: true, encoding: 'utf8' }).map((name) => join(output, name)),
  );
  const hash = (path: string): string =>
    createHash('sha256')
      .update(readFileSync(join(folder, path)))
      .digest('hex');
  return Object.fromEntries(
    files.filter((path) => statSync(join(folder, path)).isFile()).map((path) => [path, hash(path)]),
  );
}

test('two clean builds are equal byte for byte', () => {
  test.setTimeout(600_000);
  const place = mkdtempSync(join(tmpdir(), 'scorefield-builds-'));
  try {
    const [first, second] = [build(join(place, 'one')), build(join(place, 'another'))];
    expect(Object.keys(first).length).toBeGreaterThan(20);
    expect(second).toEqual(first);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
