// Inner, outer and natural steps. MATHS.md V4, V5, V10, V12, V13.
import { atLeast, noGap, outside, within, type Gap } from '../../../experiment/claims';
import { fixedPoint, sweepOnce } from '../../../math/mixture-information';
import { climbLogits, logJoint } from '../../../math/mixture-posterior';
import { Scope } from '../../../compute/scope';
import { mixtureBound, mixtureNaturalStep, mixtureSweep } from '../../../variational/mixture';
import { MixtureEnsemble } from '../../../variational/mixture-ensemble';
import { grouped } from '../../../numbers';
import { mixtureOf } from '../seen';
import { DIMENSION } from '../start';
import { jointOf, nearness, onlyMixture, randomShares } from './bound';
import type { Claim, ClaimContext, Excuse } from './context';

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((total, value) => total + value, 0);

/** 5·10⁻⁶ of the total of the sizes in float32 (MATHS.md V5), as many units in float64. */
function totalRounding({ backend }: ClaimContext, terms: ArrayLike<number>): number {
  const sizes = Array.from(terms).reduce((total, term) => total + 1 + Math.abs(term), 0);
  return 5e-6 * (backend.kind === 'webgpu' ? 1 : 2 ** -24) * sizes;
}

export const several: Excuse = (context) =>
  onlyMixture(context) ??
  (context.values.components > 1
    ? undefined
    : { reason: 'with one component there is nothing to share', needs: 'more components' });

const INNER = [0, 1, 2, 4, 8, 16];

const innerLoop: Claim = {
  id: 'V4',
  statement:
    'more inner gradient steps never lower the bound, and the exact inner step is above them all (smallest rise, nats)',
  tex: '\\nabla_\\eta\\mathcal L=(\\operatorname{diag}r-rr^\\top)(a-\\log r)',
  on: 'a copy of the followed start',
  excuse: several,
  async check(context) {
    const { backend, x, theta, values } = context;
    const scope = new Scope(backend);
    try {
      const points = x.length / DIMENSION;
      const data = scope.create('data', 'f32', x.length);
      backend.write(data, x);
      const shape = { components: values.components, dimension: DIMENSION, encoder: 'linear' } as const;
      const bounds: number[] = [];
      for (const innerSteps of INNER) {
        const ensemble = new MixtureEnsemble(backend, scope, {
          ...shape,
          method: 'inner',
          innerSteps,
          data,
          points,
          starts: 1,
        });
        await ensemble.prepare(false);
        ensemble.place(theta);
        const { bound, evidence } = await ensemble.measure();
        if (innerSteps === INNER.at(-1)) bounds.push(points * bound[0], points * evidence[0]);
        else bounds.push(points * bound[0]);
      }
      const rises = bounds.slice(1).map((bound, i) => bound - bounds[i]);
      const joint = jointOf(context);
      const rounding = Array.from({ length: points }, (_, i) => nearness(context, joint, i));
      return atLeast(Math.min(...rises), 0, sum(rounding), {
        scale: Math.max(bounds[bounds.length - 1] - bounds[0], 1e-3 * points),
      });
    } finally {
      scope.dispose();
    }
  },
};

const SWEEPS = 4;

const halfSteps: Claim = {
  id: 'V5',
  statement: 'neither half of a sweep lowers the bound (smallest change of the total over four sweeps, nats)',
  tex: '\\mathcal L(q_{t},\\theta_t)\\le\\mathcal L(q_{t},\\theta_{t+1})\\le\\mathcal L(q_{t+1},\\theta_{t+1})',
  on: 'a copy of the followed start',
  excuse: onlyMixture,
  async check(context) {
    const { backend, x, floor, values, theta } = context;
    let model = mixtureOf(theta, values.components);
    // A variance below the floor was put there by a floor that was lower.
    model = { ...model, s2: model.s2.map((s) => Math.max(s, floor)) };
    const even = Float64Array.from({ length: (x.length / DIMENSION) * values.components }, () => 1 / values.components);
    let { logp, posterior } = await mixtureBound(backend, { x, r: even, ...model });
    const changes: number[] = [];
    for (let sweep = 0; sweep < SWEEPS; sweep++) {
      const { pi, mu, s2 } = await mixtureSweep(backend, { x, ...model, floor });
      model = { pi: [...pi], mu: [...mu], s2: [...s2] };
      const { elbo, ...next } = await mixtureBound(backend, { x, r: posterior, ...model });
      changes.push(sum(elbo) - sum(logp), sum(next.logp) - sum(elbo));
      ({ logp, posterior } = next);
    }
    return atLeast(Math.min(...changes), 0, totalRounding(context, logp), { scale: Math.abs(sum(logp)) + 1 });
  },
};

const TIMES = 4;
const RHO = 0.25;

const naturalSteps: Claim = {
  id: 'V10',
  statement:
    'four natural steps of length ¼ shrink the error of the logits to 0.75⁴ (largest residual; skipped where r < 10⁻⁶)',
  tex: '\\eta_t-\\eta^*=(1-\\rho)^t(\\eta_0-\\eta^*)',
  on: 'the followed start',
  excuse: several,
  async check(context) {
    const { backend, x, theta, values } = context;
    const { components } = values;
    const model = { x, ...mixtureOf(theta, components) };
    const r = randomShares(context);
    let now: ArrayLike<number> = r;
    for (let t = 0; t < TIMES; t++)
      now = (await mixtureNaturalStep(backend, { ...model, r: normalised(now, components), rho: RHO })).rAfter;
    const joint = jointOf(context);
    const gaps: Gap[] = [];
    for (let i = 0; i < r.length; i += components) {
      const last = i + components - 1;
      for (let k = i; k < last; k++) {
        if (!(now[k] > 1e-6 && now[last] > 1e-6)) continue;
        const exact = joint[k] - joint[last];
        const predicted = (1 - RHO) ** TIMES * (Math.log(r[k] / r[last]) - exact);
        const unit = backend.kind === 'webgpu' ? 1e-4 : 1e-4 * 2 ** -24;
        const tolerance = unit * (1 + Math.abs(exact)) + TIMES * nearness(context, joint, i / components);
        gaps.push({ gap: Math.abs(Math.log(now[k] / now[last]) - exact - predicted), tolerance, scale: 0.1 });
      }
    }
    return gaps.length > 0 ? noGap(gaps) : outside('every datum belongs to one component alone');
  },
};

/** Shares that a device has rounded sum to 1 again. */
function normalised(r: ArrayLike<number>, width: number): Float64Array {
  return Float64Array.from(r, (share, i) => {
    let total = 0;
    const first = i - (i % width);
    for (let k = first; k < first + width; k++) total += r[k];
    return share / total;
  });
}

const globalStep: Claim = {
  id: 'V12',
  statement:
    'a natural step of length 1 on all data is the exact outer step (largest deviation, in units of each component)',
  tex: '\\rho=1,\\ \\mathcal B=\\{1..N\\}:\\quad t\\leftarrow\\hat t',
  on: 'the followed start',
  excuse: onlyMixture,
  async check(context) {
    const { backend, x, theta, values, floor } = context;
    const { components } = values;
    const model = { x, ...mixtureOf(theta, components) };
    const even = Float64Array.from({ length: (x.length / DIMENSION) * components }, () => 1 / components);
    const { posterior } = await mixtureBound(backend, { ...model, r: even });
    const step = await mixtureNaturalStep(backend, { ...model, r: normalised(posterior, components), rho: 1, floor });
    const exact = mixtureOf(sweepOnce(theta, x, { components, dimension: DIMENSION }, floor), components);
    const joint = jointOf(context);
    let rounding = 0;
    for (let i = 0; i < x.length / DIMENSION; i++) rounding = Math.max(rounding, nearness(context, joint, i));
    const unit = (backend.kind === 'webgpu' ? 1e-4 : 1e-4 * 2 ** -24) + rounding;
    const gaps = exact.pi.flatMap((weight, k): Gap[] => {
      // What moves a component by many of its deviations has its digits in units of the way.
      if (!(weight > 1e-4)) return [];
      const moved = Math.hypot(...[0, 1].map((j) => exact.mu[2 * k + j] - model.mu[2 * k + j]));
      const width = Math.sqrt(exact.s2[k]);
      const far = 1 + (moved * moved) / exact.s2[k] + model.s2[k] / exact.s2[k];
      const tolerance = unit * far;
      return [
        { gap: Math.abs(step.globalPi[k] - weight), tolerance: unit, scale: 1 },
        ...[0, 1].map((j) => ({
          gap: Math.abs(step.globalMu[2 * k + j] - exact.mu[2 * k + j]) / width,
          tolerance,
          scale: 1,
        })),
        { gap: Math.abs(step.globalS2[k] / exact.s2[k] - 1), tolerance, scale: 1 },
      ];
    });
    return gaps.length > 0 ? noGap(gaps) : outside('no component has weight');
  },
};

/** Steps after which the specification's schedule has arrived. */
const LONG = 20_000;

const arrives: Claim = {
  id: 'V13',
  statement:
    'natural steps on batches reach what sweeps over all data reach from here (difference of log p(x) per datum, nats)',
  tex: '\\rho_t=(t+\\tau)^{-\\kappa}',
  on: 'the run',
  excuse: ({ values, step, x, count }) => {
    if (values.model !== 'mixture' || values.method !== 'stochastic')
      return { reason: 'the run takes no natural steps on batches', needs: 'the stochastic method' };
    if (values.mistake !== 'none') return 'the batches are scaled wrongly';
    if (values.batch < 32 || values.kappa < 0.7 || values.tau > 100)
      return 'it is said of batches of 32 or more, κ from 0.7 on and τ up to 100';
    if (count > x.length / DIMENSION) return 'there are more data than are swept on the side';
    return step >= LONG ? undefined : { reason: `it is said after ${grouped(LONG)} steps`, needs: 'more steps' };
  },
  check({ values, theta, x, floor, evidence, followed }) {
    const { components } = values;
    const found = fixedPoint(theta, x, { components, dimension: DIMENSION }, floor, 500);
    const joint = new Float64Array(components);
    const shares = new Float64Array(components);
    let total = 0;
    for (let i = 0; i < x.length; i += DIMENSION) {
      logJoint(found.theta, x.subarray(i, i + DIMENSION), joint);
      total += climbLogits(joint, joint.slice(), shares, 0);
    }
    return within(evidence[followed] - total / (x.length / DIMENSION), 0, 2e-3, { scale: 1 });
  },
};

export const stepClaims: readonly Claim[] = [innerLoop, halfSteps, naturalSteps, globalStep, arrives];
