import { expect, test, vi } from 'vitest';
import { CarriedData } from '../../../src/ui/controllers/carried-data';

const points = Float32Array.of(1, 2);

test('data are packed once, and the latest count', async () => {
  const changed = vi.fn<() => void>();
  const carried = new CarriedData(changed);
  expect(carried.of({ data: {} })).toEqual({});
  expect(carried.of({ data: { points } })).toBeUndefined();
  const other = { data: { points: Float32Array.of(3, 4) } };
  expect(carried.of(other)).toBeUndefined();
  const packed = await carried.settled({ data: { ...other.data } });
  expect(packed.enclosed).toMatch(/^[\w-]+$/);
  expect(carried.of(other)).toBe(packed);
  expect(carried.known(other)).toBe(packed);
  expect(carried.known({ data: { points } })).toEqual({});
  expect(changed).toHaveBeenCalledOnce();
  expect(await carried.settled({ data: { points } })).not.toEqual(packed);
});
