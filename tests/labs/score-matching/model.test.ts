// The lab on the float64 backend: what it gives, shows and keeps.
import { describe, expect, it } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import type { ParameterValues, Run } from '../../../src/experiment/lab';
import { readParameters } from '../../../src/experiment/parameters';
import { evaluateNetwork, readNetwork, startLab, writeNetwork } from '../../../src/index';
import { findLab } from '../../../src/labs/registry';

const small = { points: 64, batch: 64, chains: 64, width: 16 };
const box = { minX: -2, maxX: 2, minY: -2, maxY: 2 };

async function started(params: ParameterValues = {}): Promise<Run> {
  return startLab('score-matching', { backend: new ReferenceBackend(), params: { ...small, ...params }, seed: 3 });
}

describe('score matching', () => {
  it('gives weights by name, and losses with their errors', async () => {
    const run = await started();
    await run.advance(20);
    const { weights, positions, ...layers } = await run.snapshot();
    expect(weights.shape).toEqual([2 * 16 + 16 + 16 * 16 + 16 + 16 * 2 + 2]);
    expect(Object.entries(layers).map(([name, { shape }]) => [name, shape])).toEqual([
      ['layers.0.weight', [2, 16]],
      ['layers.0.bias', [16]],
      ['layers.1.weight', [16, 16]],
      ['layers.1.bias', [16]],
      ['layers.2.weight', [16, 2]],
      ['layers.2.bias', [2]],
    ]);
    expect(Object.values(layers).flatMap(({ data }) => [...data])).toEqual([...weights.data]);
    expect(positions.shape).toEqual([64, 2]);
    const { loss, floor, excess, explicit, lossStandardError, excessStandardError } = await run.measure();
    expect(Math.abs(loss - floor - explicit)).toBeLessThan(5 * lossStandardError);
    expect(Math.abs(excess - explicit)).toBeLessThan(5 * excessStandardError);
    expect(loss).toBeGreaterThan(floor);
    run.dispose();
  });

  it('shows as arrows what the snapshot says of itself, the exact score, or how far they are apart', async () => {
    const run = await started();
    await run.advance(10);
    const { weights } = await run.snapshot();
    const fields = [];
    for (const arrows of ['learned', 'exact', 'difference'])
      fields.push(await run.field?.(box, 8, 8, { values: { arrows } }));
    const [learned, exact, difference] = fields.map((field) => Array.from(field?.score ?? []));
    const model = {
      model: 'network',
      dimension: 2,
      conditional: false,
      layers: 2,
      width: 16,
      activation: 'tanh',
      parametrisation: 'score',
    } as const;
    const network = readNetwork(writeNetwork({ model, weights: weights.data }));
    const { columns = 0, rows = 0 } = fields[0] ?? {};
    const nodes = Float32Array.from({ length: 2 * columns * rows }, (_, k) => {
      const [column, row] = [(k >> 1) % columns, Math.floor((k >> 1) / columns)];
      return k % 2 === 0 ? -2 + (4 * column) / (columns - 1) : -2 + (4 * row) / (rows - 1);
    });
    const said = await evaluateNetwork(new ReferenceBackend(), { network, points: nodes, sigma: 0.2 });
    // The run's weights are float64 there.
    learned.forEach((value, k) => expect(value).toBeCloseTo(said[k], 4));
    difference.forEach((value, k) => expect(value).toBeCloseTo(learned[k] - exact[k], 3));
    run.dispose();
  });

  it('trains one network at many noise levels, and anneals chains down through them', async () => {
    const many = { levels: 4, sigma: 0.3, sigmaMax: 2, weighting: 'variance', parametrisation: 'denoiser', rate: 0.01 };
    const run = await started(many);
    expect((await run.snapshot())['layers.0.weight'].shape).toEqual([3, 16]);
    const { networks, parameters } = await findLab('score-matching');
    const values = readParameters(parameters, { ...small, ...many });
    const network = async () =>
      readNetwork(new Uint8Array(networks?.ofCheckpoint(values, await run.checkpoint()).buffer ?? []));
    expect(await network()).toMatchObject({ model: { conditional: true }, levels: [0.3, 2] });
    const before = await run.measure();
    await run.advance(400);
    expect((await run.measure())['explicit']).toBeLessThan(before['explicit'] / 2);
    // In much noise x̂ is nearer to the mean of the data, in little to x.
    const trained = await network();
    const points = Float32Array.of(1.5, 0.5, -1.2, 0.3);
    const sizes = [2, 0.3].map(async (sigma) => {
      const said = await evaluateNetwork(new ReferenceBackend(), { network: trained, points, sigma });
      return points.reduce((sum, x, k) => sum + (x + sigma ** 2 * said[k]) ** 2, 0);
    });
    const [wide, narrow] = await Promise.all(sizes);
    expect(wide).toBeLessThan(0.9 * narrow);
    run.dispose();
    const places = async (sampler: string): Promise<Float32Array> => {
      const own = await started({ ...many, sampler, step: 1e-3 });
      await own.advance(1);
      const { positions } = await own.snapshot();
      own.dispose();
      return positions.data;
    };
    expect(await places('annealed')).not.toEqual(await places('langevin'));
  });

  it('trains a twin on the same draws, which is the run where nothing differs', async () => {
    const run = await started({ twin: 'one' });
    await run.advance(5);
    const same = await run.snapshot();
    expect(same['twin']).toEqual(same['positions']);
    const measures = await run.measure();
    expect(measures['twinLoss']).toBe(measures['loss']);
    run.dispose();
    const other = await started({ twin: 'rate', twinRate: 0.05 });
    await other.advance(5);
    const { twinLoss, loss } = await other.measure();
    expect(twinLoss).not.toBe(loss);
    other.dispose();
  });

  it('predicts the spectrum of a linear training step, and says when a rate is beyond the limit', async () => {
    const run = await started({ model: 'linear', optimiser: 'sgd', sigma: 0.5, rate: 0.8, step: 0.01 });
    await run.advance(1);
    await run.measure();
    const spectrum = run.frame().panels.find(({ id }) => id === 'training-spectrum');
    if (spectrum?.kind !== 'spectrum') throw new Error('there is no spectrum of a training step');
    spectrum.measured.forEach(([factor], k) => expect(factor).toBeCloseTo(spectrum.predicted[k][0], 5));
    expect(Math.min(...spectrum.measured.map(([factor]) => factor))).toBeLessThan(-1);
    await run.advance(20_000);
    await run.measure();
    expect(run.frame().divergence?.sentence).toMatch(
      /64 chains have left the finite range. Plain steps of this model converge for rates below 0\.\d+; the rate is 0.8/,
    );
    run.dispose();
  });

  it('says that widths go by fours', async () => {
    const run = await started({ width: 13 });
    expect(run.frame().notices).toEqual(['Widths go by fours: this network has 16 neurons in a layer.']);
    run.dispose();
  });
});
