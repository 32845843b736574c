// Shaders as modules: WESL links `import package::…` at run time, wgsl_reflect reads the layout from the linked text.
// Both libraries stand behind this one file. Tint is the only validator.
import { link as linkModules } from 'wesl';
import { ResourceType, WgslReflect } from 'wgsl_reflect';

const files = import.meta.glob<string>('/shaders/**/*.wgsl', { query: '?raw', import: 'default', eager: true });

/** Import paths are identifiers, file names are kebab-case: `lib/linear-algebra.wgsl` is `package::lib::linearAlgebra`. */
function moduleKey(path: string): string {
  return `./${path.replace(/^\/shaders\//, '').replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}`;
}

const sources: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(files).map(([path, text]) => [moduleKey(path), text]),
);

/** Every module of the tree below shaders/, without extension: 'kernels/langevin-ula'. */
export const shaderModules: readonly string[] = Object.keys(files).map((path) =>
  path.replace(/^\/shaders\/(.*)\.wgsl$/, '$1'),
);

export interface LinkOptions {
  readonly modules?: Readonly<Record<string, string>>;
  readonly conditions?: Readonly<Record<string, boolean>>;
}

/** What was asked for last, so that after a loss the next device finds what the one before had: nothing but compiling is left. */
class Recent<T> {
  readonly #kept = new Map<string, T>();

  get(key: string, make: () => T): T {
    const value = this.#kept.get(key) ?? make();
    this.#kept.delete(key);
    this.#kept.set(key, value);
    if (this.#kept.size > MOST_RECENT) this.#kept.delete(this.#kept.keys().next().value as string);
    return value;
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }
}

/** More than the kernels of any lab with its pictures. */
const MOST_RECENT = 64;
const linked = new Recent<Promise<string>>();
/** By text, which is the one above, and entry point. */
const reflected = new Recent<Map<string, KernelLayout>>();

/** Plain WGSL of the root module `module` (a path below shaders/ without extension) with all that it imports. */
export function linkShader(module: string, options: LinkOptions = {}): Promise<string> {
  const key = JSON.stringify([module, options.modules, options.conditions]);
  const text = linked.get(key, () => link(module, options));
  text.catch(() => linked.forget(key));
  return text;
}

async function link(module: string, options: LinkOptions): Promise<string> {
  const extra = Object.entries(options.modules ?? {}).map(([name, text]) => [`./${name}.wgsl`, text]);
  const root = moduleKey(`/shaders/${module}.wgsl`);
  const { dest } = await linkModules({
    weslSrc: { ...sources, ...(Object.fromEntries(extra) as Record<string, string>) },
    rootModuleName: root.slice(2, -'.wgsl'.length),
    conditions: { ...options.conditions },
  });
  return dest;
}

export interface StorageBinding {
  readonly name: string;
  readonly binding: number;
  readonly writable: boolean;
}

export interface ParamField {
  readonly name: string;
  readonly type: 'f32' | 'u32' | 'i32';
  readonly offset: number;
}

/** What a kernel's text says about itself. */
export interface KernelLayout {
  readonly params: readonly ParamField[];
  readonly paramsBytes: number;
  readonly storage: readonly StorageBinding[];
  /** Names of the pipeline-overridable constants. */
  readonly overrides: readonly string[];
}

/** Reads bindings and the layout of `Params` from linked WGSL. Throws on a layout that DESIGN forbids. */
export function reflectKernel(code: string, entryPoint: string): KernelLayout {
  const known = reflected.get(code, () => new Map());
  const layout = known.get(entryPoint) ?? reflect(code, entryPoint);
  known.set(entryPoint, layout);
  return layout;
}

function reflect(code: string, entryPoint: string): KernelLayout {
  const reflection = new WgslReflect(code);
  const entry = reflection.entry.compute.find(({ name }) => name === entryPoint);
  if (!entry) throw new Error(`no compute entry point ${entryPoint}`);
  const uniform = entry.resources.find(({ group, binding }) => group === 0 && binding === 0);
  if (uniform?.resourceType !== ResourceType.Uniform)
    throw new Error(`${entryPoint}: group 0 binding 0 must be var<uniform> params`);
  const storage = entry.resources
    .filter((resource) => resource.resourceType === ResourceType.Storage)
    .map(({ name, binding, access }) => ({ name, binding, writable: access === 'read_write' }))
    .toSorted((a, b) => a.binding - b.binding);
  return {
    params: (uniform.members ?? []).map(({ name, offset, type }) => ({
      name,
      offset,
      type: scalarType(entryPoint, name, type.name),
    })),
    paramsBytes: Math.ceil(uniform.size / 16) * 16,
    storage,
    overrides: reflection.overrides.map(({ name }) => name),
  };
}

function scalarType(entryPoint: string, field: string, type: string): ParamField['type'] {
  if (type === 'f32' || type === 'u32' || type === 'i32') return type;
  throw new Error(`${entryPoint}: Params.${field} is ${type}; only 4-byte scalars have no alignment to get wrong`);
}
