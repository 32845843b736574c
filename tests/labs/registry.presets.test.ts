// What each preset computes, recorded: the trajectory bit by bit, the same from a checkpoint on, and every row of claims. A change
// that means to leave the mathematics alone leaves this alone. RECORD=1 writes the record anew.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { ClaimResult, Lab, ParameterValues, Run, SnapshotArray } from '../../src/labs/lab';
import { labs } from '../../src/labs/registry';
import { smallest } from '../support/small-runs';

const STEPS = 300;
/** Rows that time the machine. */
const TIMED = new Set(['K4']);

interface Recorded {
  readonly whole: string;
  readonly resumed: string;
  readonly claims: readonly string[];
}

const path = fileURLToPath(new URL('../golden/presets.json', import.meta.url));
const recording = process.env['RECORD'] === '1';
const record: Record<string, Record<string, Recorded>> = existsSync(path)
  ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, Record<string, Recorded>>)
  : {};

function hashOf(arrays: Readonly<Record<string, SnapshotArray>>): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(arrays).toSorted()) {
    const { data, shape } = arrays[name];
    hash.update(`${name} ${shape.join()} `).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex').slice(0, 16);
}

/** To eight digits: sums may be taken in another order. */
function rowOf({ id, verdict, ...row }: ClaimResult): string {
  const numbers = [row.predicted, row.measured, row.standardError, row.tolerance];
  return [id, verdict, ...numbers.map((value) => String(Number(value.toPrecision(8))))].join(' ');
}

async function compute(lab: Lab, values: ParameterValues, seed: number): Promise<Recorded> {
  const options = { backend: new ReferenceBackend(), params: smallest(lab, values), seed, data: {} };
  const first = await lab.start(options);
  await first.advance(STEPS / 2);
  const resume = await first.checkpoint();
  await first.advance(STEPS / 2);
  const whole = hashOf(await first.snapshot());
  const claims = await claimsOf(first);
  const second = await lab.start({ ...options, resume });
  await second.advance(STEPS / 2);
  const resumed = hashOf(await second.snapshot());
  first.dispose();
  second.dispose();
  return { whole, resumed, claims };
}

async function claimsOf(run: Run): Promise<string[]> {
  await run.measure();
  return (await run.claims()).filter(({ id }) => !TIMED.has(id)).map(rowOf);
}

describe.each(labs.map((entry) => [entry.id, entry] as const))('%s', (id, entry) => {
  test('computes at its presets what it computed', { timeout: 240_000 }, async () => {
    const lab = await entry.load();
    const found: Record<string, Recorded> = {};
    for (const { id: preset, values, seed = 7 } of lab.presets)
      if (!Object.values(values).includes('upload')) found[preset] = await compute(lab, values, seed);
    if (recording) record[id] = found;
    expect(found).toEqual(record[id]);
  });
});

afterAll(() => {
  if (recording) writeFileSync(path, `${JSON.stringify(record, undefined, 1)}\n`);
});
