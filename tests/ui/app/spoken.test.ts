// One sentence for an event, at most one in ten seconds.
import { describe, expect, it } from 'vitest';
import type { ClaimResult, Verdict } from '../../../src/experiment/lab';
import { Spoken, type Heard } from '../../../src/ui/app/spoken';

const claim = (id: string, verdict: Verdict): ClaimResult => ({ id, verdict, statement: 'so it is' }) as ClaimResult;
const rest: Heard = { lab: 'langevin', status: 'paused', step: 0, claims: [], divergence: undefined };

function stage() {
  const said: string[] = [];
  let time = 0;
  let waiting: { at: number; work: () => void } | undefined;
  const spoken = new Spoken({
    say: (sentence) => said.push(sentence),
    now: () => time,
    later: (ms, work) => {
      waiting = { at: time + ms, work };
      return () => (waiting = undefined);
    },
  });
  const pass = (ms: number): void => {
    time += ms;
    if (waiting && waiting.at <= time) {
      const { work } = waiting;
      waiting = undefined;
      work();
    }
  };
  return { said, spoken, pass };
}

describe('what is spoken', () => {
  it('is nothing at a start, nor of another lab', () => {
    const { said, spoken } = stage();
    spoken.hear({ ...rest, status: 'loading' });
    spoken.hear({ ...rest, status: 'running' });
    spoken.hear({ ...rest, lab: 'diffusion', status: 'paused' });
    expect(said).toEqual([]);
  });

  it.each<[Partial<Heard>, Partial<Heard>, string]>([
    [{}, { status: 'running' }, 'Running.'],
    [{ status: 'running' }, { step: 1240 }, 'Paused at step 1,240.'],
    [
      { status: 'running' },
      { status: 'done', step: 500, claims: [claim('L1', 'holds'), claim('L2', 'fails'), claim('L3', 'outside')] },
      'Done after 500 steps. 1 claim holds, 1 fail.',
    ],
    [{ status: 'running' }, { status: 'done', step: 5 }, 'Done after 5 steps.'],
    [{ claims: [claim('L1', 'holds')] }, { claims: [claim('L1', 'fails')] }, 'L1 fails now: so it is.'],
    [{ claims: [claim('L1', 'fails')] }, { claims: [claim('L1', 'holds')] }, 'L1 holds now: so it is.'],
    [
      { status: 'running' },
      { divergence: { nonFinite: 3, step: 9, sentence: 'Past the limit.' }, claims: [claim('L1', 'fails')] },
      'Past the limit.',
    ],
  ])('%j, then %j: %s', (before, after, sentence) => {
    const { said, spoken } = stage();
    spoken.hear({ ...rest, ...before });
    spoken.hear({ ...rest, ...after });
    expect(said).toEqual([sentence]);
  });

  it('is nothing where a verdict is not one that was there before', () => {
    const { said, spoken } = stage();
    spoken.hear({ ...rest, claims: [claim('L1', 'outside')] });
    spoken.hear({ ...rest, claims: [claim('L1', 'holds'), claim('L2', 'fails')] });
    spoken.hear({ ...rest, claims: [claim('L1', 'weak'), claim('L2', 'fails')] });
    expect(said).toEqual([]);
  });

  it('is the last of several within ten seconds, once they are over', () => {
    const { said, spoken, pass } = stage();
    spoken.hear(rest);
    spoken.hear({ ...rest, status: 'running' });
    pass(1000);
    spoken.hear({ ...rest, step: 10 });
    spoken.hear({ ...rest, status: 'running', step: 10 });
    spoken.hear({ ...rest, step: 20 });
    pass(8999);
    expect(said).toEqual(['Running.']);
    pass(1);
    expect(said).toEqual(['Running.', 'Paused at step 20.']);
    pass(10_000);
    expect(said).toHaveLength(2);
  });

  it('does not speak of a lab that was left', () => {
    const { said, spoken, pass } = stage();
    spoken.hear(rest);
    spoken.hear({ ...rest, status: 'running' });
    spoken.hear(rest);
    spoken.hear({ ...rest, lab: 'diffusion' });
    pass(20_000);
    expect(said).toEqual(['Running.']);
  });
});
