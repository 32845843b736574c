import { expect, test } from 'vitest';
import { FieldController, isOfScale } from '../../../src/ui/views/field-controller';
import { scaledBox } from '../../../src/ui/views/followed-view';

import type { Run } from '../../../src/experiment/lab';

const view = { minX: -3, maxX: 5, minY: -4, maxY: 2 };

test('a field is shown where the view was panned or zoomed a little, and not at quite another scale', () => {
  for (const scale of [1 / 8, 1, 1.16, 8]) expect(isOfScale(scaledBox(view, scale), view), `${scale}`).toBe(true);
  for (const scale of [2 ** -14, 2 ** 20, 2 ** 120])
    expect(isOfScale(scaledBox(view, scale), view), `${scale}`).toBe(false);
});

test('a field that its run gave up because it is over is no fault, and any other is', async () => {
  const faults: unknown[] = [];
  const host = {
    addController: () => {},
    removeController: () => {},
    requestUpdate: () => {},
    updateComplete: Promise.resolve(true),
  };
  const fields = new FieldController(host, (error) => faults.push(error));
  const failing = (error: Error): Run => ({ field: () => Promise.reject(error) }) as unknown as Run;
  const asked = (run: Run): Promise<void> => {
    fields.want({ run, key: '', view, home: view, stages: 2 } as Parameters<FieldController['want']>[0]);
    return new Promise((resolve) => setTimeout(resolve, 5));
  };
  await asked(failing(new DOMException('the run has gone', 'AbortError')));
  expect(faults).toEqual([]);
  const wrong = new Error('the field is not finite');
  await asked(failing(wrong));
  expect(faults).toContain(wrong);
});
