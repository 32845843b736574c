import { describe, expect, it } from 'vitest';
import { WgslReflect } from 'wgsl_reflect';
import { linkShader, reflectKernel, shaderModules } from '../../src/compute/wgsl';
import { unitGaussian } from '../support/mixture-target';

const kernels = import.meta.glob<string>('/shaders/kernels/*.wgsl', { query: '?raw', import: 'default', eager: true });
const shared = import.meta.glob<string>('/shaders/{train,variational}/*.wgsl', {
  query: '?raw',
  import: 'default',
  eager: true,
});
/** Kernels that differ only in how they go through the same arrays take these, and their parameters, from one module. */
function withShared(text: string): string {
  const [, folder, stem] = /^import package::(\w+)::(\w+)::\{[^}]*\bparams\b/m.exec(text) ?? [];
  return stem === undefined ? text : `${shared[`/shaders/${folder}/${kebab(stem)}.wgsl`]}${text}`;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const camelCase = (stem: string): string => stem.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

describe('every kernel', () => {
  it.each(Object.entries(kernels))('%s keeps the layout rules', (path, text) => {
    const stem = path.replace(/^.*\/(.*)\.wgsl$/, '$1');
    expect(shaderModules).toContain(`kernels/${stem}`);
    const whole = withShared(text);
    expect(whole).toContain('struct Params {\n  threads: u32,\n');
    expect(whole).toContain('@group(0) @binding(0) var<uniform> params: Params;');
    // A workgroup whose threads are the neurons of a layer, or the samples of a tile, has no other size.
    const [, size = ''] =
      new RegExp(`^@compute @workgroup_size\\((\\w+)\\)\\nfn ${camelCase(stem)}\\(`, 'm').exec(text) ?? [];
    expect(size).toMatch(/^(workgroupSize|width|tile|4)$/);
    if (size === 'workgroupSize') expect(text).toMatch(/^override workgroupSize: u32 = \d+;$/m);
  });
});

const HEAD = 'struct Params { threads: u32, size: f32 }\n@group(0) @binding(0) var<uniform> params: Params;\n';

describe('linkShader', () => {
  it('takes modules as text, over those of the tree', async () => {
    const modules = {
      root: 'import package::lib::random::streamNoise;\nconst here = streamNoise;',
      'lib/random': 'const streamNoise = 77u;',
    };
    expect(await linkShader('root', { modules })).toContain('77u');
  });

  it('turns kebab-case file names into camelCase paths', async () => {
    const modules = {
      'lib/linearAlgebra': 'const two = 2u;',
      root: 'import package::lib::linearAlgebra::two;\nconst four = 2 * two;',
    };
    expect(await linkShader('root', { modules })).toContain('const two = 2u');
    expect(await linkShader('kernels/langevin-ula', { modules: unitGaussian.modules })).toContain('fn langevinUla');
  });

  it('obeys conditions', async () => {
    const modules = { root: '@if(wide) const width = 4u;\n@if(!wide) const width = 1u;' };
    expect(await linkShader('root', { modules, conditions: { wide: true } })).toContain('4u');
    expect(await linkShader('root', { modules, conditions: { wide: false } })).toContain('1u');
  });

  it('renames what two modules call the same', async () => {
    const modules = {
      one: 'fn f() -> u32 { return 1u; }',
      two: 'fn f() -> u32 { return 2u; }',
      root: 'fn g() -> u32 { return package::one::f() + package::two::f(); }',
    };
    const code = await linkShader('root', { modules });
    expect(code.match(/fn f\w*\(/g)?.toSorted()).toEqual(['fn f(', 'fn f0(']);
  });

  it('links a text once, and keeps no failure', async () => {
    const modules = { root: 'const one = 1u;' };
    expect(linkShader('root', { modules })).toBe(linkShader('root', { modules: { ...modules } }));
    expect(linkShader('root', { modules, conditions: { wide: true } })).not.toBe(linkShader('root', { modules }));
    const broken = { modules: { root: 'fn g() -> f32 { return package::nowhere::f(); }' } };
    const first = linkShader('root', broken);
    await expect(first).rejects.toThrow();
    const second = linkShader('root', broken);
    expect(second).not.toBe(first);
    await expect(second).rejects.toThrow();
  });

  it('rejects an import that leads nowhere', async () => {
    await expect(
      linkShader('root', { modules: { root: 'fn g() -> f32 { return package::nowhere::f(); }' } }),
    ).rejects.toThrow();
  });
});

describe('reflectKernel', () => {
  it('finds arrays that only helper functions touch, and only those of its entry point', () => {
    const code = `${HEAD}
      @group(0) @binding(3) var<storage, read> centres: array<vec2f>;
      @group(0) @binding(1) var<storage, read_write> out: array<atomic<u32>>;
      @group(0) @binding(2) var<storage, read_write> other: array<f32>;
      fn helper(i: u32) -> f32 { return centres[i].x * params.size; }
      @compute @workgroup_size(64) fn first() { atomicAdd(&out[0], u32(helper(1u))); }
      @compute @workgroup_size(64) fn second() { other[0] = params.size; }`;
    expect(reflectKernel(code, 'first').storage).toEqual([
      { name: 'out', binding: 1, writable: true },
      { name: 'centres', binding: 3, writable: false },
    ]);
    expect(reflectKernel(code, 'second').storage.map(({ name }) => name)).toEqual(['other']);
  });

  it('names overrides, rounds Params to 16 bytes', () => {
    const code = `${HEAD}override workgroupSize: u32 = 64;\n@compute @workgroup_size(workgroupSize) fn k() { _ = params.size; }`;
    const { overrides, paramsBytes, params } = reflectKernel(code, 'k');
    expect(overrides).toEqual(['workgroupSize']);
    expect(paramsBytes).toBe(16);
    expect(params.map(({ name, type }) => `${name}: ${type}`)).toEqual(['threads: u32', 'size: f32']);
  });

  it('refuses what the layout rules forbid', () => {
    const entry = '@compute @workgroup_size(64) fn k() { _ = params.threads; }';
    const vector = 'struct Params { threads: u32, x: vec2f }\n@group(0) @binding(0) var<uniform> params: Params;\n';
    expect(() => reflectKernel(HEAD + entry, 'missing')).toThrow('no compute entry point missing');
    expect(() => reflectKernel(vector + entry, 'k')).toThrow('Params.x is vec2');
    const storage =
      '@group(0) @binding(0) var<storage, read_write> params: array<u32>;\n@compute @workgroup_size(64) fn k() { params[0] = 1u; }';
    expect(() => reflectKernel(storage, 'k')).toThrow('binding 0 must be var<uniform>');
  });
});

describe('the traps of wgsl_reflect that our rules step around: when one of these fails, a rule may go', () => {
  it('a literal workgroup size with a suffix is read as 1: sizes are overrides', () => {
    const [entry] = new WgslReflect('@compute @workgroup_size(64u) fn k() {}').entry.compute;
    expect(entry.attributes?.find(({ name }) => name === 'workgroup_size')?.value).not.toBe('64');
  });

  it('a struct that ends in a runtime array is one element short: no minBindingSize for storage', () => {
    const code =
      'struct S { n: vec4u, rest: array<vec4f> }\n@group(0) @binding(0) var<storage, read> s: S;\n@compute @workgroup_size(1) fn k() { _ = s.n; }';
    expect(new WgslReflect(code).storage[0].size).toBe(16);
  });

  it('a variable called `block` does not parse', () => {
    expect(() => new WgslReflect('fn f() { var block = 0u; block = 1u; }')).toThrow();
    expect(() => new WgslReflect('fn f() { var part = 0u; part = 1u; }')).not.toThrow();
  });
});
