// Numbers as WGSL text. Only numbers are ever printed into a shader, never text of a user.

/** The shortest f32 literal that reads back as the f32 nearest to `value`: `0.1f`, `-2.0f`, `1e-7f`. Throws RangeError when not finite in f32. */
export function literal(value: number): string {
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) throw new RangeError(`a shader constant is ${value}; it must be finite in float32`);
  if (rounded === 0) return '0.0f';
  let digits = 1;
  while (Math.fround(Number(rounded.toPrecision(digits))) !== rounded) digits++;
  const text = String(Number(rounded.toPrecision(digits)));
  return `${text}${/[.e]/.test(text) ? '' : '.0'}f`;
}

/** `vec2f(…)` or `vec3f(…)` of f32 literals. */
export function vector(...values: readonly number[]): string {
  return `vec${values.length}f(${values.map(literal).join(', ')})`;
}

/** Module text of `const name = value;`, one a line. */
export function constants(values: Readonly<Record<string, number | readonly number[]>>): string {
  return Object.entries(values)
    .map(([name, value]) => `const ${name} = ${typeof value === 'number' ? literal(value) : vector(...value)};\n`)
    .join('');
}
