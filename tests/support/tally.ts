// Reads what the test runners and tools report, into one count.
import { existsSync, readFileSync } from 'node:fs';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for each failure. */
  readonly failures: readonly string[];
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] };

export function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
  };
}

export function pass(): Tally {
  return { ...NOTHING, passed: 1 };
}

export function fail(line: string): Tally {
  return { ...NOTHING, failed: 1, failures: [line] };
}

function total(tallies: readonly Tally[]): Tally {
  return tallies.reduce(add, NOTHING);
}

interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

function firstLine(text: string | undefined): string {
  return (text ?? '').split('\n')[0] ?? '';
}

/** Counts single tests; a file that could not even be loaded is one failure. */
export function tallyVitest(report: VitestReport): Tally {
  return total(
    report.testResults.flatMap((file) => {
      const tests = file.assertionResults.map((test) => {
        if (test.status === 'passed') return pass();
        if (test.status !== 'failed') return { ...NOTHING, skipped: 1 };
        return fail(`${test.fullName}: ${firstLine(test.failureMessages?.[0])}`);
      });
      const broken = file.status === 'failed' && !tests.some(({ failed }) => failed > 0);
      return broken ? [...tests, fail(`${file.name}: ${firstLine(file.message)}`)] : tests;
    }),
  );
}

interface PlaywrightSuite {
  readonly title: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly { readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[];
  }[];
}

interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
  readonly errors: readonly { readonly message?: string }[];
}

function tallySuite(suite: PlaywrightSuite): Tally {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status }) => {
      if (status === 'expected') return pass();
      return status === 'skipped' ? { ...NOTHING, skipped: 1 } : fail(`${spec.file}: ${spec.title} (${status})`);
    }),
  );
  return total([...own, ...(suite.suites ?? []).map(tallySuite)]);
}

/** A flaky test is a failed one: nothing here may depend on luck. */
export function tallyPlaywright(report: PlaywrightReport): Tally {
  return total([...report.suites.map(tallySuite), ...report.errors.map(({ message }) => fail(firstLine(message)))]);
}

/** What a runner wrote, or one failure where it wrote nothing, found no test or ended badly without saying why. */
export function readReport<Report>(path: string, tally: (report: Report) => Tally, succeeded: boolean): Tally {
  if (!existsSync(path)) return fail('no report was written');
  const counted = tally(JSON.parse(readFileSync(path, 'utf8')) as Report);
  if (counted.passed + counted.failed + counted.skipped === 0) return fail('no test was found');
  return succeeded || counted.failed > 0 ? counted : add(counted, fail('the runner failed outside any test'));
}

/** `N passed, N failed`, and the skipped ones where there are any. */
export function summary({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
