// The figures beside the picture: of the followed start, and of all of them.
import type { Bars, Histogram, Panel, Plot } from '../../experiment/frame';
import { Figures, type Figure } from '../../experiment/figures';
import { climbLogits, logJoint, normalise } from '../../math/mixture-posterior';
import { drawBatch } from '../../variational/batches';
import type { ClaimContext } from './claims/context';
import { batchLaw } from './estimates';
import { isModel } from './seen';
import { sweepSpectrum } from './spectrum';
import { DIMENSION } from './start';
import { binned } from '../../math/bins';

type Now = () => ClaimContext | undefined;

/** Measured anew whenever what it depends on has changed, and at once. */
class Fresh implements Figure {
  readonly #now: Now;
  readonly #key: (context: ClaimContext) => string;
  readonly #measure: (context: ClaimContext) => Panel | undefined | Promise<Panel | undefined>;
  #known = '';
  #panel: Panel | undefined;

  constructor(
    now: Now,
    measure: (context: ClaimContext) => Panel | undefined | Promise<Panel | undefined>,
    key = ({ theta, step, values }: ClaimContext): string => JSON.stringify([step, [...theta], values]),
  ) {
    [this.#now, this.#measure, this.#key] = [now, measure, key];
  }

  async refine(): Promise<boolean> {
    const context = this.#now();
    if (!context) return false;
    const key = this.#key(context);
    if (key === this.#known) return false;
    this.#known = key;
    this.#panel = isModel(context.theta, context.values) ? await this.#measure(context) : undefined;
    return true;
  }

  panel(): Panel | undefined {
    return this.#panel;
  }

  dispose(): void {}
}

export function labFigures(now: Now): Figures {
  return new Figures([
    new Fresh(now, gaps),
    new Fresh(now, optima),
    new Fresh(now, estimator),
    new Fresh(now, sweepSpectrum),
    new Fresh(now, oneDatum),
  ]);
}

/** What the bound of the followed start lacks of its evidence, as measured over all data; the family of all responsibilities costs nothing. */
function gaps({ values, bound, evidence, followed }: ClaimContext): Bars | undefined {
  if (values.model === 'pca') return undefined;
  const { method } = values;
  const isExact = method !== 'inner' && method !== 'amortised';
  const label =
    method === 'inner' ? 'unfinished inner loop' : method === 'amortised' ? 'amortisation gap' : 'exact inner step';
  return {
    kind: 'bars',
    id: 'gaps',
    title: 'What the bound lacks of log p(x), per datum',
    unit: 'nats',
    bars: [{ label, value: evidence[followed] - bound[followed], ...(isExact ? { predicted: 0 } : {}) }],
    remarks: [
      'With the bound it adds up to log p(x). All responsibilities are allowed, so that there is no approximation gap.',
    ],
  };
}

const BINS = 40;

function between(values: Float64Array, [low, high]: readonly [number, number]): Float64Array {
  return binned(
    values.map((value) => value - low),
    BINS,
    high - low,
  );
}

function optima({ evidence }: ClaimContext): Histogram | undefined {
  const finite = evidence.filter(Number.isFinite);
  if (finite.length < 2) return undefined;
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const margin = 0.02 * (high - low) || 1e-3;
  const range = [low - margin, high + margin] as const;
  return {
    kind: 'histogram',
    id: 'optima',
    title: 'Evidence per datum over the starts',
    unit: 'nats',
    min: range[0],
    max: range[1],
    measured: between(finite, range),
  };
}

/** Most numbers of data that the batches of the histogram hold together. */
const MOST_PICKS = 2 ** 17;

async function estimator(context: ClaimContext): Promise<Histogram | undefined> {
  const law = await batchLaw(context);
  if (!law) return undefined;
  const { terms, size, factor, mean, deviation } = law;
  if (!(deviation > 0)) return undefined;
  const picks = new Uint32Array(size);
  const estimates = Float64Array.from({ length: Math.min(2000, Math.floor(MOST_PICKS / size)) }, (_, i) => {
    drawBatch(context.seed ^ 0x5eed, i, terms.length, size, picks);
    return factor * picks.reduce((sum, pick) => sum + terms[pick], 0);
  });
  const predicted = { mean: terms.reduce((sum, term) => sum + term, 0), deviation };
  const ends = [
    predicted.mean - 5 * deviation,
    predicted.mean + 5 * deviation,
    mean - 5 * deviation,
    mean + 5 * deviation,
  ];
  const range = [Math.min(...ends, ...estimates), Math.max(...ends, ...estimates)] as const;
  const exact = Float64Array.from({ length: BINS }, (_, bin) => {
    const z = (range[0] + ((bin + 0.5) / BINS) * (range[1] - range[0]) - predicted.mean) / deviation;
    return Math.exp(-0.5 * z * z) / (deviation * Math.sqrt(2 * Math.PI));
  });
  return {
    kind: 'histogram',
    id: 'estimator',
    title: `Total evidence as estimated from batches of ${size}`,
    unit: 'nats',
    min: range[0],
    max: range[1],
    measured: between(estimates, range),
    exact,
  };
}

const CLIMB = [0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32];

/** The bound of the first datum over inner steps: natural ones of length ¼, which follow the geometric mixture, against ordinary ones. */
function oneDatum({ values, theta, x }: ClaimContext): Plot | undefined {
  const { components } = values;
  if (values.model === 'pca' || components === 1) return undefined;
  const joint = new Float64Array(components);
  const shares = new Float64Array(components);
  logJoint(theta, x.subarray(0, DIMENSION), joint);
  const top = normalise(joint, shares);
  const ordinary = CLIMB.map((steps) => climbLogits(joint, new Float64Array(components), shares, steps));
  const natural = CLIMB.map((steps) =>
    climbLogits(
      joint,
      joint.map((a) => a * (1 - 0.75 ** steps)),
      shares,
      0,
    ),
  );
  return {
    kind: 'plot',
    id: 'datum',
    title: 'The bound of one datum inside',
    x: { label: 'inner steps', scale: 'linear' },
    y: { label: 'nats', scale: 'linear' },
    series: [
      { label: 'natural, ρ = ¼', colour: 'first', x: CLIMB, y: natural },
      { label: 'ordinary gradient', colour: 'second', x: CLIMB, y: ordinary },
      { label: 'log p(x)', colour: 'theory', x: [0, 32], y: [top, top] },
    ],
    remarks: [
      'From even shares. The natural error of the logits shrinks by ¾ a step, wherever the datum lies; ordinary steps stall where shares saturate.',
    ],
    done: 1,
  };
}
