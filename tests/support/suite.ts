// `npm test`: every check as a named, timed step; all of them run, failures are listed at the end, and the last line counts.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EAGER_BUDGET, eagerScripts, eagerSize } from './bundle-size';
import { prepareMachine } from './machine';
import { runMutations } from './mutate';
import { add, fail, NOTHING, pass, readReport, summary, tallyPlaywright, tallyVitest, type Tally } from './tally';

type Environment = Readonly<Record<string, string>>;

interface Step {
  readonly name: string;
  /** Steps that must have passed for this one to make sense. */
  readonly needs?: readonly string[];
  /** A skipped test is a hole; where a device can be had, it must be had. */
  readonly complete?: true;
  run(): Promise<Tally>;
}

const STEP_LIMIT = 45 * 60_000;

/** Runs a command with our output and without input; true if it succeeded. It is stopped, children and all, after STEP_LIMIT. */
function succeeds(command: readonly string[], environment: Environment): Promise<boolean> {
  const [program = '', ...args] = command;
  const windows = process.platform === 'win32';
  const child = spawn(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...environment },
    detached: !windows,
    shell: windows,
  });
  const stop = (): void => {
    if (child.pid !== undefined && !windows) process.kill(-child.pid, 'SIGKILL');
    else child.kill();
  };
  const timer = setTimeout(() => {
    console.log(`stopped after ${STEP_LIMIT / 60_000} minutes`);
    stop();
  }, STEP_LIMIT);
  process.once('SIGINT', stop);
  return new Promise((resolve) => {
    const end = (ok: boolean): void => {
      clearTimeout(timer);
      process.off('SIGINT', stop);
      resolve(ok);
    };
    child.on('error', () => end(false));
    child.on('close', (code) => end(code === 0));
  });
}

function script(name: string, environment: Environment): Step {
  return {
    name,
    run: async () =>
      (await succeeds(['npm', 'run', '--silent', name], environment)) ? pass() : fail(`npm run ${name}`),
  };
}

function library(environment: Environment): Step {
  return {
    name: 'library',
    needs: ['build:lib'],
    run: async () => {
      const ok = await succeeds([process.execPath, 'tests/support/library.mjs'], environment);
      return ok ? pass() : fail('node tests/support/library.mjs');
    },
  };
}

function vitest(project: string, reports: string, environment: Environment): Step {
  const report = join(reports, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  return {
    name: project,
    complete: true,
    run: async () => {
      const ok = await succeeds(['npx', 'vitest', 'run', '--project', project, ...reporters], environment);
      return readReport(report, tallyVitest, ok);
    },
  };
}

/** The fuzzer's first settings of every lab on both backends, each a test; the same ones everywhere. */
function claims(reports: string, environment: Environment): Step {
  const report = join(reports, 'claims.json');
  return {
    name: 'claims',
    complete: true,
    run: async () => {
      const args = ['claims', '--settings', '8', '--seed', '1', '--report', report];
      const ok = await succeeds([process.execPath, 'tests/run.mjs', ...args], environment);
      return readReport(report, (tally: Tally) => tally, ok);
    },
  };
}

/** `args` after `playwright test`. */
function browserTests(name: string, args: readonly string[], reports: string, environment: Environment): Step {
  const report = join(reports, `${name}.json`);
  return {
    name,
    needs: ['build'],
    complete: true,
    run: async () => {
      const named = { ...environment, PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_HTML_OPEN: 'never' };
      const ok = await succeeds(['npx', 'playwright', 'test', ...args, '--reporter=list,json,html'], named);
      return readReport(report, tallyPlaywright, ok);
    },
  };
}

const FAULTS = ['-c', 'tests/faults/playwright.config.ts'];
/** What of the faults fits into the suite; times are for a machine that does nothing else. */
const FEW_FAULTS = { FAULT_LOSSES: '6', FAULT_TIMES: '0' };

const size: Step = {
  name: 'size',
  needs: ['build'],
  run: async () => {
    const scripts = eagerScripts('dist');
    for (const { path, gzip } of scripts) console.log(`${String(gzip).padStart(8)} B  ${path}`);
    const bytes = eagerSize(scripts);
    const line = `first JavaScript ${(bytes / 1000).toFixed(1)} KB gzip, at most ${EAGER_BUDGET / 1000} KB`;
    console.log(line);
    return bytes > 0 && bytes <= EAGER_BUDGET ? pass() : fail(line);
  },
};

/** Steps one after the other, for one core. */
type Lane = readonly Step[];

/** Lanes side by side. What draws on the adapter has the machine to itself, since that takes every core. */
function phases(reports: string, environment: Environment): readonly (readonly Lane[])[] {
  const names = ['build', 'build:lib', 'format', 'lint', 'types', 'templates'];
  const withoutDevice = [...names.map((name) => script(name, environment)), library(environment), size];
  return [
    [[vitest('reference', reports, environment)], withoutDevice],
    [[vitest('gpu', reports, environment)]],
    [[claims(reports, environment)]],
    [[browserTests('e2e', [], reports, environment)]],
    [[browserTests('faults', [...FAULTS, '--grep', '@fast'], reports, { ...environment, ...FEW_FAULTS })]],
  ];
}

/** `npm run test:faults`: all of it, with times; a step for each file, since each may take long. */
function faultPhases(reports: string, environment: Environment): readonly (readonly Lane[])[] {
  const files = readdirSync('tests/faults').flatMap((file) => /^(.+)\.spec\.ts$/.exec(file)?.[1] ?? []);
  const steps = [
    script('build', environment),
    ...files.map((name) => browserTests(name, [...FAULTS, `faults/${name}.spec`], reports, environment)),
    { name: 'mutations', run: async () => runMutations(environment) },
  ];
  return [[steps]];
}

async function runStep(step: Step, broken: ReadonlySet<string>): Promise<Tally> {
  const missing = step.needs?.find((name) => broken.has(name));
  if (missing) return fail(`not run, because ${missing} failed`);
  const tally = await step.run();
  if (!process.env['CI'] || !step.complete || tally.skipped === 0) return tally;
  return add(tally, fail(`${tally.skipped} skipped, and on CI nothing may be`));
}

/** Runs all steps and returns the exit code. `what`: everything, or what can go wrong outside of the page at length. */
export async function runSuite(what: 'all' | 'faults' = 'all'): Promise<number> {
  const machine = prepareMachine();
  if (!machine.ready) {
    console.error(machine.missing);
    return 1;
  }
  console.log(`browser: ${machine.browser}`);
  const reports = mkdtempSync(join(tmpdir(), 'scorefield-'));
  const environment = { ...machine.environment, CHROME_PATH: machine.browser };
  const rows: { readonly step: string; readonly seconds: string; readonly result: string }[] = [];
  const broken = new Set<string>();
  let all = NOTHING;
  const runLane = async (lane: Lane): Promise<void> => {
    for (const step of lane) {
      console.log(`\n── ${step.name}`);
      const begin = performance.now();
      const tally = await runStep(step, broken);
      if (tally.failed > 0) broken.add(step.name);
      rows.push({ step: step.name, seconds: ((performance.now() - begin) / 1000).toFixed(1), result: summary(tally) });
      all = add(all, { ...tally, failures: tally.failures.map((line) => `${step.name}: ${line}`) });
    }
  };
  const begin = performance.now();
  for (const lanes of (what === 'faults' ? faultPhases : phases)(reports, environment))
    await Promise.all(lanes.map(runLane));
  const minutes = ((performance.now() - begin) / 60_000).toFixed(1);
  rmSync(reports, { recursive: true, force: true });
  console.log('');
  for (const { step, seconds, result } of rows) console.log(`${step.padEnd(14)}${seconds.padStart(7)} s   ${result}`);
  console.log(`${minutes} minutes in all`);
  if (all.failures.length > 0) console.log(`\nfailed:\n${all.failures.map((line) => `  ${line}`).join('\n')}`);
  console.log(`\n${summary(all)}`);
  return all.failed > 0 ? 1 : 0;
}
