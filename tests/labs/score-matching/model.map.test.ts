// The map of trained models as the lab shows it: beside the run, which it does not touch.
import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import type { ParameterValues, Run, StabilityMap } from '../../../src/experiment/lab';
import { startLab } from '../../../src/index';

const small = { points: 64, batch: 64, chains: 64, model: 'linear', optimiser: 'sgd', rate: 0.1 };

function started(params: ParameterValues = {}): Promise<Run> {
  return startLab('score-matching', { backend: new ReferenceBackend(), params: { ...small, ...params }, seed: 3 });
}

const mapOf = (run: Run): StabilityMap | undefined => run.frame().panels.find((panel) => panel.kind === 'map');

/** Until the first picture is there. */
async function firstPicture(run: Run, values: ParameterValues): Promise<StabilityMap> {
  while (Number.isNaN(mapOf(run)?.rates.at(-1) ?? Number.NaN)) expect(await run.refine?.(values)).toBe(true);
  return mapOf(run) ?? expect.fail();
}

describe('the map of trained models', () => {
  it('is not there before it is wanted, and leaves the run as it is', async () => {
    const run = await started();
    await run.advance(5);
    const before = await run.snapshot();
    await run.refine?.({ ...small, map: 'off', sigma: 0.5, weighting: 'one' });
    expect(mapOf(run)).toBeUndefined();
    const values = { ...small, map: 'rate-sigma', sigma: 0.5, weighting: 'one', levels: 8 };
    const map = await firstPicture(run, values);
    expect(await run.snapshot()).toEqual(before);
    expect([map.x.key, map.y.key, map.x.current, map.y.current]).toEqual(['rate', 'sigma', 0.1, 0.5]);
    expect(map.boundary.length).toBeGreaterThan(10);
    // On either side of the line, far from it.
    const [row, { length }] = [40, map.x.values];
    expect([map.modulusAt(0, row) < 1, map.modulusAt(length - 1, row) > 1]).toEqual([true, true]);
    expect(map.rates[row * length + length - 1]).toBeGreaterThan(0);
    expect(map.words?.at(length - 1, row)).toMatch(/^diverged after 64 steps; theory: \|1 − ηλ\| /);
    expect(map.words?.at(32, row)).toMatch(/^J_DSM − C = .* % of C after 64 steps/);
    run.dispose();
  });

  it('loads the two settings of a pixel, which the lab takes', async () => {
    const run = await started({ map: 'rate-batch', optimiser: 'adam' });
    const values = { ...small, map: 'rate-batch', optimiser: 'adam', sigma: 0.5, weighting: 'one' };
    await run.refine?.(values);
    const { values: chosen } = mapOf(run)?.settingsAt(63, 63) ?? expect.fail();
    expect(chosen).toEqual({ rate: 1, batch: 512 });
    const other = await started({ ...chosen });
    other.dispose();
    expect(mapOf(run)?.boundary).toEqual([]);
    run.dispose();
  });
});
