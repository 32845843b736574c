import { describe, expect, it } from 'vitest';
import { malaAccepts, malaDrift, malaLogRatio, ulaStep } from '../../../../src/labs/langevin/theory/step';
import { goldenCase } from '../../../support/langevin-golden';
import { mixtureTarget, threeBumps } from '../../../support/mixture-target';

describe('ULA', () => {
  it('golden case ula_path', () => {
    const golden = goldenCase('ula_path');
    const noise = golden.input('noise');
    const gamma = golden.number('gamma');
    const path = golden.input('x0');
    const width = path.length;
    for (let k = 0; k < noise.length; k += 2) {
      const [x, y] = [path[path.length - width], path[path.length - width + 1]];
      const [sx, sy] = threeBumps.score(x, y);
      path.push(ulaStep(x, sx, gamma, 1, noise[k]), ulaStep(y, sy, gamma, 1, noise[k + 1]));
    }
    golden.expect('path', path);
  });

  it('is ascent without noise', () => {
    expect(ulaStep(1, -2, 0.25, 0, 17)).toBe(0.5);
    expect(ulaStep(1, -2, 0.5, 2, 0.25)).toBe(0.5);
  });
});

describe('MALA', () => {
  it('golden case mala_step', () => {
    const golden = goldenCase('mala_step');
    const [x, noise, uniform] = [golden.input('x'), golden.input('noise'), golden.input('u')];
    const gamma = golden.number('gamma');
    const [proposals, logs, accepted, next]: [number[], number[], boolean[], number[]] = [[], [], [], []];
    uniform.forEach((u, i) => {
      const here = [x[2 * i], x[2 * i + 1]] as const;
      const from = threeBumps.score(...here);
      const there = [0, 1].map((c) => ulaStep(here[c], from[c], gamma, 1, noise[2 * i + c])) as [number, number];
      const to = threeBumps.score(...there);
      const gain = threeBumps.logDensity(...there) - threeBumps.logDensity(...here);
      const drift = [0, 1].reduce((sum, c) => sum + malaDrift(here[c], from[c], there[c], to[c], gamma), 0);
      const log = malaLogRatio(gain, drift, 1);
      proposals.push(...there);
      logs.push(log);
      accepted.push(malaAccepts(log, u));
      next.push(...(malaAccepts(log, u) ? there : here));
    });
    golden.expect('proposal', proposals);
    golden.expect('log_accept', logs);
    golden.expect('accepted', accepted);
    golden.expect('x_next', next);
  });

  it('satisfies detailed balance for p^{1/τ²}', () => {
    const target = mixtureTarget([{ weight: 1, mean: [0, 0], variance: 0.7 }]);
    const [noise, step, x, y] = [1.3, 0.4, 0.6, -0.9];
    const temperature = noise * noise;
    const score = (t: number): number => target.score(t, 0)[0];
    const flow = (from: number, to: number): number =>
      target.logDensity(from, 0) / temperature - (to - from - step * score(from)) ** 2 / (4 * step * temperature);
    const gain = target.logDensity(y, 0) - target.logDensity(x, 0);
    const ratio = malaLogRatio(gain, malaDrift(x, score(x), y, score(y), step), noise);
    expect(ratio).toBeCloseTo(flow(y, x) - flow(x, y), 12);
    expect(malaLogRatio(-gain, malaDrift(y, score(y), x, score(x), step), noise)).toBeCloseTo(-ratio, 12);
  });

  it('accepts everything without noise and nothing that is NaN', () => {
    expect(malaAccepts(malaLogRatio(-1e9, 0, 0), 0.999)).toBe(true);
    expect(malaAccepts(malaLogRatio(NaN, 0, 1), 1e-9)).toBe(false);
    expect(malaAccepts(-1, Math.exp(-1.001))).toBe(true);
    expect(malaAccepts(-1, Math.exp(-0.999))).toBe(false);
  });
});
