// The golden cases that are kernel scores, as cases of the engine.
import type { Backend } from '../../src/compute/backend';
import { kernelScore } from '../../src/score/evaluate-kernel-score';
import type { ScoreMethod } from '../../src/score/kernel-score';
import { expectClose } from './agree';
import { flat, golden, goldenIds, goldenTolerance } from './golden';

/** Cases of kernel_score.json, all of them. */
export const scoreIds: readonly string[] = goldenIds('kernel_score');
/** Cases of score_matching.json that state a kernel score. */
export const matchingIds: readonly string[] = goldenIds('score_matching').filter((id) => id.endsWith('_samples'));

const FIELDS = {
  kernel_score: { data: 'centres', queries: 'x', score: 'score', logDensity: 'log_density' },
  score_matching: { data: 'points', queries: 'x', score: 'kernel_score', logDensity: undefined },
} as const;

/** The dimension of a case. */
export function dimensionOf(file: keyof typeof FIELDS, id: string): number {
  const { inputs } = golden(file, id);
  const rows = inputs[FIELDS[file].data] as readonly unknown[];
  return flat(rows).length / rows.length;
}

/** Runs one case and compares it with the stated values within the stated tolerances. */
export async function expectGolden(
  backend: Backend,
  file: keyof typeof FIELDS,
  id: string,
  method: ScoreMethod,
): Promise<void> {
  const found = golden(file, id);
  const fields = FIELDS[file];
  const type = backend.kind === 'webgpu' ? 'f32' : 'f64';
  const queries = found.inputs[fields.queries] ?? found.expected[fields.queries];
  const result = await kernelScore(backend, {
    data: Float32Array.from(flat(found.inputs[fields.data])),
    queries: Float32Array.from(flat(queries)),
    dimension: dimensionOf(file, id),
    sigma: found.inputs['sigma'] as number,
    method,
  });
  const label = `${id} by ${method}`;
  // The library hands out float32: half an ulp on top of what float64 is held to.
  const rounding = backend.kind === 'webgpu' ? 0 : 2 ** -24;
  const check = (name: string, got: Float32Array): void => {
    const { absolute, relative } = goldenTolerance(found, name, type);
    expectClose(`${label}: ${name}`, got, flat(found.expected[name]), { absolute, relative: relative + rounding });
  };
  check(fields.score, result.score);
  if (fields.logDensity) check(fields.logDensity, result.logDensity);
}
