// What a backend is handed, in its order: launches with their sizes, and where somebody waits for them.
import type { Backend } from '../../src/compute/backend';

export interface Handed {
  /** Of the kernel; nothing where a submission is waited for. */
  readonly kernel?: string;
  readonly threads: number;
  readonly params: Readonly<Record<string, number>>;
  readonly conditions: Readonly<Record<string, boolean | number>>;
}

/** Any backend, and the list of what it is handed. */
export function logged<B extends Backend>(backend: B): { readonly backend: B; readonly log: Handed[] } {
  const log: Handed[] = [];
  const note = (name: string | symbol, args: unknown[]): void => {
    if (name === 'settled') log.push({ threads: 0, params: {}, conditions: {} });
    if (name !== 'dispatch') return;
    const [{ name: kernel, conditions }, { threads, params = {} }] = args as Parameters<Backend['dispatch']>;
    log.push({ kernel, threads, params: { ...params }, conditions } as Handed);
  };
  const noting = new Proxy(backend, {
    get(target, name) {
      const value = Reflect.get(target, name, target) as unknown;
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        note(name, args);
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
  return { backend: noting, log };
}

/** Names of kernels, one after the other, and how many launches of each. */
export function runsOf(log: readonly Handed[]): string[] {
  const names = log.flatMap(({ kernel }) => kernel ?? []);
  const runs: [name: string, count: number][] = [];
  for (const name of names) {
    const last = runs.at(-1);
    if (last?.[0] === name) last[1]++;
    else runs.push([name, 1]);
  }
  return runs.map(([name, count]) => `${name} ${count}`);
}
