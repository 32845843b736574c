// Packs a draw shader's `Params` by field name. All fields are 4-byte scalars, so the k-th stands at byte 4k: the order
// is read from the WGSL itself and never repeated here.

interface Field {
  readonly name: string;
  readonly type: string;
}

/** The fields of `struct Params` in linked WGSL. Throws on a type that is not a 4-byte scalar. */
export function paramsFields(code: string): readonly Field[] {
  const body = /struct Params\s*\{([^}]*)\}/.exec(code)?.[1];
  if (body === undefined) throw new Error('no struct Params in the shader');
  const fields = [...body.replaceAll(/\/\/.*$/gm, '').matchAll(/(\w+)\s*:\s*([\w<>]+)/g)].map(
    ([, name = '', type = '']) => ({ name, type }),
  );
  for (const { name, type } of fields)
    if (type !== 'f32' && type !== 'u32') throw new Error(`Params.${name} is ${type}; only f32 and u32 are packed`);
  return fields;
}

/** Bytes of a uniform buffer with these fields. */
export function paramsBytes(fields: readonly Field[]): number {
  return Math.ceil(fields.length / 4) * 16;
}

/** The values in the shader's order. Throws when one is missing. */
export function packParams(fields: readonly Field[], values: Readonly<Record<string, number>>): ArrayBuffer {
  const bytes = new ArrayBuffer(paramsBytes(fields));
  const view = new DataView(bytes);
  for (const [index, { name, type }] of fields.entries()) {
    const value = values[name];
    if (value === undefined) throw new Error(`Params.${name} has no value`);
    if (type === 'f32') view.setFloat32(4 * index, value, true);
    else view.setUint32(4 * index, value, true);
  }
  return bytes;
}
