// L5: noise-free ascent climbs. MATHS.md 3.1, 3.7.
import { ascentGap } from '../../../kernels/ascent-gap';
import { Scope } from '../../../compute/scope';
import { float32 } from '../../../math/rounding';
import { uniformSource } from '../../../math/random';
import type { Target, Vector2 } from '../../../targets/target';
import { WIDEST_LINEAR } from '../../../targets/isotropic';
import type { ChainSettings } from '../../../dynamics/chain-set';
import type { PointDensity } from '../../../score/point-density';
import { atLeast, figure, outside, type Claim, type ClaimContext } from './context';

/** Points at which the ascent inequality is tried, and the seed that scatters them over the target's domain. */
const ASCENT = { points: 2000, stream: 0xa5ce } as const;

export const ascent: Claim = {
  id: 'L5',
  statement: 'a noise-free step raises log p by at least γ(1 − γ/2h²)‖s‖² (excess over it, relative to 1 + |log p|)',
  tex: '\\log p(x+\\gamma s)-\\log p(x)\\ge\\gamma(1-\\tfrac{\\gamma}{2h^2})\\lVert s\\rVert^2',
  on: 'scattered points',
  per: 'settings',
  async check(context) {
    const { target, step } = context.settings;
    const floor = target.curvatureFloor;
    if (floor === undefined)
      return outside({ reason: 'the curvature of this target has no lower bound', needs: 'another target' });
    if (step >= 2 * floor) return outside(`γ is beyond 2h² = ${figure(2 * floor)}`);
    const rises = await measureRises(context, floor);
    const worst = rises.reduce((least, rise) =>
      margin(rise) < margin(least) || Number.isNaN(rise.excess) ? rise : least,
    );
    return atLeast(worst.excess, 0, worst.rounding, {
      statement: `a noise-free step raises log p by at least γ(1 − γ/2h²)‖s‖², h = ${figure(Math.sqrt(floor))} the narrowest width (excess over it, relative to 1 + |log p|)`,
      scale: rises.reduce((most, { promised }) => Math.max(most, promised), 0),
    });
  },
};

/** At one point, all relative to 1 + |log p|. */
interface Rise {
  /** Over what is promised. */
  readonly excess: number;
  readonly promised: number;
  /** What float32 may take off. */
  readonly rounding: number;
}

function margin({ excess, rounding }: Rise): number {
  return excess + rounding;
}

/** A point with log p and ∇log p there, and where the step leads. */
interface Place {
  readonly at: Vector2;
  readonly logDensity: number;
  readonly score: Vector2;
}

function riseOf(excess: number, here: Place, there: Place, { target, step }: ChainSettings, curvature: number): Rise {
  const whole = 1 + Math.abs(here.logDensity);
  const square = here.score[0] ** 2 + here.score[1] ** 2;
  // A score that is off by δ moves the height reached by γ δ·s(x′), and what is promised by 2γ δ·s.
  const pull = step * (2 * Math.hypot(...here.score) + Math.hypot(...there.score));
  const shares = sharesRounding(target, Math.hypot(...here.at), curvature);
  const heights = heightRounding(here, curvature) + heightRounding(there, curvature);
  return {
    excess,
    promised: (step * (1 - step / (2 * curvature)) * square) / whole,
    rounding: (heights + 2 * shares.logarithm + pull * shares.score) / whole,
  };
}

/** Of log p: of its exponents and its normalising factor, and of the place at which it is taken. */
function heightRounding({ at, logDensity, score }: Place, curvature: number): number {
  const terms = 1 + Math.abs(logDensity) + Math.abs(Math.log(2 * Math.PI * curvature));
  return float32.repeated(16) * terms + 2 * float32.place(Math.hypot(...at)) * Math.hypot(...score);
}

/** Of the components’ exponents where they are linear in x (`targets/isotropic.ts`): x·μ/v, and through the shares of the score. */
function sharesRounding(target: Target, distance: number, curvature: number): { logarithm: number; score: number } {
  const { modes, components = [] } = target;
  const reach = modes.reduce((most, mode) => Math.max(most, Math.hypot(...mode)), 0);
  const isExpanded = components.length > 1 || target.id === 'mixture';
  if (!isExpanded || reach * reach > WIDEST_LINEAR * curvature) return { logarithm: 0, score: 0 };
  const logarithm = (float32.repeated(4) * distance * (distance + reach)) / curvature;
  // A share that is 1 stays so.
  return { logarithm, score: components.length > 1 ? (logarithm * reach) / curvature : 0 };
}

async function measureRises(context: ClaimContext, curvature: number): Promise<Rise[]> {
  const { backend, settings, chains, points: density, seed } = context;
  if (density) return scoredRises(context, density, curvature);
  const { target, step } = settings;
  const kernel = ascentGap(target);
  await backend.prepare(kernel);
  const scope = new Scope(backend);
  try {
    const points = scope.create('ascent points', 'f32', 2 * ASCENT.points);
    const gaps = scope.create('ascent gaps', 'f32', ASCENT.points);
    const scattered = scatter(target, seed, ASCENT.points);
    backend.write(points, scattered);
    const arrays = { points, gaps, ...chains.targetArrays };
    backend.dispatch(kernel, { arrays, params: { stepSize: step, curvature }, threads: ASCENT.points });
    const excesses = await backend.read(gaps);
    return Array.from(excesses, (excess, i) => {
      const here = placeOf(target, [scattered[2 * i], scattered[2 * i + 1]]);
      const there = placeOf(target, [here.at[0] + step * here.score[0], here.at[1] + step * here.score[1]]);
      return riseOf(excess, here, there, settings, curvature);
    });
  } finally {
    scope.dispose();
  }
}

function placeOf(target: Target, at: Vector2): Place {
  return { at, logDensity: target.logDensity(...at), score: target.score(...at) };
}

/** Pairs that one claim may cost, where every point of a large set is met: the points tried become fewer. */
const CLAIM_PAIRS = 2 ** 28;

/** The same where the score is the engine's: the step is that of the map, and the comparison is made here. */
async function scoredRises(
  { settings, map, seed }: ClaimContext,
  density: PointDensity,
  curvature: number,
): Promise<Rise[]> {
  const { target } = settings;
  const sigma = Math.sqrt(curvature);
  const most = Math.floor(CLAIM_PAIRS / density.count / 4) * 4;
  const count = Math.min(ASCENT.points, Math.max(64, most));
  const points = Float32Array.from(scatter(target, seed, count));
  const places = Array.from({ length: count }, (_, i): Vector2 => [points[2 * i], points[2 * i + 1]]);
  const moved = await map.ascend(settings, places, 1);
  const from = placesOf(places, await density.ask(points, sigma));
  const to = placesOf(moved, await density.ask(Float32Array.from(moved.flat()), sigma));
  return from.map((here, i) => {
    const there = to[i] ?? here;
    const rise = riseOf(Number.NaN, here, there, settings, curvature);
    const excess = (there.logDensity - here.logDensity) / (1 + Math.abs(here.logDensity)) - rise.promised;
    return { ...rise, excess };
  });
}

function placesOf(
  places: readonly Vector2[],
  { logDensity, score }: { readonly logDensity: Float32Array; readonly score: Float32Array },
): Place[] {
  return places.map((at, i) => ({ at, logDensity: logDensity[i], score: [score[2 * i], score[2 * i + 1]] }));
}

/** Points uniform on the target's domain. */
function scatter({ domain }: Target, seed: number, count: number): Float64Array {
  const uniform = uniformSource(seed, ASCENT.stream);
  return Float64Array.from({ length: 2 * count }, (_, i) =>
    i % 2 === 0
      ? domain.minX + uniform() * (domain.maxX - domain.minX)
      : domain.minY + uniform() * (domain.maxY - domain.minY),
  );
}
