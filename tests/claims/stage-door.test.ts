// The process in which cases are played: what it sends back, and what is said when it cannot or does not.
import { afterEach, describe, expect, it } from 'vitest';
import { allLabs } from '../support/all-labs';
import type { Case } from './case';
import { onBusyMachine, Stage } from './stage-door';

const lab = allLabs.find(({ id }) => id === 'langevin')!;
const item: Case = {
  lab: lab.id,
  backend: 'reference',
  values: { target: 'gaussian', chains: 64 },
  seed: 7,
  steps: 5,
  changes: [],
  data: {},
};

let stage: Stage | undefined;
afterEach(() => stage?.close());

describe('a stage', () => {
  it('waits longer where other work shares the cores, and never less', () => {
    expect([0, 2, 3, 20].map((load) => onBusyMachine(120, load, 2))).toEqual([120, 120, 180, 1200]);
  });

  it('says what its lab takes and plays cases, numbers that are none included', async () => {
    stage = new Stage(lab, 'reference', process.env);
    expect(await stage.open()).toMatchObject({ components: true, backend: { kind: 'reference' } });
    const { rows, problems } = await stage.play(item);
    expect(problems).toEqual([]);
    expect(rows.find(({ id }) => id === 'L1')?.verdict).not.toBe('outside');
    expect(rows.find(({ id }) => id === 'L7')?.predicted).toBeNaN();
  });

  it('says in words that there is no device', async () => {
    const nowhere = { ...process.env, VK_ICD_FILENAMES: '/nowhere', VK_DRIVER_FILES: '/nowhere' };
    stage = new Stage(lab, 'webgpu', nowhere);
    expect(await stage.open()).toEqual({ missing: expect.stringMatching(/GPU/) as string });
  });

  it('reports a case that does not end, and begins anew for the next', async () => {
    stage = new Stage(lab, 'reference', process.env, 1);
    expect((await stage.play(item)).problems).toMatchObject([{ fault: 'hangs', where: 'process' }]);
    expect((await stage.play(item)).problems).toMatchObject([{ fault: 'hangs' }]);
  });
});
