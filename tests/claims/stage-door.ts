// Where cases are played in another process, which may crash, hang or run out of memory without the fuzzer: its outside.
import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism, loadavg } from 'node:os';
import type { BackendKind } from '../../src/compute/backend';
import type { Lab } from '../../src/experiment/lab';
import type { Case } from './case';
import type { Ground } from './draw';
import type { Outcome } from './play';
import type { Opened, Request } from './stage';

/** A case is sized to seconds; one that takes minutes does not end. */
const HANGS_MS = 120_000;

/** As many times longer as more work waits for the cores than there are: each gets its share of them. */
export function onBusyMachine(ms: number, load = loadavg()[0] ?? 0, cores = availableParallelism()): number {
  return ms * Math.max(1, load / cores);
}

export class Stage {
  readonly #lab: Lab;
  readonly #backend: BackendKind;
  readonly #environment: NodeJS.ProcessEnv;
  #child: ChildProcess | undefined;

  readonly #patience: number;

  /** `patience`: milliseconds after which, on an idle machine, no answer means that none will come. */
  constructor(lab: Lab, backend: BackendKind, environment: NodeJS.ProcessEnv, patience = HANGS_MS) {
    this.#patience = patience;
    this.#lab = lab;
    this.#backend = backend;
    this.#environment = environment;
  }

  /** What settings may be drawn from, or why nothing can be played. */
  async open(): Promise<Ground | { readonly missing: string }> {
    const opened = (await this.#ask({ kind: 'open', backend: this.#backend, lab: this.#lab.id })) as Opened | Outcome;
    if ('problems' in opened) return { missing: opened.problems.map(({ text }) => text).join('; ') };
    if ('missing' in opened) return opened;
    const { limits, components } = opened;
    return { lab: this.#lab, backend: { kind: this.#backend, limits }, components };
  }

  async play(item: Case): Promise<Outcome> {
    return (await this.#ask(item)) as Outcome;
  }

  close(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #ask(request: Request): Promise<Opened | Outcome> {
    const child = (this.#child ??= this.#open());
    return new Promise((resolve) => {
      const lost = (fault: 'hangs' | 'throws', text: string): void => {
        this.close();
        end({ rows: [], problems: [{ fault, where: 'process', text }], slowest: 0 });
      };
      const end = (reply: Opened | Outcome): void => {
        clearTimeout(timer);
        child.off('message', end).off('exit', onExit);
        resolve(reply);
      };
      const onExit = (code: number | null, signal: string | null): void =>
        lost('throws', `the process ended by ${signal ?? `exit code ${code}`}`);
      const patience = onBusyMachine(this.#patience);
      const timer = setTimeout(() => lost('hangs', `no answer within ${Math.round(patience / 1000)} s`), patience);
      child.on('message', end).on('exit', onExit);
      child.send(request);
    });
  }

  #open(): ChildProcess {
    return fork('tests/run.mjs', ['stage'], {
      env: this.#environment,
      // NaN and ∞ are what is looked for; JSON has neither.
      serialization: 'advanced',
      execArgv: [],
    });
  }
}
