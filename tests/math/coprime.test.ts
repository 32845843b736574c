import { expect, test } from 'vitest';
import { coprimeStride } from '../../src/math/coprime';

test('its multiples visit every row once', () => {
  for (const count of [1, 2, 3, 4, 6, 100, 256, 343, 1001]) {
    const stride = coprimeStride(count);
    expect(new Set(Array.from({ length: count }, (_, i) => (i * stride) % count)).size).toBe(count);
  }
});
