// Takes one guard after the other away, in a copy of the tree, and demands that the named test fails.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { mutations, type Mutation } from '../faults/mutations';
import { add, fail, NOTHING, pass, type Tally } from './tally';

const COPIED = ['src', 'shaders', 'tests', 'bench', 'index.html', 'package.json', 'tsconfig.json', 'vitest.config.ts'];
const TEST_LIMIT = 5 * 60_000;

function copyTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scorefield-mutants-'));
  for (const name of COPIED) cpSync(name, join(folder, name), { recursive: true });
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  return folder;
}

function passes(folder: string, { project, test }: Mutation, environment: Readonly<Record<string, string>>): boolean {
  const args = ['vitest', 'run', '--project', project, '--reporter=dot', test];
  const env = { ...process.env, ...environment };
  return spawnSync('npx', args, { cwd: folder, env, stdio: 'ignore', timeout: TEST_LIMIT }).status === 0;
}

/** One count for each guard. The tests themselves must pass on the tree as it is: that is checked first, each once. */
export function runMutations(environment: Readonly<Record<string, string>>): Tally {
  const folder = copyTree();
  try {
    const sound = new Map<string, boolean>();
    const results = mutations.map((mutation): Tally => {
      const { guard, file, find, replace, test } = mutation;
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8');
      if (text.split(find).length !== 2) return fail(`${guard}: its text is not once in ${file}`);
      if (!sound.has(test)) sound.set(test, passes(folder, mutation, environment));
      if (!sound.get(test)) return fail(`${guard}: ${test} fails with it as well`);
      writeFileSync(
        path,
        text.replace(find, () => replace),
      );
      const survived = passes(folder, mutation, environment);
      writeFileSync(path, text);
      console.log(`${survived ? 'UNSEEN' : 'seen  '}  ${guard}`);
      return survived ? fail(`${guard}: ${test} does not notice that it is gone`) : pass();
    });
    return results.reduce(add, NOTHING);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
