// The shape of the repository, where a machine can check it: which way imports point, which files stand together,
// who may name the GPU. ARCHITECTURE.md says why.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { catalogue } from './faults/catalogue';
import {
  deviceNames,
  foreignOrigins,
  importsOf,
  loopholes,
  wrongImports,
  type SourceFile,
} from './support/source-rules';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const MOST_LINES = 300;
/** They test the repository and its runner, not a file of src/. */
const UNPAIRED = new Set(['tests/structure.test.ts', 'tests/suite.test.ts', 'tests/supply-chain.test.ts']);

function filesBelow(folder: string, extensions: RegExp): SourceFile[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return (
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => posix.join(folder, name.replaceAll(sep, '/')))
      // Folders of screenshots are named after the file that takes them.
      .filter((path) => extensions.test(path) && statSync(join(ROOT, path)).isFile())
      .sort()
      .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
  );
}

const exists = (path: string): boolean => existsSync(join(ROOT, path));
const source = filesBelow('src', /\.ts$/);
const shaders = filesBelow('shaders', /\.wgsl$/);
const tests = filesBelow('tests', /\.(ts|mjs)$/);
const everything = [
  ...source,
  ...filesBelow('src', /\.(css|svg)$/),
  ...shaders,
  ...tests,
  ...filesBelow('bench', /\.(ts|mjs)$/),
];
const page: SourceFile = { path: 'index.html', text: readFileSync(join(ROOT, 'index.html'), 'utf8') };

describe('the shape of the repository', () => {
  it('has something to check', () => {
    expect(source.length).toBeGreaterThan(5);
    expect(shaders.length).toBeGreaterThan(0);
  });

  it('imports point one way', () => {
    expect(source.flatMap(wrongImports)).toEqual([]);
  });

  it('only compute and draw name the GPU', () => {
    expect(source.flatMap(deviceNames)).toEqual([]);
  });

  it('nothing mentions another origin', () => {
    const shipped = everything.filter(({ path }) => path.startsWith('src/') || path.startsWith('shaders/'));
    expect([page, ...shipped].flatMap(foreignOrigins)).toEqual([]);
  });

  it('no check is switched off and nothing is left for later', () => {
    expect(everything.flatMap(loopholes)).toEqual([]);
  });

  it(`no file passes ${MOST_LINES} lines`, () => {
    const lengths = everything.map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }));
    expect(lengths.filter(({ lines }) => lines > MOST_LINES)).toEqual([]);
  });
});

describe('files that stand together', () => {
  const stems = (folder: string): string[] =>
    shaders
      .filter(({ path }) => dirname(path) === `shaders/${folder}`)
      .map(({ path }) => posix.basename(path, '.wgsl'));

  it('every kernel has its float64 twin and its test', () => {
    const missing = stems('kernels').flatMap((stem) => [
      ...(exists(`src/kernels/${stem}.ts`) ? [] : [`src/kernels/${stem}.ts`]),
      ...(['test', 'gpu.test'].some((kind) => exists(`tests/kernels/${stem}.${kind}.ts`))
        ? []
        : [`tests/kernels/${stem}.test.ts`]),
    ]);
    expect(missing).toEqual([]);
  });

  it('every density has its float64 twin', () => {
    expect(stems('targets').filter((stem) => !exists(`src/targets/${stem}.ts`))).toEqual([]);
  });

  it('every test mirrors what it tests', () => {
    const orphans = tests
      .map(({ path }) => path)
      .filter((path) => path.endsWith('.test.ts') && !UNPAIRED.has(path) && !path.startsWith('tests/e2e/'))
      .filter((path) => {
        const stem = posix.join(dirname(path), posix.basename(path).split('.')[0] ?? '').replace(/^tests\//, '');
        return ![`src/${stem}.ts`, `src/${stem}`, `shaders/${stem}.wgsl`, `tests/${stem}.ts`].some(exists);
      });
    expect(orphans).toEqual([]);
  });

  it('every fault of the catalogue has its tests, or a reason', () => {
    expect(catalogue.map(({ fault }) => fault)).toEqual(Array.from({ length: 36 }, (_, i) => `F${i + 1}`));
    expect(catalogue.flatMap((one) => one.tests).filter((path) => !exists(path))).toEqual([]);
    expect(catalogue.filter((one) => one.tests.length === 0 && !one.note)).toEqual([]);
  });

  it('every file name is kebab-case', () => {
    const odd = everything.filter(({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(posix.basename(path)));
    expect(odd.map(({ path }) => path)).toEqual([]);
  });
});

describe('the rules see what they are for', () => {
  const file = (path: string, text: string): SourceFile => ({ path, text });

  it('imports', () => {
    const kinds = importsOf(
      file(
        'src/a.ts',
        "import type { A } from './a'; import { type B } from './b'; import { C } from './c'; void import('./d');",
      ),
    );
    expect(kinds.map(({ typeOnly }) => typeOnly)).toEqual([true, true, false, false]);
    expect(wrongImports(file('src/math/a.ts', "import { x } from '../targets/b';"))).toHaveLength(1);
    expect(wrongImports(file('src/draw/a.ts', "import { x } from '../experiment/lab';"))).toHaveLength(1);
    expect(wrongImports(file('src/draw/a.ts', "import type { x } from '../experiment/lab';"))).toEqual([]);
    expect(wrongImports(file('src/labs/a/b.ts', "export { x } from '../../ui/c';"))).toHaveLength(1);
    expect(wrongImports(file('src/labs/a/b.ts', "import { html } from 'lit';"))).toHaveLength(1);
    expect(wrongImports(file('src/index.ts', "import './ui/app/page';"))).toHaveLength(1);
    expect(wrongImports(file('src/odd/a.ts', ''))).toHaveLength(1);
    expect(wrongImports(file('src/index.ts', "import { x } from './labs/a/b';"))).toHaveLength(1);
    expect(wrongImports(file('src/labs/a/b.ts', "import { x } from '../c/d';"))).toHaveLength(1);
    expect(wrongImports(file('src/labs/a/b/c.ts', "import { x } from '../d';"))).toEqual([]);
  });

  it('device names, addresses and loopholes', () => {
    expect(
      deviceNames(file('src/ui/a.ts', 'const a: GPUDevice = b; a.queue.submit([]); c.submit(); // GPUBuffer')),
    ).toHaveLength(2);
    expect(deviceNames(file('src/draw/a.ts', 'const a: GPUDevice = b;'))).toEqual([]);
    expect(
      foreignOrigins(file('src/a.ts', "// https://a.b\nconst a = 'https://a.b/c'; const d = `http://e.f/${a}`;")),
    ).toHaveLength(2);
    expect(foreignOrigins(file('src/a.ts', "const a = 'https://doi.org/10.1/x';"))).toEqual([]);
    expect(foreignOrigins(file('src/a.css', '/* http://a.b */ @import url(https://c.d/e.css);'))).toHaveLength(1);
    expect(loopholes(file('src/a.ts', `// ${'TO'}${'DO'} later`))).toHaveLength(1);
  });
});
