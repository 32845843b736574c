// Every claim holds at the presets that it is about, and notices when its premise is broken. Whole labs in float64.
import { describe, expect, test } from 'vitest';
import type { Call } from '../../../src/compute/backend';
import type { Kernel, KernelParams } from '../../../src/compute/kernel';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import { ClaimBook } from '../../../src/experiment/claim-book';
import type { ClaimResult, ParameterValues } from '../../../src/experiment/lab';
import { drawPoints } from '../../../src/data/synthetic';
import { defaultValues, readParameters } from '../../../src/experiment/parameters';
import { startLab } from '../../../src/index';
import { claims } from '../../../src/labs/score-matching/claims';
import type { ClaimContext } from '../../../src/labs/score-matching/claims/context';
import lab from '../../../src/labs/score-matching/lab';
import { modelOf, type Values } from '../../../src/labs/score-matching/parameters';
import { presets } from '../../../src/labs/score-matching/presets';
import { besides } from '../../../src/math/field-slopes';
import { layersOf, type NetworkShape } from '../../../src/math/network';
import { DensityQueue } from '../../../src/score/density-queue';
import { evaluateNetwork } from '../../../src/train/evaluate-network';
import { findNetwork } from '../../../src/train/networks';
import { validationAt, type Validation } from '../../../src/train/validation';
import { someWeights } from '../../support/score-models';
import { TamperedBackend, WrongScoreBackend } from '../../support/tampered-backend';

const small = { points: 64, batch: 64, chains: 64, width: 16 };
const ALWAYS = ['S1', 'S2', 'S4', 'S5', 'S6', 'S7', 'N1', 'N3'];

async function claimsOf(
  values: ParameterValues,
  backend = new ReferenceBackend(),
  steps = 20,
): Promise<Map<string, ClaimResult>> {
  const run = await startLab('score-matching', { backend, params: { ...values, ...small }, seed: 7 });
  await run.advance(steps);
  const rows = await run.claims();
  run.dispose();
  return new Map(rows.map((row) => [row.id, row]));
}

const ofPreset = (id: string): ParameterValues => presets.find((preset) => preset.id === id)?.values ?? {};

describe('claims hold at the presets', () => {
  test.each([
    { preset: 'moons', holds: [...ALWAYS, 'S3', 'N2'] },
    { preset: 'linear', holds: [...ALWAYS, 'S3', 'N4'] },
    { preset: 'outputs', holds: [...ALWAYS, 'S3', 'N2'] },
    { preset: 'average', holds: [...ALWAYS, 'S3', 'N2'] },
    { preset: 'penguins', holds: [...ALWAYS, 'S3', 'N2'] },
  ])('$preset', async ({ preset, holds }) => {
    const rows = await claimsOf(ofPreset(preset));
    for (const id of holds) expect(rows.get(id), id).toMatchObject({ verdict: 'holds' });
    expect([...rows.values()].filter(({ verdict }) => verdict === 'fails')).toEqual([]);
  });
});

/** Gradients of the hidden layer as if its weights were transposed on the way back. */
class TransposingBackend extends ReferenceBackend {
  readonly #shape: NetworkShape;

  constructor(shape: NetworkShape) {
    super();
    this.#shape = shape;
  }

  override dispatch<P extends KernelParams>(kernel: Kernel<P>, call: Call<P>): void {
    super.dispatch(kernel, call);
    if (kernel.name !== 'networkPass' || !call.arrays['slabs']) return;
    this.submit();
    const slabs = this.peek(call.arrays['slabs']);
    const { at, from, to } = layersOf(this.#shape)[1];
    const before = slabs.slice(at, at + from * to);
    before.forEach((value, k) => (slabs[at + (k % to) * from + Math.floor(k / to)] = value));
  }
}

describe('claims notice', () => {
  test('an exact score that is not', async () => {
    const rows = await claimsOf(
      ofPreset('moons'),
      new WrongScoreBackend(['kernelScoreDirect', 'kernelScoreFinish'], 1.4),
    );
    for (const id of ['S1', 'S2']) expect(rows.get(id), id).toMatchObject({ verdict: 'fails' });
  });

  test('a gradient whose weights are transposed on the way back', async () => {
    const params = readParameters(lab.parameters, { ...ofPreset('moons'), ...small }) as Values;
    const model = modelOf(params);
    if (model.model !== 'network') throw new Error('the preset has no network');
    const rows = await claimsOf(ofPreset('moons'), new TransposingBackend(model), 0);
    expect(rows.get('N1')).toMatchObject({ verdict: 'fails' });
  });

  test('a loss that forgets σ²', async () => {
    const forgetting = new TamperedBackend({
      networkPass: (params) => ({ ...params, weighting: 0 }),
      linearPass: (params) => ({ ...params, weighting: 0 }),
    });
    expect((await claimsOf({ ...ofPreset('moons'), weighting: 'variance' }, forgetting)).get('N1')).toMatchObject({
      verdict: 'fails',
    });
    const again = new TamperedBackend({ linearPass: (params) => ({ ...params, weighting: 0 }) });
    expect((await claimsOf({ ...ofPreset('linear'), weighting: 'variance' }, again)).get('N4')).toMatchObject({
      verdict: 'fails',
    });
  });

  test('Adam without its correction', async () => {
    const plain = new TamperedBackend({
      networkUpdate: (params) => ({ ...params, firstCorrection: 1, secondCorrection: 1 }),
    });
    expect((await claimsOf(ofPreset('moons'), plain)).get('N2')).toMatchObject({ verdict: 'fails' });
  });
});

const SIGMA = 0.3;

/** The network of `small` with its hidden layer the wrong way round. */
function transposed(weights: Float32Array): Float32Array<ArrayBuffer> {
  const at = 3 * small.width;
  return Float32Array.from(weights, (weight, k) => {
    const [i, j] = [Math.floor((k - at) / small.width), (k - at) % small.width];
    return i >= 0 && i < small.width ? weights[at + j * small.width + i] : weight;
  });
}

/** Claims about a network of random weights on the moons, with the draws changed. */
async function changed(
  change: (validation: Validation) => Validation | Promise<Validation>,
  values: ParameterValues = {},
  transposes = false,
): Promise<Map<string, string>> {
  const backend = new ReferenceBackend();
  const points = new Float32Array(2 * 64);
  drawPoints('moons', points, 2, 7, 0, 64);
  const density = new DensityQueue(backend, points, 2);
  const all = { ...defaultValues(lab.parameters), ...small, sigma: SIGMA, ...values } as Values;
  const model = modelOf(all);
  // A slope that the noise is felt by, where the model is nothing but a slope.
  const network = { model, weights: model.model === 'linear' ? Float32Array.of(4, 0.3, -0.2) : someWeights(model) };
  const honest = await validationAt(density, SIGMA, 3, 4096);
  const said = await evaluateNetwork(backend, { network, points: honest.places, sigma: SIGMA });
  const queries = besides(
    honest.draws.slice(0, 64).map(({ x }) => x),
    SIGMA,
  );
  const asked = { ...network, weights: transposes ? transposed(network.weights) : network.weights };
  const scores = await evaluateNetwork(backend, { network: asked, points: queries, sigma: SIGMA });
  const context: ClaimContext = {
    backend,
    values: all,
    seed: 3,
    density,
    validation: await change(honest),
    network,
    said,
    beside: { queries, scores },
  };
  const rows = await new ClaimBook(claims, 'chains').ask(context, '', 0);
  return new Map(rows.map(({ id, verdict }) => [id, verdict]));
}

describe('claims notice draws', () => {
  test('that are as they should be', async () => {
    const rows = await changed((validation) => validation);
    for (const id of ['S1', 'S2', 'S3', 'S4', 'S6', 'S7', 'N1', 'N3']) expect(rows.get(id), id).toBe('holds');
  });

  test('of a field whose hidden layer is transposed', async () => {
    const rows = await changed((validation) => validation, {}, true);
    expect(rows.get('N3')).toBe('fails');
  });

  test('whose noise has the wrong sign', async () => {
    const turned = (validation: Validation): Validation => ({
      ...validation,
      draws: validation.draws.map((draw) => {
        const noise = draw.noise.map((value) => -value);
        const origin = draw.x.map((value, j) => 2 * value - draw.origin[j]);
        return { ...draw, noise, origin, residual: draw.score.map((value, j) => value + noise[j]) };
      }),
    });
    const rows = await changed(turned);
    for (const id of ['S3', 'S4', 'S7']) expect(rows.get(id), id).toBe('fails');
    const linear = await changed(turned, { model: 'linear' });
    for (const id of ['S1', 'S4']) expect(linear.get(id), id).toBe('fails');
  });

  test('whose noise is not divided by σ²', async () => {
    const rows = await changed((validation) => ({
      ...validation,
      draws: validation.draws.map((draw) => {
        const noise = draw.noise.map((value) => value * SIGMA ** 2);
        return { ...draw, noise, residual: draw.score.map((value, j) => value + noise[j]) };
      }),
    }));
    for (const id of ['S2', 'S3', 'S4', 'S7']) expect(rows.get(id), id).toBe('fails');
  });

  test('whose exact score is too large', async () => {
    const rows = await changed(
      (validation) => ({
        ...validation,
        draws: validation.draws.map((draw) => ({ ...draw, score: draw.score.map((value) => 1.3 * value) })),
      }),
      { model: 'linear' },
    );
    for (const id of ['S2', 'S6']) expect(rows.get(id), id).toBe('fails');
  });

  test('that all use the same noise', async () => {
    const rows = await changed((validation) => ({
      ...validation,
      draws: validation.draws.map((draw) => {
        const { noise } = validation.draws[0];
        const x = draw.origin.map((value, j) => value + noise[j] * SIGMA ** 2);
        return { ...draw, x, noise, residual: draw.score.map((value, j) => value + noise[j]) };
      }),
    }));
    for (const id of ['S2', 'S7']) expect(rows.get(id), id).toBe('fails');
  });

  test('and a constant of another σ', async () => {
    const rows = await changed(async (validation) => {
      const points = new Float32Array(2 * 64);
      drawPoints('moons', points, 2, 7, 0, 64);
      const { constants } = await validationAt(new DensityQueue(new ReferenceBackend(), points, 2), 2 * SIGMA, 3, 512);
      return { ...validation, constants };
    });
    for (const id of ['S1', 'S2', 'S3']) expect(rows.get(id), id).toBe('fails');
  });

  test('a linear model that is not what it says', async () => {
    const rows = await changed((validation) => validation, { model: 'linear' });
    expect(rows.get('S4')).toBe('holds');
    const wrong = await changed(
      (validation) => ({
        ...validation,
        draws: validation.draws.map((draw) => ({ ...draw, noise: draw.noise.map((value) => 1.2 * value) })),
      }),
      { model: 'linear' },
    );
    expect(wrong.get('S4')).toBe('fails');
  });
});

describe('N5, on the network that ships', () => {
  async function law(change: (weights: Float32Array) => void, said?: Float32Array): Promise<ClaimResult | undefined> {
    const backend = new ReferenceBackend();
    const [points, sigma] = [new Float32Array(2 * 4096), 0.2];
    drawPoints('moons', points, 2, 18, 0, 4096);
    const density = new DensityQueue(backend, points, 2);
    const validation = await validationAt(density, sigma, 3, 1024);
    const shipped = await findNetwork('moons', {});
    const honest = await evaluateNetwork(backend, { network: shipped, points: validation.places, sigma });
    const network = { ...shipped, weights: Float32Array.from(shipped.weights) };
    change(network.weights);
    const values = { ...defaultValues(lab.parameters), sigma } as Values;
    const beside = { queries: new Float32Array(), scores: new Float32Array() };
    const context = { backend, values, seed: 3, density, validation, network, said: said ?? honest, beside };
    const rows = await new ClaimBook(
      claims.filter(({ id }) => id === 'N5'),
      'chains',
    ).ask(context, '', 0);
    return rows[0];
  }

  test('holds: its chains cannot be told from draws', async () => {
    expect(await law(() => undefined)).toMatchObject({ verdict: 'holds' });
  });

  test('fails where chains follow other weights than were judged', async () => {
    const pulled = await law((weights) => void (weights[weights.length - 1] += 4));
    expect(pulled).toMatchObject({ verdict: 'fails' });
  });

  test('says nothing of a network that has not learned', async () => {
    expect(await law(() => undefined, new Float32Array(2048))).toMatchObject({
      verdict: 'outside',
      needs: 'more steps',
    });
  });
});
