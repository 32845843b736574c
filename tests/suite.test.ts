// The runner of the tests is the one thing that no test would miss: here it must count what failed, and see what is too big.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { eagerScripts, eagerSize } from './support/bundle-size';
import { add, fail, NOTHING, pass, readReport, summary, tallyPlaywright, tallyVitest } from './support/tally';

const folder = mkdtempSync(join(tmpdir(), 'scorefield-suite-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('counting', () => {
  const test = (status: string): { fullName: string; status: string; failureMessages: string[] } => ({
    fullName: status,
    status,
    failureMessages: status === 'failed' ? ['expected 1\n  at file'] : [],
  });

  it('counts single tests, and a file that does not load as one failure', () => {
    const tally = tallyVitest({
      testResults: [
        { name: 'a', status: 'failed', assertionResults: [test('passed'), test('failed'), test('pending')] },
        { name: 'b', status: 'failed', message: 'cannot be parsed', assertionResults: [] },
      ],
    });
    expect(tally).toEqual({
      passed: 1,
      failed: 2,
      skipped: 1,
      failures: ['failed: expected 1', 'b: cannot be parsed'],
    });
  });

  it('takes a flaky page test and an error outside any test for failures', () => {
    const spec = (title: string, status: 'expected' | 'flaky' | 'skipped') => ({
      title,
      file: 'f',
      tests: [{ status }],
    });
    const tally = tallyPlaywright({
      suites: [
        {
          title: 'f',
          specs: [spec('a', 'expected')],
          suites: [{ title: 'g', specs: [spec('b', 'flaky'), spec('c', 'skipped')] }],
        },
      ],
      errors: [{ message: 'no server' }],
    });
    expect(tally).toEqual({ passed: 1, failed: 2, skipped: 1, failures: ['f: b (flaky)', 'no server'] });
  });

  it('never takes silence for success', () => {
    expect(readReport(join(folder, 'missing.json'), tallyVitest, true).failed).toBe(1);
    const path = join(folder, 'report.json');
    writeFileSync(path, JSON.stringify({ testResults: [] }));
    expect(readReport(path, tallyVitest, true).failed).toBe(1);
    writeFileSync(
      path,
      JSON.stringify({ testResults: [{ name: 'a', status: 'passed', assertionResults: [test('passed')] }] }),
    );
    expect(readReport(path, tallyVitest, true)).toEqual(pass());
    expect(readReport(path, tallyVitest, false).failed).toBe(1);
  });

  it('ends with one line', () => {
    expect(summary(add(pass(), add(pass(), fail('x'))))).toBe('2 passed, 1 failed');
    expect(summary({ ...NOTHING, skipped: 3 })).toBe('0 passed, 0 failed, 3 skipped');
  });
});

describe('the first JavaScript', () => {
  it('is what the page names and what that imports statically, once each', () => {
    mkdirSync(join(folder, 'assets'), { recursive: true });
    const scripts = {
      'index.html':
        '<link rel="modulepreload" href="./assets/b.js"><script type="module" src="./assets/a.js"></script>',
      'assets/a.js': `import{x as y}from"./b.js";import"./c.js";const z=()=>import("./lazy.js");`,
      'assets/b.js': `export{x}from"./d.js"`,
      'assets/c.js': `console.log("import of ./no.js")`,
      'assets/d.js': 'export const x=1',
      'assets/lazy.js': 'never first',
    };
    for (const [path, text] of Object.entries(scripts)) writeFileSync(join(folder, path), text);
    const found = eagerScripts(folder);
    expect(found.map(({ path }) => path).sort()).toEqual(
      ['a', 'b', 'c', 'd'].map((name) => join('assets', `${name}.js`)),
    );
    expect(eagerSize(found)).toBeGreaterThan(4 * 20);
  });
});
