// The golden cases of variational inference, through the library's functions.
import type { Backend } from '../../src/compute/backend';
import { batchEstimates } from '../../src/math/batch-estimates';
import { encoderBound, type EncoderKind } from '../../src/variational/encoder';
import { mixtureBound, mixtureNaturalStep, mixtureSweep, type MixtureArguments } from '../../src/variational/mixture';
import { pcaBound, pcaSweep, type PcaArguments } from '../../src/variational/pca';
import { expectClose } from './agree';
import { flat, golden, goldenIds, goldenTolerance, type GoldenCase } from './golden';

const snake = (name: string): string => name.replace(/[A-Z0-9]+/g, (part) => `_${part.toLowerCase()}`);

/** Every field of `got` that the case has, within its tolerance of the backend's arithmetic. */
function expectFields(one: GoldenCase, got: object, kind: Backend['kind'], fieldOf = snake): void {
  const type = kind === 'webgpu' ? 'f32' : 'f64';
  for (const [name, values] of Object.entries(got)) {
    const field = fieldOf(name);
    if (!(field in one.expected)) throw new Error(`${one.id} has no ${field}`);
    expectClose(`${one.id}: ${field}`, flat(values), flat(one.expected[field]), goldenTolerance(one, field, type));
  }
}

function numbers(one: GoldenCase, name: string): number[] {
  return flat(one.inputs[name]);
}

function mixtureOf(one: GoldenCase): MixtureArguments {
  return { x: numbers(one, 'x'), pi: numbers(one, 'pi'), mu: numbers(one, 'mu'), s2: numbers(one, 's2') };
}

function pcaOf(one: GoldenCase): PcaArguments {
  return { x: numbers(one, 'x'), W: numbers(one, 'W'), b: numbers(one, 'b'), s2: Number(one.inputs['s2']) };
}

const listed = (values: object): object =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? [...(value as Float64Array)] : value,
    ]),
  );

/** A case of vi_gmm.json; `wrong` spoils what goes in. */
export async function expectMixture(
  backend: Backend,
  id: string,
  wrong: Partial<MixtureArguments> = {},
): Promise<void> {
  const one = golden('vi_gmm', id);
  const model = { ...mixtureOf(one), ...wrong };
  const r = numbers(one, 'r');
  if (id.startsWith('elbo'))
    return expectFields(one, listed(await mixtureBound(backend, { ...model, r })), backend.kind);
  if (id.startsWith('natgrad')) {
    const got = await mixtureNaturalStep(backend, { ...model, r, rho: Number(one.inputs['rho']) });
    return expectFields(one, listed(got), backend.kind);
  }
  expectFields(one, listed(await mixtureSweep(backend, model)), backend.kind, (name) => `em_${name}`);
  // Of length 1 the natural step is the outer one.
  const { globalPi, globalMu, globalS2 } = await mixtureNaturalStep(backend, { ...model, r, rho: 1 });
  const outer = listed({ pi: globalPi, mu: globalMu, s2: globalS2 });
  expectFields(one, outer, backend.kind, (name) => `m_step_${name}`);
}

/** A case of vi_ppca.json. */
export async function expectPca(backend: Backend, id: string, wrong: Partial<PcaArguments> = {}): Promise<void> {
  const one = golden('vi_ppca', id);
  const model = { ...pcaOf(one), ...wrong };
  if (!id.startsWith('elbo'))
    return expectFields(one, listed(await pcaSweep(backend, model)), backend.kind, (name) => `em_${name}`);
  const q = { m: numbers(one, 'm'), S: numbers(one, 'S') };
  expectFields(one, listed(await pcaBound(backend, { ...model, ...q })), backend.kind);
}

/** A case of vi_encoder.json. */
export async function expectEncoder(
  backend: Backend,
  id: string,
  wrong: Partial<MixtureArguments> = {},
): Promise<void> {
  const one = golden('vi_encoder', id);
  const { kind, phi } = one.inputs;
  const got = await encoderBound(backend, {
    ...mixtureOf(one),
    ...wrong,
    kind: kind as EncoderKind,
    phi: flat(phi),
  });
  expectFields(one, listed(got), backend.kind);
}

/** A case of vi_minibatch.json: no backend has a part in it. */
export function expectBatches(id: string): void {
  const one = golden('vi_minibatch', id);
  expectFields(one, listed(batchEstimates({ L: numbers(one, 'L'), B: Number(one.inputs['B']) })), 'reference');
}

export const mixtureIds = goldenIds('vi_gmm');
export const pcaIds = goldenIds('vi_ppca');
export const encoderIds = goldenIds('vi_encoder');
export const batchIds = goldenIds('vi_minibatch');
