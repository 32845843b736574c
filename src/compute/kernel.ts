// A kernel is data: where its WGSL stands, its default params, and a float64 twin that is required, so that a kernel
// without its oracle does not compile.

export type KernelParams = Readonly<Record<string, number>>;

/** Arrays as the float64 twin sees them: f32 arrays as Float64Array, u32 arrays as Uint32Array, by WGSL variable name. */
export type ReferenceArrays = Record<string, Float64Array | Uint32Array>;

export interface Kernel<P extends KernelParams = KernelParams> {
  /** The WGSL entry point: camelCase of the file stem. */
  readonly name: string;
  /** The root module below shaders/, without extension, for example 'kernels/langevin-ula'. */
  readonly module: string;
  /** Further WESL modules as text, by path such as 'target' (imported as `package::target`). Part of the kernel's identity. */
  readonly modules: Readonly<Record<string, string>>;
  /** WESL conditions (`@if(name)`). */
  readonly conditions: Readonly<Record<string, boolean>>;
  /** Threads of a workgroup, handed to the WGSL `override workgroupSize`. */
  readonly workgroupSize: number;
  /** Default of every field of `Params` but `threads`. */
  readonly params: P;
  /** The same computation in float64, over all `threads`, writing into `arrays`. */
  reference(arrays: ReferenceArrays, params: P, threads: number): void;
}

export type KernelDefinition<P extends KernelParams> = Pick<Kernel<P>, 'name' | 'module' | 'params' | 'reference'> &
  Partial<Pick<Kernel<P>, 'modules' | 'conditions' | 'workgroupSize'>>;

/** Fills in what most kernels leave at its default. */
export function defineKernel<P extends KernelParams>(definition: KernelDefinition<P>): Kernel<P> {
  return { modules: {}, conditions: {}, workgroupSize: 64, ...definition };
}
