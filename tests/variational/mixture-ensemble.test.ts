import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { Scope } from '../../src/compute/scope';
import { MixtureEnsemble } from '../../src/variational/mixture-ensemble';

/** A twin of a device array has eight bytes a number, the device four. */
const BYTES = 2;

test.each([
  [2048, 8, 1024],
  [2 ** 17, 8, 1],
  [512, 16, 65_536],
])(
  '%d data, %d components and %d starts: below 64 bytes a datum and 256 a component and start',
  (points, components, starts) => {
    const backend = new ReferenceBackend();
    const scope = new Scope(backend);
    const data = scope.create('data', 'f32', 2 * points);
    const shape = { dimension: 2, components, method: 'coordinate', innerSteps: 0, encoder: 'linear' } as const;
    const ensemble = new MixtureEnsemble(backend, scope, { ...shape, data, points, starts });
    expect(ensemble.count).toBe(starts);
    expect(backend.live.bytes / BYTES).toBeLessThan(64 * points + 256 * components * starts);
    scope.dispose();
    expect(backend.live.arrays).toBe(0);
  },
);
