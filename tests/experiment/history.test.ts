import fc from 'fast-check';
import { expect, test } from 'vitest';
import { History } from '../../src/experiment/history';

const at = (step: number, history: unknown): Parameters<History['recall']>[0] => ({ step, memory: { history } });

/** As a settings file has it. */
const throughJson = (history: History): unknown => JSON.parse(JSON.stringify(history.memory));

const columns = (history: History): unknown => ({
  steps: [...history.steps],
  energy: [...history.series('energy', '', 'first').values],
  form: [...history.series('form', '', 'first').values],
});

function measured(count: number, history = new History(), from = 0): History {
  for (let i = from; i < count; i++) history.push(3 * i, { energy: 1 / (1 + i), form: i % 7 === 0 ? Number.NaN : i });
  return history;
}

test.each([0, 1, 5, 399, 401, 1000])(
  'brought back after %i measurements, it goes on as if nothing had been',
  (count) => {
    const back = new History();
    back.recall(at(3 * count, throughJson(measured(count))));
    expect(columns(back)).toEqual(columns(measured(count)));
    expect(columns(measured(2300, back, count))).toEqual(columns(measured(2300)));
  },
);

test('what was measured after the step that it goes on from is measured again', () => {
  const back = new History();
  back.recall(at(12, throughJson(measured(10))));
  expect(back.steps).toEqual([0, 3, 6, 9, 12]);
  expect(back.series('energy', '', 'first').values).toHaveLength(5);
});

test('a quantity that is not measured every time stands beside the right steps', () => {
  const history = new History();
  history.push(1, { energy: 4 });
  history.push(2, { energy: 3, 'twin: energy': 30 });
  history.push(3, { energy: 2 });
  history.push(4, { energy: 1, 'twin: energy': 10 });
  expect(history.series('twin: energy', '', 'second').values).toEqual([Number.NaN, 30, Number.NaN, 10]);
});

const good = measured(4).memory;

test.each<readonly [string, unknown]>([
  ['nothing', null],
  ['no steps', { ...good, steps: undefined }],
  ['steps that fall', { ...good, steps: [0, 6, 3, 9] }],
  ['a step that is not whole', { ...good, steps: [0, 3, 6.5, 9] }],
  ['too many steps', { ...good, steps: Array.from({ length: 401 }, (_, i) => i) }],
  ['a column that is too short', { ...good, values: { ...good.values, form: [1, 2, 3] } }],
  ['a column of texts', { ...good, values: { ...good.values, form: ['1', '2', '3', '4'] } }],
  ['no stride', { ...good, stride: 0 }],
  ['a stride for ever', { ...good, stride: Number.POSITIVE_INFINITY }],
  ['half a count', { ...good, skipped: 0.5 }],
])('%s of a foreign checkpoint is begun without', (_, memory) => {
  const history = new History();
  history.recall(at(9, memory));
  expect(history.memory).toEqual(new History().memory);
});

test('whatever a checkpoint says, it is taken whole or not at all, and measuring goes on', () => {
  const part = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(...Object.values(good)));
  const memory = fc.record({ stride: part, skipped: part, steps: part, values: part }, { requiredKeys: [] });
  let taken = 0;
  fc.assert(
    fc.property(fc.oneof(memory, fc.constant(good)), fc.nat(20), (found, step) => {
      const history = new History();
      history.recall(at(step, found));
      if (history.steps.length > 0) taken++;
      history.push(step + 1, { energy: 1, ['__proto__']: 2 });
      const length = history.steps.length;
      expect(history.steps.at(-1)).toBe(step + 1);
      for (const column of Object.values(history.memory.values)) {
        expect(column).toHaveLength(length);
        expect(column.every((value) => typeof value === 'number')).toBe(true);
      }
    }),
  );
  expect(taken).toBeGreaterThan(0);
});
