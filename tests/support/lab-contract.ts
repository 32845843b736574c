// What holds of every lab, whatever it shows: asked of the declaration alone, so that a lab is tested by existing.
import { describe, expect, test } from 'vitest';
import { openBackend } from '../../src/compute/open-backend';
import type { Backend } from '../../src/compute/backend';
import type { Lab, ParameterValues, Run, SnapshotArray } from '../../src/experiment/lab';
import { defaultValues, readParameters, resolveNumber } from '../../src/experiment/parameters';
import { smallest } from './small-runs';

const RESERVED = ['seed', 'until', 'play', 'speed', 'view', 'show', 'enclosed', 'own'];

type Snapshot = Readonly<Record<string, SnapshotArray>>;

async function withRun<T>(
  lab: Lab,
  values: ParameterValues,
  work: (run: Run, backend: Backend) => Promise<T>,
): Promise<T> {
  const backend = await openBackend({ kind: 'reference' });
  const run = await lab.start({ backend, params: smallest(lab, values), seed: 7, data: {} });
  try {
    return await work(run, backend);
  } finally {
    run.dispose();
    expect(backend.live.arrays, 'arrays that a disposed run leaves behind').toBe(0);
    backend.dispose();
  }
}

function after(lab: Lab, values: ParameterValues, ...parts: readonly number[]): Promise<Snapshot> {
  return withRun(lab, values, async (run) => {
    for (const steps of parts) await run.advance(steps);
    return run.snapshot();
  });
}

export function labContract(lab: Lab): void {
  declaration(lab);
  stepping(lab);
  showing(lab);
  if (lab.parameters.length > 0) changing(lab);
}

function declaration(lab: Lab): void {
  describe('declaration', () => {
    test('keys are its own, and defaults, presets and suggestions are allowed by it', () => {
      const keys = lab.parameters.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
      expect(keys.filter((key) => RESERVED.includes(key))).toEqual([]);
      for (const { values } of [{ values: {} }, ...lab.presets, ...lab.suggestions])
        expect(readParameters(lab.parameters, values)).toMatchObject(values);
    });

    test('a size is a whole number that begins a new run, and there is a sentence for every parameter', () => {
      for (const parameter of lab.parameters) {
        expect(parameter.doc).toMatch(/[.)]$/);
        if (parameter.kind === 'number' && parameter.size)
          expect(parameter).toMatchObject({ integer: true, restarts: true });
      }
    });
  });
}

function stepping(lab: Lab): void {
  describe('steps', () => {
    test('the same bits however they are divided, measured in between or not', async () => {
      const whole = await after(lab, {}, 7);
      expect(await after(lab, {}, 3, 0, 4)).toEqual(whole);
      const measured = await withRun(lab, {}, async (run) => {
        await run.advance(3);
        await run.measure();
        await run.claims();
        await run.advance(4);
        return run.snapshot();
      });
      expect(measured).toEqual(whole);
      expect(await after(lab, {}, 8)).not.toEqual(whole);
    });

    test('a run goes on where a checkpoint, also from a file, has it', async () => {
      const saved = await withRun(lab, {}, async (run) => {
        await run.advance(3);
        return { checkpoint: await run.checkpoint(), snapshot: await run.snapshot() };
      });
      const memory = JSON.parse(JSON.stringify(saved.checkpoint.memory)) as unknown;
      const backend = await openBackend({ kind: 'reference' });
      const resume = { ...saved.checkpoint, memory };
      const run = await lab.start({ backend, params: smallest(lab), seed: 7, data: {}, resume });
      expect(run.step).toBe(3);
      expect((await run.checkpoint()).arrays).toEqual(saved.checkpoint.arrays);
      await run.advance(1);
      expect(run.step).toBe(4);
      run.dispose();
      backend.dispose();
    });

    test('a run with an end rests there and can be set to any step, back as well', async () => {
      await withRun(lab, {}, async (run) => {
        const { horizon } = run;
        expect(run.seek === undefined).toBe(horizon === undefined);
        if (horizon === undefined) return;
        await run.advance(horizon + 5);
        expect(run.step).toBe(horizon);
        for (const step of [0, 3, 1, horizon, Math.floor(horizon / 2), 2]) {
          await run.seek?.(step);
          expect(run.step).toBe(step);
          expect(await run.snapshot(), `at step ${step}`).toEqual(await after(lab, {}, step));
        }
        await expect(run.seek?.(horizon + 1)).rejects.toThrow(RangeError);
      });
    });
  });
}

function showing(lab: Lab): void {
  describe('what is shown', () => {
    test('panels keep their ids, clouds have layers of their own and live arrays', async () => {
      await withRun(lab, {}, async (run, backend) => {
        const ids = (): readonly string[] => run.frame().panels.map(({ kind, id }) => `${kind} ${id}`);
        await run.measure();
        const first = ids();
        await run.advance(3);
        const measures = await run.measure();
        expect(measures).toMatchObject({ step: 3 });
        expect(new Set(ids()).size).toBe(ids().length);
        expect(ids()).toEqual(expect.arrayContaining([...first]));
        const { clouds, moved } = run.frame();
        expect(moved).toBeGreaterThan(0);
        expect(new Set(clouds.map(({ layer }) => layer)).size).toBe(clouds.length);
        expect(clouds.length > 0).toBe(lab.stage !== undefined);
        for (const { positions, count } of clouds) {
          expect(positions.length).toBeGreaterThanOrEqual(2 * count);
          expect(await backend.read(positions, 0, 2)).toHaveLength(2);
        }
      });
    });

    test('a field has arrows, and a density where it says so', async () => {
      await withRun(lab, {}, async (run) => {
        const field = await run.field?.({ minX: -1, maxX: 1, minY: -1, maxY: 1 }, 8, 8);
        if (!field) return;
        const nodes = field.columns * field.rows;
        expect(field.score).toHaveLength(2 * nodes);
        if (field.logDensity) expect(field.logDensity).toHaveLength(nodes);
        const offered = lab.stage?.picture.layers.map(({ id }) => id) ?? [];
        if (offered.includes('contours') || offered.includes('heat')) expect(field.logDensity).toBeDefined();
      });
    });

    test('claims are answered, in words and finite numbers, and none fails at the defaults', async () => {
      await withRun(lab, {}, async (run) => {
        await run.advance(5);
        const rows = await run.claims();
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
        for (const { id, verdict, reason, predicted, measured, tolerance } of rows) {
          expect(verdict, `${id}: ${reason ?? ''}`).not.toBe('fails');
          if (verdict === 'outside') expect(reason).toBeTruthy();
          else expect([predicted, measured, tolerance].every(Number.isFinite), id).toBe(true);
        }
      });
    });
  });
}

function changing(lab: Lab): void {
  describe('settings', () => {
    const defaults = defaultValues(lab.parameters);
    const ofUse = lab.parameters.filter(({ when }) => !when || when(defaults));

    test('live ones apply at once, others are refused with their name', async () => {
      await withRun(lab, {}, async (run) => {
        for (const parameter of ofUse) {
          const { key } = parameter;
          const other = otherValue(lab, key, defaults);
          if (parameter.restarts) {
            expect(() => run.set({ [key]: other })).toThrow(new RegExp(`${key} begins a new run`));
            continue;
          }
          run.set({ [key]: other });
          await run.advance(1);
          await run.measure();
          run.set({ [key]: defaults[key] ?? 0 });
        }
        expect(() => run.set({ nonsense: 1 })).toThrow(TypeError);
      });
    });
  });
}

/** A value that is allowed and another than the default. */
function otherValue(lab: Lab, key: string, defaults: ParameterValues): number | string {
  const parameter = lab.parameters.find((one) => one.key === key);
  if (parameter?.kind === 'choice')
    return parameter.options.find(({ value }) => value !== parameter.value)?.value ?? '';
  if (!parameter) return 0;
  const { value, min, max, integer } = resolveNumber(parameter, defaults);
  const between = value === min ? Math.min(max, min + (max - min) / 2) : (value + min) / 2;
  return integer ? (Math.ceil(between) === value ? min : Math.ceil(between)) : between;
}
