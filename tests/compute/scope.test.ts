import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { Scope } from '../../src/compute/scope';

describe('Scope', () => {
  it('frees what it created, and nothing else', () => {
    const backend = new ReferenceBackend();
    const foreign = backend.create('foreign', 'f32', 1);
    const scope = new Scope(backend);
    scope.create('a', 'f32', 4);
    const released = scope.create('b', 'u32', 4);
    scope.release(released);
    expect(backend.live.arrays).toBe(2);
    scope.release(foreign);
    expect(backend.live.arrays).toBe(2);
    scope.dispose();
    scope.dispose();
    expect(backend.live).toEqual({ arrays: 1, bytes: 8 });
  });

  it('two scopes share a backend without touching each other', () => {
    const backend = new ReferenceBackend();
    const [first, second] = [new Scope(backend), new Scope(backend)];
    const kept = second.create('kept', 'f32', 1);
    first.create('freed', 'f32', 1);
    first.dispose();
    expect(() => backend.peek(kept)).not.toThrow();
    expect(backend.live.arrays).toBe(1);
  });
});
