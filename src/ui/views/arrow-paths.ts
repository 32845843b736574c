// The score as arrows: direction true, length compressed, because the score of a mixture spans many powers of ten.
import { median } from 'd3-array';
import type { Field } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import { samplePosition } from './field-grid';
import { toPixels, type Size } from './view-transform';

/** Arrows across the width of a wide canvas; narrow ones get fewer, at least this many pixels apart. */
const COLUMNS = 22;
const CLOSEST = 26;
const HEAD_ANGLE = 0.45;

/** One SVG path in pixels with every arrow centred on its sample; samples without a finite score are left out. */
export function arrowPath(field: Field, view: Box, size: Size): string {
  const spacing = Math.max(CLOSEST, size.width / COLUMNS);
  const samples = arrowSamples(field, view, size, spacing);
  const typical = median(samples, ({ length }) => length);
  if (typical === undefined) return '';
  return samples
    .map(({ px, py, dx, dy, length }) => {
      const pixels = (0.9 * spacing * length) / (length + typical);
      return pixels < 1 ? '' : arrow(px, py, (dx / length) * pixels, (-dy / length) * pixels);
    })
    .join('');
}

interface ArrowSample {
  readonly px: number;
  readonly py: number;
  readonly dx: number;
  readonly dy: number;
  readonly length: number;
}

function arrowSamples(field: Field, view: Box, size: Size, spacing: number): ArrowSample[] {
  const { box, columns, rows, score } = field;
  const perPixel = (view.maxX - view.minX) / size.width;
  const strideX = Math.max(1, Math.round((spacing * perPixel * columns) / (box.maxX - box.minX)));
  const strideY = Math.max(1, Math.round((spacing * perPixel * rows) / (box.maxY - box.minY)));
  const samples: ArrowSample[] = [];
  for (let row = strideY >> 1; row < rows; row += strideY) {
    for (let column = strideX >> 1; column < columns; column += strideX) {
      const [px, py] = toPixels(view, size, ...samplePosition(field, column, row));
      const dx = score[2 * (row * columns + column)];
      const dy = score[2 * (row * columns + column) + 1];
      const length = Math.hypot(dx, dy);
      if (!(length > 0) || !Number.isFinite(length)) continue;
      if (px > 0 && py > 0 && px < size.width && py < size.height) samples.push({ px, py, dx, dy, length });
    }
  }
  return samples;
}

/** A shaft of (dx, dy) pixels centred on (px, py) with an open head. */
function arrow(px: number, py: number, dx: number, dy: number): string {
  const [tipX, tipY] = [px + dx / 2, py + dy / 2];
  const head = Math.min(4, 0.45 * Math.hypot(dx, dy));
  const angle = Math.atan2(dy, dx);
  const barb = (turn: number): string =>
    `${round(tipX - head * Math.cos(angle + turn))},${round(tipY - head * Math.sin(angle + turn))}`;
  const tip = `${round(tipX)},${round(tipY)}`;
  return `M${round(px - dx / 2)},${round(py - dy / 2)}L${tip}M${barb(HEAD_ANGLE)}L${tip}L${barb(-HEAD_ANGLE)}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
