// Trajectories and fields of the Dirac-GAN straight from the kernels, on any backend.
import type { Backend } from '../../src/compute/backend';
import { Scope } from '../../src/compute/scope';
import { diracField } from '../../src/kernels/dirac-field';
import { diracGrowth, gridParams } from '../../src/kernels/dirac-growth';
import { diracJacobian } from '../../src/kernels/dirac-jacobian';
import {
  diracRadii,
  radiiElements,
  radiiThreads,
  readRadii,
  type DiracRadiiParams,
  type Radii,
} from '../../src/kernels/dirac-radii';
import { diracRun } from '../../src/kernels/dirac-run';
import type { Game, Strengths } from '../../src/math/dirac-field';
import type { GridAxis } from '../../src/math/dirac-grid';
import type { Pace, Rule } from '../../src/math/dirac-scheme';

/** Positions [records + 1, 2] of one trajectory from `start`: at the start and after every `stride`-th round. */
export async function launchTrajectory(
  backend: Backend,
  rule: Rule,
  pace: Pace,
  start: readonly number[],
  steps: number,
  stride: number,
): Promise<number[]> {
  const scope = new Scope(backend);
  const kernel = diracRun(rule);
  const rows = Math.floor(steps / stride) + 1;
  const arrays = {
    positions: scope.create('positions', 'f32', 8),
    progress: scope.create('progress', 'u32', 1),
    paths: scope.create('paths', 'f32', 8 * rows),
    owed: scope.create('owed', 'f32', 8),
  };
  await backend.prepare(kernel);
  backend.write(arrays.positions, [start, start, start, start].flat());
  backend.dispatch(kernel, { arrays, params: { ...pace, steps, traced: 4, pathLength: rows, stride }, threads: 1 });
  const paths = await backend.read(arrays.paths);
  scope.dispose();
  const rest = Array.from({ length: rows - 1 }, (_, row) => [
    Number(paths[8 * (row + 1)]),
    Number(paths[8 * (row + 1) + 1]),
  ]);
  return [...start, ...rest.flat()];
}

/** v at `points` [n, 2]. */
export async function launchField(
  backend: Backend,
  game: Game,
  strengths: Strengths,
  points: readonly number[],
): Promise<number[]> {
  const scope = new Scope(backend);
  const kernel = diracField(game);
  const arrays = {
    points: scope.create('points', 'f32', points.length),
    velocity: scope.create('velocity', 'f32', points.length),
  };
  await backend.prepare(kernel);
  backend.write(arrays.points, points);
  backend.dispatch(kernel, { arrays, params: { ...strengths }, threads: points.length / 2 });
  const velocity = await backend.read(arrays.velocity);
  scope.dispose();
  return Array.from(velocity);
}

/** The order statistics of the radii of `positions` [n, 2], or of another quadratic form. */
export async function launchRadii(
  backend: Backend,
  positions: readonly number[],
  form: Partial<DiracRadiiParams> = {},
): Promise<Radii> {
  const scope = new Scope(backend);
  const arrays = {
    positions: scope.create('positions', 'f32', positions.length),
    counts: scope.create('counts', 'u32', radiiElements),
  };
  await backend.prepare(diracRadii);
  backend.write(arrays.positions, positions);
  for (const second of [0, 1])
    backend.dispatch(diracRadii, {
      arrays,
      params: { ...form, second, count: positions.length / 2 },
      threads: radiiThreads,
    });
  const counts = await backend.read(arrays.counts);
  scope.dispose();
  return readRadii(counts);
}

/** What a grid kernel writes over the given values of two axes. */
export async function launchGrid(
  backend: Backend,
  kind: 'growth' | 'jacobians',
  rule: Rule,
  pace: Pace,
  [axisX, xs]: readonly [GridAxis, readonly number[]],
  [axisY, ys]: readonly [GridAxis, readonly number[]],
  steps = 400,
): Promise<number[]> {
  const scope = new Scope(backend);
  const pixels = xs.length * ys.length;
  const params = { ...gridParams({ rule, pace }, axisX, axisY), columns: xs.length };
  const arrays = {
    xs: scope.create('xs', 'f32', xs.length),
    ys: scope.create('ys', 'f32', ys.length),
    [kind]: scope.create(kind, 'f32', kind === 'growth' ? pixels : 4 * pixels),
  };
  backend.write(arrays['xs'], xs);
  backend.write(arrays['ys'], ys);
  if (kind === 'growth') {
    const kernel = diracGrowth(rule);
    await backend.prepare(kernel);
    backend.dispatch(kernel, { arrays, params: { ...params, steps }, threads: pixels / 4 });
  } else {
    const kernel = diracJacobian(rule);
    await backend.prepare(kernel);
    backend.dispatch(kernel, { arrays, params, threads: pixels });
  }
  const values = await backend.read(arrays[kind]);
  scope.dispose();
  return Array.from(values);
}
