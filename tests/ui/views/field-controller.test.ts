import { expect, test } from 'vitest';
import { isOfScale } from '../../../src/ui/views/field-controller';
import { scaledBox } from '../../../src/ui/views/followed-view';

const view = { minX: -3, maxX: 5, minY: -4, maxY: 2 };

test('a field is shown where the view was panned or zoomed a little, and not at quite another scale', () => {
  for (const scale of [1 / 8, 1, 1.16, 8]) expect(isOfScale(scaledBox(view, scale), view), `${scale}`).toBe(true);
  for (const scale of [2 ** -14, 2 ** 20, 2 ** 120])
    expect(isOfScale(scaledBox(view, scale), view), `${scale}`).toBe(false);
});
