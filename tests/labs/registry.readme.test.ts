// The README's first step of adding a lab, followed to the letter in a copy of the project.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const COPIED = [
  'src',
  'docs',
  'shaders',
  'tests',
  'package.json',
  'tsconfig.json',
  'vite.config.ts',
  'vitest.config.ts',
];
/** Far above what it takes; the test runner of the copy compiles everything anew. */
const PATIENCE_MS = 180_000;

/** The commands of the section, up to the one that opens the page. */
function commands(readme: string): readonly string[] {
  const [, section = ''] = readme.split('## Add a lab');
  const [, block = ''] = section.split('```sh');
  const lines = block.split('```')[0]?.split('\n') ?? [];
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('npm run dev'));
}

test(
  'gives a lab that passes what every lab has to pass',
  () => {
    const copy = mkdtempSync(join(tmpdir(), 'scorefield-lab-'));
    try {
      for (const name of COPIED) cpSync(name, join(copy, name), { recursive: true });
      symlinkSync(join(process.cwd(), 'node_modules'), join(copy, 'node_modules'));
      const lines = commands(readFileSync('README.md', 'utf8'));
      expect(lines).toHaveLength(3);
      for (const line of lines.slice(0, 2)) execFileSync('sh', ['-c', line], { cwd: copy });
      const environment = {
        ...process.env,
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
        VITEST: undefined,
        VITEST_WORKER_ID: undefined,
        VITEST_POOL_ID: undefined,
      };
      const { stdout, status } = spawnSync('sh', ['-c', lines[2] ?? ''], {
        cwd: copy,
        env: environment as NodeJS.ProcessEnv,
        encoding: 'utf8',
      });
      expect(status, stdout).toBe(0);
      expect(stdout).toMatch(/Tests +[1-9]\d* passed/);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  },
  PATIENCE_MS,
);
