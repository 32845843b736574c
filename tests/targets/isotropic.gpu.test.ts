import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defineKernel, type Kernel } from '../../src/compute/kernel';
import type { WebGpuBackend } from '../../src/compute/webgpu-backend';
import { mixture } from '../../src/targets/mixture';
import type { Target } from '../../src/targets/target';
import { agree } from '../support/agree';
import { gpuBackend, hasGpu } from '../support/device';
import { spreadStarts } from '../support/langevin-cases';

const shader = `
import package::lib::threads::threadIndex;
import package::target::{logDensityAndScore, smoothedLogDensity, smoothedScore};

struct Params { threads: u32, variance: f32 }
override workgroupSize: u32 = 64;
@group(0) @binding(0) var<uniform> params: Params;
@group(0) @binding(1) var<storage, read> points: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> logs: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> scores: array<vec4f>;

@compute @workgroup_size(workgroupSize)
fn everything(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let thread = threadIndex(group, groups, local, workgroupSize);
  if thread >= params.threads { return; }
  let x = points[thread];
  let plain = logDensityAndScore(x);
  logs[thread] = vec2f(plain.x, smoothedLogDensity(x, params.variance));
  scores[thread] = vec4f(plain.yz, smoothedScore(x, params.variance));
}
`;

function everything(target: Target): Kernel<{ variance: number }> {
  return defineKernel<{ variance: number }>({
    name: 'everything',
    module: 'kernels/everything',
    modules: { ...target.modules, 'kernels/everything': shader },
    params: { variance: 0.3 },
    reference({ points, logs, scores }, { variance }, threads) {
      for (let i = 0; i < threads; i++) {
        const at = [points[2 * i], points[2 * i + 1]] as const;
        logs.set([target.logDensity(...at), target.smoothedLogDensity(...at, variance)], 2 * i);
        scores.set([...target.score(...at), ...target.smoothedScore(...at, variance)], 4 * i);
      }
    },
  });
}

// Unequal weights and distances, exact in float32; the last mean is the one that makes the mixture wide.
const weights = [1, 3, 2, 2];
const means = [0.5, 0, 1.5, 1, 0, -2, -2, 1];
const widest = 5;

describe.runIf(await hasGpu())('shaders/targets/isotropic.wgsl', () => {
  let backend: WebGpuBackend;
  beforeAll(async () => {
    backend = await gpuBackend();
  });
  afterAll(() => backend.dispose());

  /** Near and far away, as the software adapter computes it and as others do. */
  async function agreesEverywhere(target: Target, radius: number, variance: number): Promise<void> {
    for (const scale of [1, 100])
      for (const software of [true, false]) {
        const points = spreadStarts(500).map((value) => scale * value);
        // Exponents reach half the square of the farthest distance, over v, and are wrong by four roundings of that.
        const farthest = Math.hypot(3.5, 3.5) * scale + radius;
        const exponent = (4 * 2 ** -24 * farthest ** 2) / (2 * variance);
        // Only where two shares are alike does this reach the score: times a quarter of the distance of two means over v.
        const score = (exponent * radius) / (2 * variance);
        await agree(
          backend,
          { ...everything(target), conditions: { software } },
          {
            threads: 500,
            arrays: {
              points: { values: points },
              logs: { length: 1000, tolerance: { absolute: exponent, relative: 4 * 2 ** -24 } },
              scores: { length: 2000, tolerance: { absolute: score, relative: 4 * 2 ** -24 } },
            },
          },
        );
      }
  }

  // max |μ|² / v is 20 and 160: exponents linear in x, and of differences.
  it.each([0.25, 0.03125])('agrees with float64 at variance %f, also far away', async (variance) => {
    const covariances = weights.flatMap(() => [variance, 0, 0, variance]);
    await agreesEverywhere(mixture({}, { weights, means, covariances }), Math.sqrt(widest), variance);
  });

  it.each([2, 7, 8, 32])('agrees on a ring of %i, whose opposite means share an exponential if even', async (modes) => {
    const target = mixture({ modes, radius: 2, spread: 0.3 });
    expect(target.modules['targetConstants'].includes('least')).toBe(modes % 2 === 0);
    await agreesEverywhere(target, 2, 0.09);
  });

  it('sees no pairs where weights or distances differ', () => {
    const text = (p: object): string => mixture({ radius: 2, spread: 0.3, ...p }).modules['targetConstants'];
    expect(text({ modes: 4, tilt: 1 })).not.toContain('least');
    const covariances = [1, 0, 0, 1, 1, 0, 0, 1];
    const pair = (x: number) =>
      mixture({}, { weights: [1, 1], means: [1, 2, x, -2], covariances }).modules['targetConstants'];
    expect(pair(-1)).toContain('least');
    expect(pair(-1.5)).not.toContain('least');
  });

  it('prints linear exponents where |μ|² / v allows it', () => {
    const text = (spread: number): string => mixture({ modes: 8, radius: 2, spread }).modules['targetConstants'];
    expect(text(0.3)).not.toContain('dot(d0, d0)');
    expect(text(0.2)).toContain('dot(d0, d0)');
  });
});
