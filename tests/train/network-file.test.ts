// Files of networks: what is written comes back, NumPy reads it, and nothing hostile does harm.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { ScoreModel } from '../../src/math/score-model';
import { parametrisations } from '../../src/math/score-model';
import { evaluateNetwork } from '../../src/train/evaluate-network';
import { readNetwork, writeNetwork } from '../../src/train/network-file';
import { uniformPoints } from '../support/score-cases';
import { linear, networks, someWeights } from '../support/score-models';

const models: readonly ScoreModel[] = [
  linear,
  ...networks.map((model, i) => ({ ...model, parametrisation: parametrisations[i % 3] })),
];

const hasNumPy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
if (!hasNumPy) console.warn('SKIPPED: python3 with NumPy, which reads the files that are written here');

/** The file with its header changed. */
function withHeader(bytes: Uint8Array, change: (header: Record<string, never>) => unknown): Uint8Array {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<string, never>;
  const text = new TextEncoder().encode(JSON.stringify(change(header)));
  const out = new Uint8Array(8 + text.length + bytes.length - 8 - length);
  new DataView(out.buffer).setBigUint64(0, BigInt(text.length), true);
  out.set(text, 8);
  out.set(bytes.subarray(8 + length), 8 + text.length);
  return out;
}

const without = (header: object, key: string): object =>
  Object.fromEntries(Object.entries(header).filter(([name]) => name !== key));

describe('writeNetwork and readNetwork', () => {
  it.each(models)('bring %j back', (model) => {
    const network = { model, weights: someWeights(model) };
    const back = readNetwork(writeNetwork(network));
    expect(back.model).toEqual(model);
    expect(back.weights).toEqual(network.weights);
  });

  it.runIf(hasNumPy).each(models)('is read by NumPy, which says the same: %j', async (model) => {
    const network = { model, weights: someWeights(model) };
    const points = uniformPoints(10, model.dimension, 2, 8);
    const folder = mkdtempSync(join(tmpdir(), 'network-'));
    try {
      const path = join(folder, 'network.safetensors');
      writeFileSync(path, writeNetwork(network));
      const script = fileURLToPath(new URL('../../docs/load_network.py', import.meta.url));
      const printed = execFileSync('python3', [script, path, '0.6'], { input: Array.from(points).join(' ') });
      const theirs = printed.toString().trim().split(/\s+/).map(Number);
      const ours = await evaluateNetwork(new ReferenceBackend(), { network, points, sigma: 0.6 });
      expect(theirs.length).toBe(ours.length);
      // Both are float64 inside; ours comes out as float32.
      theirs.forEach((value, k) =>
        expect(Math.abs(value - ours[k])).toBeLessThanOrEqual(2 ** -23 * (1e-3 + Math.abs(value))),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const bytes = writeNetwork({ model: networks[1], weights: someWeights(networks[1]) });
  const refused: readonly (readonly [string, Uint8Array, string])[] = [
    ['nothing', new Uint8Array(3), 'the file has 3 bytes'],
    ['a header beyond the end', Uint8Array.of(255, 255, 0, 0, 0, 0, 0, 0), 'the header has 65535 bytes; at most 0'],
    ['a header of 2⁶³ bytes', Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 128, 1), 'the header has 9223372036854775808 bytes'],
    [
      'another format',
      withHeader(bytes, (h) => ({ ...h, __metadata__: { format: 'pt' } })),
      '__metadata__.format is "pt"',
    ],
    ['no metadata', withHeader(bytes, (h) => without(h, '__metadata__')), '__metadata__.format is undefined'],
    ['a list', withHeader(bytes, () => []), 'the header is no JSON object'],
    [
      'another type',
      withHeader(bytes, (h) => ({ ...h, 'layers.0.bias': { ...(h['layers.0.bias'] as object), dtype: 'F64' } })),
      'layers.0.bias.dtype is "F64"; only "F32" is allowed',
    ],
    [
      'overlapping arrays',
      withHeader(bytes, (h) => ({
        ...h,
        'layers.0.bias': { ...(h['layers.0.bias'] as object), data_offsets: [0, 64] },
      })),
      'a tensor begins at byte 0',
    ],
    [
      'another shape',
      withHeader(bytes, (h) => ({ ...h, 'layers.0.weight': { ...(h['layers.0.weight'] as object), shape: [16, 2] } })),
      'layers.0.weight is [16, 2]; [2, 16] is allowed',
    ],
    ['a missing array', withHeader(bytes, (h) => without(h, 'layers.2.bias')), 'the tensors have'],
    ['something behind the end', Uint8Array.from([...bytes, 0, 0, 0, 0]), 'equal numbers are allowed'],
  ];

  it.each(refused)('refuses %s in words', (_, hostile, words) => {
    expect(() => readNetwork(hostile)).toThrow(RangeError);
    expect(() => readNetwork(hostile)).toThrow(words);
  });

  it('refuses weights that are not finite', () => {
    const weights = someWeights(networks[1]);
    weights[5] = Number.NaN;
    const network = { model: networks[1], weights };
    expect(() => readNetwork(writeNetwork(network))).toThrow('weight 5 is NaN; finite numbers are allowed');
    expect(() => readNetwork(JSON.parse('"text"') as Uint8Array)).toThrow(TypeError);
  });

  it('reads any bytes as a network or refuses them in a RangeError', () => {
    const isSafe = (hostile: Uint8Array): void => {
      try {
        const { model, weights } = readNetwork(hostile);
        expect(writeNetwork({ model, weights }).length).toBeGreaterThan(8);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    };
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), isSafe), { numRuns: 500, seed: 1 });
    const spoilt = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(spoilt, (changes) => {
        const hostile = bytes.slice();
        for (const [at, value] of changes) hostile[at] = value;
        isSafe(hostile);
      }),
      { numRuns: 2000, seed: 2 },
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('__metadata__', '__proto__', 'layers.0.weight', 'a'), fc.jsonValue()),
        (header) => isSafe(withHeader(bytes, (own) => ({ ...own, ...header }))),
      ),
      { numRuns: 500, seed: 3 },
    );
    expect(({} as Record<string, unknown>)['dtype']).toBeUndefined();
  });
});
