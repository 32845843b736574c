// A backend that computes nothing and can be lost at will, for the tests of the page.
import type { Backend, BackendKind, Loss } from '../../src/compute/backend';

export interface FakeBackend extends Backend {
  readonly disposed: boolean;
  lose(loss: Loss): void;
}

export function fakeBackend(kind: BackendKind): FakeBackend {
  let lose!: (loss: Loss) => void;
  const lost = new Promise<Loss>((resolve) => {
    lose = resolve;
  });
  const unused = (): never => {
    throw new Error('a fake backend computes nothing');
  };
  let disposed = false;
  return {
    kind,
    adapterName: `fake ${kind}`,
    limits: { maxElements: 2 ** 24, workgroupBytes: Infinity, hasQuads: false },
    live: { arrays: 0, bytes: 0 },
    lost,
    lose,
    get disposed() {
      return disposed;
    },
    create: unused,
    write: unused,
    clear: unused,
    copy: unused,
    prepare: async () => undefined,
    dispatch: unused,
    submit: () => undefined,
    settled: async () => undefined,
    drained: async () => undefined,
    read: unused,
    destroy: () => undefined,
    dispose() {
      disposed = true;
      lose({ intended: true, message: 'disposed' });
    },
  };
}
