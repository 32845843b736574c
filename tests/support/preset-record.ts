// What a preset does, as a few lines of JSON: hashes of its particles, what it measures and what its claims say. Reached
// through the contract of labs alone, so that a lab's inside may change under it.
import { createHash } from 'node:crypto';
import { vi } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { Checkpoint, ClaimResult, Lab, ParameterValues, Run, SnapshotArray } from '../../src/experiment/lab';
import { SingleBackend } from './single-backend';

const SEED = 20_240_229;
const DIGITS = 10;
/** Claims that time something: neither their numbers nor their verdicts are the same twice. */
const TIMED: ReadonlySet<string> = new Set(['K4']);

type Plain = number | string;

export interface PresetRecord {
  /** Of `snapshot()` in the middle and at the end, and at the end of a run that went on from a checkpoint of the middle. */
  readonly hashes: { readonly middle: string; readonly end: string; readonly resumed: string };
  readonly measures: Readonly<Record<string, Plain>>;
  /** A line each. */
  readonly claims: Readonly<Record<string, string>>;
}

export interface RecordOptions {
  readonly steps: number;
  /** Whether its claims are asked, too. */
  readonly asks: boolean;
  /** Its checkpoints hold float64 numbers to the last bit. */
  readonly exact?: boolean;
}

/** What the run at `params` does. Throws Error where a checkpoint in its middle does not keep every bit of it. */
export async function recordPreset(lab: Lab, params: ParameterValues, options: RecordOptions): Promise<PresetRecord> {
  const time = standStill();
  const backend = new ReferenceBackend();
  try {
    const run = await lab.start({ backend, params, seed: SEED, data: {} });
    await run.advance(options.steps / 2);
    const middle = hash(await run.snapshot());
    await run.advance(options.steps / 2);
    const end = hash(await run.snapshot());
    const measures = plainNumbers(await run.measure());
    // Whatever is timed takes too long at once, and is not tried again.
    time.hurry();
    const claims = options.asks ? claimRows(await run.claims()) : {};
    time.stand();
    run.dispose();
    return { hashes: { middle, end, resumed: await resumedHash(lab, params, options) }, measures, claims };
  } finally {
    backend.dispose();
    time.restore();
  }
}

/** One line for each value that is missing, different or not expected. */
export function differences(expected: unknown, actual: unknown, path = ''): readonly string[] {
  if (!isRecord(expected) || !isRecord(actual)) {
    if (expected === actual) return [];
    return [`${path}: recorded ${JSON.stringify(expected) ?? 'nothing'}, now ${JSON.stringify(actual) ?? 'nothing'}`];
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...keys].flatMap((key) => differences(expected[key], actual[key], path ? `${path}.${key}` : key));
}

/** How steps are split into launches follows the clock, and the last digit of a sum follows how it is split. */
function standStill(): { hurry(): void; stand(): void; restore(): void } {
  let now = performance.now();
  let pace = 0;
  const spy = vi.spyOn(performance, 'now').mockImplementation(() => (now += pace));
  return {
    hurry: () => void (pace = 1_000),
    stand: () => void (pace = 0),
    restore: () => spy.mockRestore(),
  };
}

/**
 * The end of a run that went on from a checkpoint. It is to be that of the run which was saved, to the last bit, once this has
 * lost what a checkpoint of 32-bit numbers cannot hold.
 */
async function resumedHash(lab: Lab, params: ParameterValues, { steps, exact }: RecordOptions): Promise<string> {
  const half = steps / 2;
  const single = exact ? undefined : new SingleBackend();
  const backend = single ?? new ReferenceBackend();
  try {
    const options = { backend, params, seed: SEED, data: {} };
    const saved = await lab.start(options);
    await saved.advance(half);
    const resume = throughFile(await saved.checkpoint());
    single?.roundFloats();
    const unbroken = await endHash(saved, half);
    const resumed = await endHash(await lab.start({ ...options, resume }), half);
    if (resumed === unbroken) return resumed;
    throw new Error(`from its checkpoint of step ${half} it ends with ${resumed}, never stopped with ${unbroken}`);
  } finally {
    backend.dispose();
  }
}

async function endHash(run: Run, steps: number): Promise<string> {
  await run.advance(steps);
  const end = hash(await run.snapshot());
  run.dispose();
  return end;
}

/** The bytes of all arrays with their names and shapes, in the order of the names. */
function hash(arrays: Readonly<Record<string, SnapshotArray>>): string {
  const sum = createHash('sha256');
  for (const [name, { data, shape }] of Object.entries(arrays).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    sum.update(JSON.stringify([name, data.constructor.name, shape]));
    sum.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return sum.digest('hex');
}

function throughFile({ memory, ...rest }: Checkpoint): Checkpoint {
  return { ...rest, memory: JSON.parse(JSON.stringify(memory)) as unknown };
}

function claimRows(claims: readonly ClaimResult[]): PresetRecord['claims'] {
  return Object.fromEntries(claims.map((claim) => [claim.id, claimRow(claim)]));
}

function claimRow({ id, statement, verdict, predicted, measured, standardError, tolerance }: ClaimResult): string {
  if (TIMED.has(id)) return statement;
  const numbers = Object.entries(plainNumbers({ predicted, measured, standardError, tolerance }));
  return [verdict, ...numbers.map(([name, value]) => `${name} ${value}`)].join(', ');
}

function plainNumbers(values: Readonly<Record<string, number>>): Readonly<Record<string, Plain>> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, plain(value)]));
}

/** JSON has no NaN and no infinities. */
function plain(value: number): Plain {
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : String(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
