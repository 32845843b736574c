// A series as an SVG path: gaps where a value cannot be shown, and no more points than pixels can tell apart.
export type ToPixel = (value: number) => number;

interface Column {
  readonly x: number;
  first: number;
  last: number;
  least: number;
  most: number;
}

/** `M…L…` in pixels. Each piece begins with a line of no length: with a round cap a lone value between gaps is a dot. */
export function linePath(steps: readonly number[], values: readonly number[], toX: ToPixel, toY: ToPixel): string {
  let path = '';
  let column: Column | undefined;
  let connected = false;
  const flush = (): void => {
    if (!column) return;
    const points = columnPoints(column);
    path += `${connected ? 'L' : 'M'}${points.join('L')}`;
    if (!connected && points.length === 1) path += `L${points[0]}`;
    connected = true;
    column = undefined;
  };
  for (let k = 0; k < Math.min(steps.length, values.length); k++) {
    const x = Math.round(toX(steps[k]) * 2) / 2;
    const y = toY(values[k]);
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      flush();
      connected = false;
      continue;
    }
    if (column?.x !== x) flush();
    column = extend(column, x, y);
  }
  flush();
  return path;
}

/** The last value that can be shown, with its step. */
export function lastFinite(
  steps: readonly number[],
  values: readonly number[],
): { readonly step: number; readonly value: number } | undefined {
  for (let k = Math.min(steps.length, values.length) - 1; k >= 0; k--) {
    if (Number.isFinite(values[k])) return { step: steps[k], value: values[k] };
  }
  return undefined;
}

/** Index of the entry of the rising `steps` that is nearest to `step`; −1 when there is none. */
export function nearestIndex(steps: readonly number[], step: number): number {
  let low = 0;
  let high = steps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (steps[middle] < step) low = middle + 1;
    else high = middle;
  }
  if (low > 0 && Math.abs(steps[low - 1] - step) <= Math.abs(steps[low] - step)) return low - 1;
  return steps.length === 0 ? -1 : low;
}

function extend(column: Column | undefined, x: number, y: number): Column {
  if (!column) return { x, first: y, last: y, least: y, most: y };
  column.last = y;
  column.least = Math.min(column.least, y);
  column.most = Math.max(column.most, y);
  return column;
}

function columnPoints({ x, first, last, least, most }: Column): string[] {
  const ys = least === most ? [first] : first <= last ? [least, most] : [most, least];
  return ys.map((y) => `${x},${Math.round(y * 100) / 100}`);
}
