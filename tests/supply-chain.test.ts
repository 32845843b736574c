// What the page is made of and what may be written into it: rules that a machine can hold without a network.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { verdict } from './support/audit.mjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const SAMPLES = [
  [
    "import { unsafeHTML } from 'lit/directives/unsafe-html.js';\nexport const a = unsafeHTML;",
    'no-restricted-imports',
  ],
  ["import { unsafeSVG } from 'lit/directives/unsafe-svg.js';\nexport const a = unsafeSVG;", 'no-restricted-imports'],
  ["import { html } from 'lit/static-html.js';\nexport const a = html;", 'no-restricted-imports'],
  ["document.body.innerHTML = '<b>x</b>';", 'no-restricted-properties'],
  ["document.body.outerHTML = '<b>x</b>';", 'no-restricted-properties'],
  ["document.body.insertAdjacentHTML('beforeend', '<b>x</b>');", 'no-restricted-properties'],
  ["document.body.setHTMLUnsafe('<b>x</b>');", 'no-restricted-properties'],
  ["document.write('<b>x</b>');", 'no-restricted-properties'],
  ["eval('1');", 'no-eval'],
  ["globalThis.eval('1');", 'no-eval'],
  ["export const f = new Function('return 1');", 'no-new-func'],
  ["export const f = Function('return 1');", 'no-new-func'],
  ["setTimeout('alert(1)', 1);", 'no-implied-eval'],
  ["document.body.textContent = '<b>x</b>';", undefined],
] as const;

const folder = mkdtempSync(join(tmpdir(), 'scorefield-lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Rules that the linter finds broken, by file name. */
function lintSamples(): Map<string, string[]> {
  for (const [index, [text]] of SAMPLES.entries())
    writeFileSync(join(folder, `sample${index}.ts`), `export {};\n${text}\n`);
  const lint = join('node_modules', 'oxlint', 'bin', 'oxlint');
  const given = ['--type-aware', '-c', '.oxlintrc.json', '-f', 'json', folder];
  const { stdout } = spawnSync(process.execPath, [lint, ...given], { encoding: 'utf8' });
  const report = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  const found = new Map<string, string[]>();
  for (const { code, filename } of report.diagnostics)
    found.set(basename(filename), [...(found.get(basename(filename)) ?? []), code]);
  return found;
}

describe('text never becomes markup or code', () => {
  let found = new Map<string, string[]>();
  beforeAll(() => {
    found = lintSamples();
  });

  it.each(SAMPLES.map(([text, rule], index) => [text, rule, index] as const))('the linter on %j', (_, rule, index) => {
    const broken = found.get(`sample${index}.ts`) ?? [];
    if (rule) expect(broken.join(' ')).toContain(rule);
    else expect(broken).toEqual([]);
  });
});

describe('what is installed', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { integrity?: string; resolved?: string; link?: boolean; hasInstallScript?: boolean }>;
  };
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

  it('is locked byte for byte, from nowhere else than a registry', () => {
    expect(packages.length).toBeGreaterThan(50);
    for (const [path, { integrity, resolved, link }] of packages) {
      expect(link, path).toBeUndefined();
      expect(integrity, path).toMatch(/^sha512-/);
      expect(resolved ?? '', path).not.toMatch(/^(?:git|file|http:)/);
    }
  });

  it('has exact versions, and runs no script of its own when it is installed', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
    const settings = readFileSync('.npmrc', 'utf8').split('\n');
    expect(settings).toEqual(expect.arrayContaining(['ignore-scripts=true', 'save-exact=true']));
  });
});

describe('the audit', () => {
  it.each([
    ['{"metadata":{"vulnerabilities":{"low":1,"moderate":2,"high":0,"critical":0}}}', 0],
    ['{"metadata":{"vulnerabilities":{"high":1,"critical":0}}}', 1],
    ['{"metadata":{"vulnerabilities":{"high":0,"critical":1}}}', 1],
    ['{"message":"405 Method Not Allowed","error":{}}', 2],
    ['', 2],
  ])('never takes silence for an answer: %s', (report, code) => {
    expect(verdict(report)).toMatchObject({ code });
  });
});

describe('what builds and publishes', () => {
  const workflow = readFileSync('.github/workflows/test-and-publish.yml', 'utf8');

  it('is pinned by hash, actions and image alike', () => {
    const uses = [...workflow.matchAll(/uses: (\S+)/g)].map(([, action]) => action ?? '');
    expect(uses.length).toBeGreaterThan(3);
    for (const action of uses) expect(action).toMatch(/@[0-9a-f]{40}$/);
    for (const [, image] of workflow.matchAll(/container: (\S+)/g)) expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
  });

  it('has a token that reads, keeps no credentials and knows no secret', () => {
    expect(workflow).toMatch(/^permissions:\n {2}contents: read$/m);
    expect(workflow.match(/actions\/checkout@/g)).toHaveLength(
      workflow.match(/persist-credentials: false/g)?.length ?? 0,
    );
    expect(workflow).not.toMatch(/secrets\.|pull_request_target|: write-all/);
  });
});
