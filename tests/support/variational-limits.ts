// What must be true of the variational functions on every backend: degenerate data stay bounded, and the halves of a sweep only rise.
import { expect } from 'vitest';
import type { Backend } from '../../src/compute/backend';
import { mixtureBound, mixtureNaturalStep, mixtureSweep, type MixtureArguments } from '../../src/variational/mixture';
import { pcaBound, pcaSweep, type PcaArguments } from '../../src/variational/pca';

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

/** Rounding of a total evidence that is the sum of N logarithms: MATHS.md V5 for float32. */
const slack = (backend: Backend, total: number): number =>
  (backend.kind === 'webgpu' ? 5e-6 : 1e-11) * (1 + Math.abs(total));

async function evidenceOf(backend: Backend, model: MixtureArguments): Promise<number> {
  const points = model.x.length / (model.mu.length / model.s2.length);
  const r = Float64Array.from({ length: points * model.s2.length }, () => 1 / model.s2.length);
  const bound = await mixtureBound(backend, { ...model, r });
  for (const values of Object.values(bound)) expect((values as Float64Array).every(Number.isFinite)).toBe(true);
  return sum(bound.logp);
}

/** Sweeps that must stay finite, at or above the floor, and never lose evidence; returns where they end. */
export async function sweepMixture(
  backend: Backend,
  start: MixtureArguments,
  floor: number,
  sweeps = 30,
): Promise<MixtureArguments> {
  let model = { ...start, s2: Array.from(start.s2, (s) => Math.max(s, floor)) } as MixtureArguments;
  let evidence = await evidenceOf(backend, model);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    model = { x: start.x, ...(await mixtureSweep(backend, { ...model, floor })) };
    // A float32 device rounds the floor itself.
    for (const s of Array.from(model.s2)) expect(s).toBeGreaterThanOrEqual(floor * (1 - 2 ** -23));
    expect(sum(model.pi)).toBeCloseTo(1, 5);
    const next = await evidenceOf(backend, model);
    expect(next).toBeGreaterThanOrEqual(evidence - slack(backend, evidence));
    evidence = next;
  }
  return model;
}

/** The degenerate data of the specification's users: what each ends in. */
export const degenerateMixtures: readonly {
  readonly name: string;
  readonly start: MixtureArguments;
  readonly ends: (model: MixtureArguments, floor: number) => void;
}[] = [
  {
    name: 'a component without data keeps its place, with weight 0',
    start: { x: [0, 0, 0.5, 0.1, -0.4, 0.3], pi: [0.5, 0.5], mu: [0, 0, 1e4, 1e4], s2: [1, 1] },
    ends: ({ pi, mu, s2 }) => {
      expect(pi[1]).toBe(0);
      expect([mu[2], mu[3], s2[1]]).toEqual([1e4, 1e4, 1]);
    },
  },
  {
    name: 'a variance that collapses on one datum rests on the floor',
    start: { x: [0, 0, 1, 0, 0, 1, 1, 1, 9, 9], pi: [0.5, 0.5], mu: [0.5, 0.5, 9, 9], s2: [1, 0.01] },
    ends: ({ pi, s2 }, floor) => {
      expect(s2[1] / floor).toBeCloseTo(1, 6);
      expect(pi[1]).toBeCloseTo(0.2, 6);
    },
  },
  {
    name: 'more components than distinct points',
    start: { x: [0, 1, 0, 1, 2], pi: [0.25, 0.25, 0.25, 0.25], mu: [-0.1, 0.9, 1.1, 2.2], s2: [0.1, 0.1, 0.1, 0.1] },
    ends: ({ s2 }, floor) => expect(Math.min(...Array.from(s2)) / floor).toBeCloseTo(1, 6),
  },
  {
    name: 'a column that is constant',
    start: { x: [0, 5, 1, 5, 2, 5, 7, 5], pi: [0.5, 0.5], mu: [0, 5, 7, 5], s2: [1, 1] },
    ends: ({ mu }) => [mu[1], mu[3]].forEach((value) => expect(value).toBeCloseTo(5, 5)),
  },
  {
    name: 'points that are all equal',
    start: { x: [3, -2, 3, -2, 3, -2], pi: [0.5, 0.5], mu: [0, 0, 1, 1], s2: [1, 2] },
    ends: ({ s2 }, floor) => expect(Math.min(...Array.from(s2)) / floor).toBeCloseTo(1, 6),
  },
  {
    name: 'two components that are equal stay equal',
    start: { x: [0, 1, 2, 4], pi: [0.5, 0.5], mu: [1, 1], s2: [1, 1] },
    ends: ({ mu, s2 }) => {
      expect(mu[0]).toBe(mu[1]);
      expect(s2[0]).toBe(s2[1]);
    },
  },
];

/** Sweeps of PCA under the same conditions. */
export async function sweepPca(
  backend: Backend,
  start: PcaArguments,
  floor: number,
  sweeps = 30,
): Promise<PcaArguments> {
  let model = { ...start, s2: Math.max(start.s2, floor) };
  const [dimension, latents] = [start.b.length, start.W.length / start.b.length];
  const points = start.x.length / dimension;
  const m = new Float64Array(points * latents);
  const isDiagonal = (i: number): boolean => latents === 1 || i % 4 === 0 || i % 4 === 3;
  const S = Float64Array.from({ length: points * latents ** 2 }, (_, i) => (isDiagonal(i) ? 1 : 0));
  let evidence = -Infinity;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const { logp } = await pcaBound(backend, { ...model, m, S });
    const next = sum(logp);
    expect(Number.isFinite(next)).toBe(true);
    if (sweep > 0) expect(next).toBeGreaterThanOrEqual(evidence - slack(backend, evidence));
    evidence = next;
    model = { x: start.x, ...(await pcaSweep(backend, { ...model, floor })) };
    expect(model.s2).toBeGreaterThanOrEqual(floor * (1 - 2 ** -23));
  }
  return model;
}

/** A natural step from shares of 0: they stay 0, but with ρ = 1 it is the posterior. */
export async function stepFromZeros(backend: Backend): Promise<void> {
  const model = { x: [0, 1, 3], pi: [0.5, 0.5], mu: [0, 2], s2: [1, 1], r: [1, 0, 0, 1, 0.5, 0.5] };
  const half = await mixtureNaturalStep(backend, { ...model, rho: 0.5 });
  expect([...half.rAfter.subarray(0, 4)]).toEqual([1, 0, 0, 1]);
  const { rAfter } = await mixtureNaturalStep(backend, { ...model, rho: 1 });
  const { posterior } = await mixtureBound(backend, model);
  rAfter.forEach((value, i) => expect(Math.abs(value - posterior[i])).toBeLessThan(1e-6));
}
