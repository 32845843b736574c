// Where the name of a theory line goes: near the line, where it hides the least of the measurement.
export interface LabelPlace {
  readonly x: number;
  /** Baseline. */
  readonly y: number;
  readonly anchor: 'start' | 'end';
}

/** The part of the figure that labels must stay in, in pixels. */
export interface LabelArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface LabelRequest {
  readonly area: LabelArea;
  /** Estimated width of the text, and the height of a line, in pixels. */
  readonly width: number;
  readonly lineHeight: number;
  /** The theory line's height at an x in pixels; NaN where it is not drawn. */
  readonly lineAt: (x: number) => number;
  /** What should stay visible: points of the measured lines and of labels that were placed before. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

const GAP = 4;

/** The candidate with the fewest points under it: above before below, right before left. */
export function placeLabel(request: LabelRequest): LabelPlace {
  const { area, width } = request;
  const room = Math.max(0, area.right - area.left - width);
  let best: LabelPlace | undefined;
  let fewest = Infinity;
  for (const share of [1, 0, 0.75, 0.5, 0.25]) {
    for (const side of [-1, 1] as const) {
      const place = candidate(request, area.left + share * room, side);
      const hidden = place ? covered(request, place) : Infinity;
      if (place && hidden < fewest) [best, fewest] = [place, hidden];
    }
  }
  return best ?? { x: area.right, y: area.top + request.lineHeight, anchor: 'end' };
}

function candidate(request: LabelRequest, left: number, side: -1 | 1): LabelPlace | undefined {
  const { area, width, lineHeight, lineAt } = request;
  const heights = [left, left + width / 2, left + width].map(lineAt).filter(Number.isFinite);
  if (heights.length === 0) return undefined;
  const y = side < 0 ? Math.min(...heights) - GAP : Math.max(...heights) + GAP + lineHeight * 0.75;
  if (y - lineHeight < area.top || y > area.bottom) return undefined;
  const atRight = left + width >= area.right - 1;
  return atRight ? { x: area.right, y, anchor: 'end' } : { x: left, y, anchor: 'start' };
}

function covered({ width, lineHeight, points }: LabelRequest, { x, y, anchor }: LabelPlace): number {
  const left = anchor === 'end' ? x - width : x;
  return points.filter(([px, py]) => px >= left - 2 && px <= left + width + 2 && py >= y - lineHeight && py <= y + 2)
    .length;
}
