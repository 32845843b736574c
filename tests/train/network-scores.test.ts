import { afterEach, expect, test, vi } from 'vitest';
import { Scope } from '../../src/compute/scope';
import { NetworkField } from '../../src/train/network-field';
import { NetworkScores } from '../../src/train/network-scores';
import { ClockedBackend } from '../support/clocked-backend';
import { networks, someWeights } from '../support/score-models';

afterEach(() => {
  vi.restoreAllMocks();
});

test('however little there is time for, launches begin at whole tiles, so that no bit depends on it', async () => {
  const model = networks[0]!;
  const parts: [first: number, last: number][] = [];
  // The slower it goes, the more pieces.
  let slowness = 1;
  const backend = new ClockedBackend((_, { firstSample, lastSample }) => {
    parts.push([Number(firstSample), Number(lastSample)]);
    return slowness++ * (Number(lastSample) - Number(firstSample));
  });
  const scope = new Scope(backend);
  const scores = new NetworkScores(backend, scope, { model, weights: someWeights(model) });
  const { tile } = new NetworkField(backend, model);
  const [rows, { dimension }] = [40_003, model];
  const arrays = ['places', 'score'].map((name) => scope.create(name, 'f32', rows * dimension));
  for (let turn = 0; turn < 4; turn++) {
    parts.length = 0;
    await scores.evaluate(arrays[0]!, 0.3, { score: arrays[1]! });
    expect(parts.map(([first]) => first % tile)).toEqual(parts.map(() => 0));
    expect([parts[0]?.[0], parts.at(-1)?.[1]]).toEqual([0, rows]);
    for (const [i, [first]] of parts.slice(1).entries()) expect(first).toBe(parts[i]?.[1]);
  }
  expect(parts.length).toBeGreaterThan(4);
  scope.dispose();
});
