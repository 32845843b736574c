// What the page must make of a link, computed beside it; and links that nobody would write by accident.
import fc from 'fast-check';
import type { Lab } from '../../src/experiment/lab';
import { formatAddress, joinNotes, parseAddress } from '../../src/ui/address';
import { labOf, readAddress } from '../../src/ui/app/open-page';
import { allLabs } from './all-labs';
import { hostileAddress } from './hostile-links';

export interface Expected {
  /** The address that the page then shows. */
  readonly address: string;
  readonly message: string;
  readonly waits: boolean;
}

export function expected(hash: string): Expected {
  const parsed = parseAddress(hash);
  const asked = allLabs.find(({ id }) => id === labOf(parsed));
  if (!asked) throw new Error(`there is no lab for ${hash}`);
  const { lab, settings, notes, waits } = readAddress(parsed, asked);
  return { address: formatAddress(lab, settings), message: joinNotes(notes) ?? '', waits };
}

/** Particles that a software adapter moves at once; what is asked for beyond comes from the hostile values. */
const FEW = 4096;

function small(lab: Lab): Lab {
  const parameters = lab.parameters.map((parameter) =>
    parameter.kind === 'number' && parameter.integer && parameter.restarts && parameter.max > FEW
      ? { ...parameter, max: FEW }
      : parameter,
  );
  return { ...lab, parameters };
}

export function hostileLinks(count: number, seed: number): readonly string[] {
  // A whole run of up to ten million steps is no fault, but takes its time.
  const soon = hostileAddress(allLabs.map(small)).map((hash) => hash.replace(/until=\d{4,7}(?!\d)/g, 'until=99'));
  return fc.sample(soon, { numRuns: count, seed });
}
