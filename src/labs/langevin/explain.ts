// What the page says in words about the settings: the temperature they sample at, and where the stability limit is.
import type { Divergence, Frame } from '../../experiment/lab';
import { figure } from './claims/context';
import type { RunState } from './portrait';
import type { Settings } from './settings';
import { defaultAnnealing, largestAnnealingStep } from './theory/annealing';
import * as stability from './theory/stability';

/** Short read-outs beside the parameters. */
export function readouts({ noise, step, target, method }: Settings): Frame['readouts'] {
  const tightest = stability.tightestMode(stability.modeStabilities(target, step));
  return [
    {
      label: 'effective temperature τ²',
      value: figure(noise * noise),
      doc: 'The chains sample p to the power 1/τ²: above 1 flatter, below 1 sharper than the target.',
    },
    { label: 'law sampled', value: sampledLaw(noise), doc: 'What the chains tend to for small steps.' },
    ...(tightest && method !== 'mala'
      ? [{ label: 'stability limit of γ', value: figure(tightest.limit), doc: '2/max|λ| over the modes (3.1).' }]
      : []),
  ];
}

function sampledLaw(noise: number): string {
  if (noise * noise === 0) return 'the modes';
  return noise === 1 ? 'p' : `p${raised(figure(1 / (noise * noise)))}`;
}

/** The sentence and the remedy when the step is beyond a limit, or when chains were lost. */
export function divergenceOf(state: RunState, nonFinite: number): Divergence | undefined {
  const explained = state.settings.method === 'mala' ? undefined : explainLimit(state.settings);
  if (!explained && nonFinite === 0) return undefined;
  const { sentence, step } = explained ?? unexplained(state.settings);
  const lost =
    nonFinite > 0
      ? `${nonFinite.toLocaleString('en-GB')} of ${state.run.count.toLocaleString('en-GB')} chains have left the finite range. `
      : '';
  return {
    nonFinite,
    step: state.step,
    sentence: `${lost}${sentence}`,
    remedy: { label: `Use γ = ${figure(step)}`, values: { step } },
  };
}

interface Explained {
  readonly sentence: string;
  /** A step that is inside. */
  readonly step: number;
}

function explainLimit(settings: Settings): Explained | undefined {
  return settings.method === 'annealed' ? explainLevels(settings) : explainModes(settings);
}

function explainModes({ target, step }: Settings): Explained | undefined {
  const tightest = stability.tightestMode(stability.modeStabilities(target, step));
  const sentence = tightest && stability.instabilitySentence(tightest, step);
  return tightest && sentence !== undefined ? { sentence, step: stability.stepJustInside(tightest.limit) } : undefined;
}

function explainLevels({ target, step }: Settings): Explained | undefined {
  const variance = target.curvatureFloor;
  if (variance === undefined) return undefined;
  const plan = defaultAnnealing(step);
  const sentence = stability.annealedInstabilitySentence(plan, variance);
  return sentence === undefined
    ? undefined
    : { sentence, step: stability.stepJustInside(largestAnnealingStep(plan.sigmas, variance)) };
}

/** Chains were lost although every mode is stable: the score grows faster than any fixed step allows far from the modes. */
function unexplained({ step }: Settings): Explained {
  return {
    sentence:
      'Every mode is stable at this step, but far from the modes the score of this target grows so fast that a fixed step overshoots.',
    step: Number((step / 4).toPrecision(2)),
  };
}

const RAISED: Readonly<Record<string, string>> = {
  '.': '·',
  '-': '⁻',
  '−': '⁻',
  ...Object.fromEntries(Array.from('⁰¹²³⁴⁵⁶⁷⁸⁹', (digit, i) => [String(i), digit])),
};

/** A number as an exponent. */
function raised(text: string): string {
  return Array.from(text, (character) => RAISED[character] ?? character).join('');
}
