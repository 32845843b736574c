// Every lab that there is, as rows for the tests of the page: a new lab is in every table by existing.
import { runnerImport } from 'vite';
import type { Lab, NumberParameter } from '../../src/experiment/lab';

export interface LabRow {
  readonly id: string;
  readonly lab: Lab;
  /** A setting that applies to the run that there is. */
  readonly live: NumberParameter;
  /** The largest size, if the lab has one. */
  readonly size: NumberParameter | undefined;
}

function rowOf(lab: Lab): LabRow {
  const defaults = Object.fromEntries(lab.parameters.map(({ key, value }) => [key, value]));
  const numbers = lab.parameters.filter((parameter): parameter is NumberParameter => parameter.kind === 'number');
  const alive = numbers.filter(
    ({ restarts, like, integer, when }) => !restarts && !like && !integer && (!when || when(defaults)),
  );
  // Moving what is sampled or learnt compiles other kernels.
  const live = alive.find(({ redefines }) => !redefines) ?? alive.at(0);
  if (!live) throw new Error(`the lab ${lab.id} has no live number, which these tests move`);
  const sizes = numbers.filter(({ size, when }) => size && (!when || when(defaults)));
  return { id: lab.id, lab, live, size: sizes.toSorted((a, b) => b.value - a.value).at(0) };
}

// Vite finds the labs by their folders, which Playwright's own loader cannot.
const { module } = await runnerImport<{ allLabs: readonly Lab[] }>('./tests/support/all-labs.ts');

export const labTable: readonly LabRow[] = module.allLabs.map(rowOf);

/** The address of a lab that is no larger than `most`, with more settings. */
export function smallAddress({ id, size }: LabRow, more: string, most = 4096): string {
  const limited = size && size.value > most ? `${size.key}=${most}&` : '';
  return `#/${id}?${limited}seed=7&${more}`;
}
