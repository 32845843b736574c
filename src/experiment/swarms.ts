// A run and, where wanted, its twin: two sets of particles under two settings, from the same start with the same random numbers.
import type { Backend, DeviceArray } from '../compute/backend';
import type { Paths } from './frame';
import type { Arrays } from './model';

export interface Swarm {
  /** f32 [size, 2], more where it is filled up. */
  readonly positions: DeviceArray;
  readonly size: number;
  /** Rejects where the device did not do the steps that were asked for. */
  verify(): Promise<void>;
  /** The trails after so many steps. */
  readPaths(step: number): Promise<readonly Float32Array[]>;
}

export interface Swarms<T extends Swarm = Swarm> {
  readonly run: T;
  readonly twin: T | undefined;
}

/** Both, or the run alone. */
export function each<T extends Swarm>({ run, twin }: Swarms<T>): readonly T[] {
  return twin ? [run, twin] : [run];
}

/** Positions [size, 2] as `positions` and `twin`, proven. */
export async function readPositions(backend: Backend, swarms: Swarms): Promise<Arrays> {
  const sets = each(swarms);
  const reading = sets.map(({ positions, size }) => backend.read(positions, 0, 2 * size));
  await Promise.all(sets.map((set) => set.verify()));
  const named = sets.map(async ({ size }, i) => {
    const data = new Float32Array((await reading[i]) ?? []);
    return [i === 0 ? 'positions' : 'twin', { data, shape: [size, 2] }] as const;
  });
  return Object.fromEntries(await Promise.all(named));
}

export async function readTrails(swarms: Swarms, step: number): Promise<readonly Paths[]> {
  const lines = await Promise.all(each(swarms).map((set) => set.readPaths(step)));
  return lines.map((of, i) => ({ colour: i === 0 ? 'first' : 'second', lines: of }));
}
