import { afterAll, beforeAll, describe, it } from 'vitest';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import type { Responsibility } from '../../src/kernels/component-lines';
import { mixtureColumns, mixtureSums, type MixtureSumsParams, type SumsVariant } from '../../src/kernels/mixture-sums';
import { agree, agreeAtEdges, type AgreeCase } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { clusteredPoints, mixtureStarts, shares } from '../support/variational-cases';

/** Exponents up to 300 of which each is rounded by 2⁻²³: 4e-5 of a share; sums of up to 20 squares up to 60. */
const TOLERANCE = { absolute: 3e-3, relative: 1e-4 };
const SPAN = 20;

interface Sizes extends SumsVariant {
  readonly components: number;
  readonly dimension: number;
  readonly starts: number;
  readonly points: number;
}

function makeCase(
  sizes: Sizes,
  threads: number,
  params: Partial<MixtureSumsParams> = {},
): AgreeCase<MixtureSumsParams> {
  const { components, dimension, starts, points, source, picked } = sizes;
  const columns = mixtureColumns(sizes, source);
  const blocks = Math.ceil(points / SPAN);
  const slopes = mixtureStarts(components, dimension, starts, 9).map((value) => 0.3 * value);
  return {
    threads,
    params: { points, span: SPAN, starts, stride: starts, ...params },
    arrays: {
      data: { values: clusteredPoints(points, dimension, 7) },
      theta: { values: mixtureStarts(components, dimension, starts, 8) },
      sums: { length: blocks * columns * starts, tolerance: TOLERANCE },
      ...(source === 'given' ? { given: { values: shares(starts * points, components, 5) } } : {}),
      ...(source === 'encoder' ? { phi: { values: slopes } } : {}),
      ...(picked
        ? { picks: { type: 'u32', values: Uint32Array.from({ length: points + 3 }, (_, i) => (7 * i) % points) } }
        : {}),
    },
  };
}

const whole = (sizes: Sizes): number => Math.ceil(sizes.points / SPAN) * sizes.starts;

describe.runIf(await hasGpu())('mixtureSums on the GPU', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  it('agrees with its float64 twin at all sizes', async () => {
    const shape = { components: 2, dimension: 1, points: 5 };
    await agreeAtEdges(backend, mixtureSums(shape), (threads) => makeCase({ ...shape, starts: threads }, threads));
  });

  it.each<[Responsibility, number, number, boolean]>([
    ['posterior', 1, 1, false],
    ['posterior', 8, 2, false],
    ['posterior', 5, 4, true],
    ['posterior', 16, 8, false],
    ['given', 3, 2, false],
    ['ascent', 1, 2, false],
    ['ascent', 4, 2, false],
    ['encoder', 1, 2, false],
    ['encoder', 3, 2, false],
    ['encoder', 4, 3, true],
  ])('%s, %d components in %d dimensions', async (source, components, dimension, picked) => {
    const sizes = { source, components, dimension, picked, starts: 3, points: 70 };
    const params = { ...(picked ? { firstPick: 3 } : {}), innerSteps: 7 };
    await agree(backend, mixtureSums(sizes, sizes), makeCase(sizes, whole(sizes), params));
  });

  it('sums a slice of the threads, for starts from the middle on', async () => {
    const sizes = { components: 3, dimension: 2, starts: 9, points: 50 };
    await agree(backend, mixtureSums(sizes), makeCase(sizes, 8, { starts: 4, firstStart: 2, firstThread: 3 }));
  });
});
