// Rows in an order without meaning, always the same: multiples of a number that has no divisor in common with how many there are.

/** Near the golden section of `count`, where consecutive multiples lie farthest apart. */
export function coprimeStride(count: number): number {
  let stride = Math.max(1, Math.round(0.6180339887 * count));
  while (divisor(stride, count) > 1) stride++;
  return stride;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
