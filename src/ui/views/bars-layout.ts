// Bars laid out in pixels: one below the other, names on the left and values on the right, from a common zero.
import type { Bars } from '../../experiment/lab';
import type { LabelArea } from './place-label';
import { DIGIT_WIDTH } from './plot-axes';
import { plotScale, type PlotScale } from './plot-scale';
import { formatComparison, formatNumber } from '../../numbers';

export interface BarPlace {
  readonly label: string;
  /** The value, with its error where it has one. */
  readonly text: string;
  /** The middle of its row. */
  readonly y: number;
  readonly d: string;
  readonly whisker: string;
  readonly predicted: string;
}

export interface BarsLayout {
  readonly height: number;
  readonly area: LabelArea;
  readonly x: PlotScale;
  readonly zero: number;
  readonly bars: readonly BarPlace[];
}

const ROW = 22;
/** Half the height of a bar, of the end of a whisker and of a prediction. */
const [HALF, CAP, MARK] = [6, 3, 9];
const [TOP, BELOW] = [4, 20];
/** The longest name that is not cut. */
const MOST_LETTERS = 18;

type Bar = Bars['bars'][number];

export function layOutBars({ bars }: Bars, width: number): BarsLayout {
  const texts = bars.map(textOf);
  const roomFor = (words: readonly string[]): number => Math.max(0, ...words.map(({ length }) => length)) * DIGIT_WIDTH;
  const left = Math.ceil(roomFor(bars.map(({ label }) => shortened(label)))) + 10;
  const right = Math.max(left + 40, Math.floor(width - roomFor(texts)) - 10);
  const bottom = TOP + ROW * bars.length;
  const ends = bars.flatMap(endsOf).filter(Number.isFinite);
  const [min, max] = [Math.min(0, ...ends), Math.max(0, ...ends)];
  const x = plotScale('linear', { min, max: max > min ? max : min + 1, from: left, to: right });
  return {
    height: bottom + BELOW,
    area: { left, right, top: TOP, bottom },
    x,
    zero: x.toPixel(0),
    bars: bars.map((bar, k) => place(bar, texts[k], TOP + ROW * (k + 0.5), x)),
  };
}

/** `0.101 ± 0.006`; of what is not finite, that. */
export function textOf({ value, standardError = 0 }: Bar): string {
  if (!Number.isFinite(value)) return 'not finite';
  return standardError > 0 ? formatComparison(value, value, standardError).measured : formatNumber(value);
}

function endsOf({ value, standardError = 0, predicted = value }: Bar): number[] {
  return [value - standardError, value + standardError, predicted];
}

function place({ label, value, standardError, predicted }: Bar, text: string, y: number, x: PlotScale): BarPlace {
  const at = (of: number): number => Math.round(10 * x.toPixel(of)) / 10;
  const [zero, end] = [at(0), at(value)];
  const hasError = standardError !== undefined && Number.isFinite(value + standardError);
  const [low, high] = hasError ? [at(value - standardError), at(value + standardError)] : [];
  return {
    label: shortened(label),
    text,
    y,
    d: Number.isFinite(end) ? `M${zero},${y - HALF}H${end}V${y + HALF}H${zero}Z` : '',
    whisker: hasError ? `M${low},${y}H${high}M${low},${y - CAP}V${y + CAP}M${high},${y - CAP}V${y + CAP}` : '',
    predicted: predicted !== undefined && Number.isFinite(predicted) ? `M${at(predicted)},${y - MARK}V${y + MARK}` : '',
  };
}

function shortened(label: string): string {
  return label.length > MOST_LETTERS ? `${label.slice(0, MOST_LETTERS - 1)}…` : label;
}
