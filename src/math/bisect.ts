// Where a property changes along a line.

/** Halves the way between two numbers, at one of which `holds` and at the other not, so many times: what is left of it. */
export function bisect(
  from: number,
  to: number,
  holds: (at: number) => boolean,
  halvings: number,
): readonly [low: number, high: number] {
  const start = holds(from);
  let [low, high] = [from, to];
  for (let i = 0; i < halvings; i++) {
    const middle = (low + high) / 2;
    if (holds(middle) === start) low = middle;
    else high = middle;
  }
  return [low, high];
}
