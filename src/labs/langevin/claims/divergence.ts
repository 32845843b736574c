// L12: how far the cloud is from the target. MATHS.md 3.1 (an extension of L1 to any target).
//
// If q is the exact law of the chains after n steps, in cells, and p the target's, then the histogram of N chains has
//   E KL(histogram ‖ p) = KL(q ‖ p) + E KL(histogram ‖ q):
// the bias of finite steps and of a start not yet forgotten, and the noise floor of N exact draws from q.
import { float32 } from '../../../math/rounding';
import { nextTask } from '../../../waiting';
import { divergenceFloor, gridDivergence } from '../../../math/cell-divergence';
import type { CellLaw } from '../../../targets/cell-law';
import { PlaneLaw } from '../../../targets/plane-law';
import { modeStabilities, tightestMode } from '../../../targets/mode-stability';
import type { ChainSettings } from '../../../dynamics/chain-set';
import {
  fewChains,
  figure,
  given,
  judged,
  ON_THE_RUN,
  outside,
  SETTINGS_MOVED,
  type Claim,
  type ClaimContext,
  type Excuse,
} from './context';
import { farthest } from './places';

/** Nodes of a lattice that is followed step by step beside the chains, and the components that may be met at each of them. */
const MOST_NODES = 2e4;
const MOST_COMPONENTS = 64;
/** Products in a task, and the tasks of one answer; the next answer goes on from there. */
const TASK = { products: 4e6, most: 16 } as const;

export const divergence: Claim = {
  id: 'L12',
  statement: 'the chains are as far from p as their exact law and the noise floor say: KL(histogram ‖ p)',
  tex: '\\mathbb E\\,\\mathrm{KL}(\\hat q\\,\\|\\,p)=\\mathrm{KL}(q_n\\|p)+\\mathbb E\\,\\mathrm{KL}(\\hat q\\,\\|\\,q_n)',
  on: ON_THE_RUN,
  check: given(followed, async (context, { histogram, law }) => {
    const { step } = context;
    if (!(await isFollowed(law, step - 1)))
      return outside(
        law.isLost
          ? 'the law of the chains has spread too wide to be followed'
          : 'the law of the chains is still being computed',
      );
    if (law.width > MOST_NODES) return outside('the chains are still spread too wide for their law to be summed');
    const moved = movedByRounding(context, histogram.law);
    if (moved === undefined) return outside('so far out float32 rounds the chains as much as the noise moves them');
    return judgedDivergence(histogram, law.cells(histogram.law), moved);
  }),
};

type Counted = NonNullable<ClaimContext['histogram']>;

function followed(context: ClaimContext): string | Excuse | { readonly histogram: Counted; readonly law: PlaneLaw } {
  const { settings, since, step, histogram } = context;
  const { target, method } = settings;
  if (method !== 'ula') return `the method is ${method.toUpperCase()}`;
  if (!histogram) return 'without noise there is no law to be far from';
  if (target.curvatureFloor === undefined) return 'the curvature of this target has no lower bound';
  if ((target.components?.length ?? 0) > MOST_COMPONENTS || target.kernels) return 'the target has too many points';
  const { limit = 0 } = tightestMode(modeStabilities(target, settings.step)) ?? {};
  if (settings.step >= limit) return `γ is beyond the limit ${figure(limit)}: nothing is stationary`;
  if (since.step > 0) return SETTINGS_MOVED;
  if (step === 0) return 'no step is taken yet';
  const few = fewChains(context);
  if (few !== undefined) return few;
  const law = lawOf(context);
  return law ? { histogram, law } : 'the steps are too small for their law to be followed on a grid';
}

function judgedDivergence({ counts, law }: Counted, chains: CellLaw, moved: number): ReturnType<typeof judged> {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const { mean: floor, deviation } = divergenceFloor(chains, n);
  const { mean: bias, variance } = logRatio(chains, law);
  const standardError = Math.sqrt(deviation * deviation + variance / n);
  // KL(q̂‖p) − KL(q‖p) is Σ (q̂ − q)(log q/p − its mean) + KL(q̂‖q), and the last at most the mean square of q̂/q − 1.
  const rounding = GRID_ERROR + moved * Math.sqrt(variance) + moved * moved;
  return judged({ value: gridDivergence(counts, law), standardError }, bias + floor, rounding, {
    statement: `the chains are as far from p as the bias of their law, ${figure(bias)}, and the noise floor, ${figure(floor)}: KL(histogram ‖ p)`,
  });
}

/**
 * Root mean square of q̂/q − 1, q̂ the law of chains that are rounded to places of float32; undefined where these are as coarse as the noise.
 * Two roundings a step are noise of variance v = 2 place²/3 more. By one step ago they change q by ½vΔq, q a mixture of N(m, s²I), and so
 * by v/s² of it; by k steps ago, since when it has spread to ks², by 1/k of that. And the edges of a cell, and the places at them, are
 * rounded on all four sides.
 */
function movedByRounding({ settings, since, step }: ClaimContext, { box, columns, rows }: CellLaw): number | undefined {
  const deviation = settings.noise * Math.sqrt(2 * settings.step);
  const place = float32.place(Math.max(farthest(settings.target), since.reach));
  if (2 * place > deviation) return undefined;
  const narrowest = Math.min((box.maxX - box.minX) / columns, (box.maxY - box.minY) / rows, deviation);
  return (2 / 3) * (place / deviation) ** 2 * (1 + Math.log(step)) + (8 * place) / narrowest;
}

/** What the lattice leaves of a divergence. */
const GRID_ERROR = 1e-5;

/** Mean (the divergence) and variance of log q/p under q. */
function logRatio(q: CellLaw, p: CellLaw): { readonly mean: number; readonly variance: number } {
  let [mean, squares] = [0, 0];
  const add = (mass: number, other: number): void => {
    if (!(mass > 0)) return;
    const log = Math.log(mass / Math.max(other, 1e-300));
    mean += mass * log;
    squares += mass * log * log;
  };
  q.probabilities.forEach((mass, cell) => add(mass, p.probabilities[cell]));
  add(q.outside, p.outside);
  return { mean, variance: Math.max(0, squares - mean * mean) };
}

async function isFollowed(law: PlaneLaw, steps: number): Promise<boolean> {
  for (let task = 0; task < TASK.most; task++) {
    if (law.follow(steps, TASK.products)) return true;
    await nextTask();
  }
  return false;
}

/** The law of the run, which is followed from one answer to the next. */
const laws = new WeakMap<ChainSettings, PlaneLaw>();

function lawOf({ settings, start }: ClaimContext): PlaneLaw | undefined {
  const { target, step, noise } = settings;
  // A start much wider than the steps would be a lattice of millions.
  if (start.kind !== 'point' && (start.scale / (noise * Math.sqrt(2 * step))) ** 2 > MOST_NODES / 40) return undefined;
  const known = laws.get(settings) ?? new PlaneLaw(target, start, step, noise);
  laws.set(settings, known);
  return known.size > MOST_NODES ? undefined : known;
}
