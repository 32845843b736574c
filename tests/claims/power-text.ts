// The table of what claims catch, as it stands in docs/power.md.
import type { BackendKind } from '../../src/compute/backend';
import type { Lab } from '../../src/labs/lab';
import { ERRORS, sizeText, type Sight } from './power';

export const POWER_HEAD = `# What the claims would see

A claim that holds is worth what it would have failed on. Here an error of 1, 3 and 10 % is planted into one premise at a time,
and each row says which of them makes the claim fail. The file is written by \`npm run test:claims -- --power --write docs/power.md\`.

How to read a row:

- **At** is the first setting (the defaults, then the lab's presets and suggestions) at which the claim holds, after how many steps, and how many particles or points it has.
- **Tolerance** is five standard errors plus rounding, relative to what is predicted (absolute where that is 0).
- **1 %**, **3 %**, **10 %**: the premises in which an error of that size is caught, and no smaller one. **Not caught**: premises in which not even 10 % is. Many of
  them are no premise of the claim: the start of chains that have forgotten it, the step where the statement is about a limit of the step.
- A setting that kernels are told at a launch (step, noise, start, σ, γ, h) is planted there: the kernels compute with the wrong value while the
  claim is told the right one. A setting that is compiled into the target (its widths, weights, angle) is planted the other way round: the
  measurement at the wrong setting is held against the prediction at the right one. A setting that is 0 has the error added.
- **not in force**: the claim holds at none of these settings.
`;

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

function toleranceText(sight: Sight): string {
  if (!sight.stand) return '';
  const { predicted, tolerance } = sight.stand.row;
  return predicted === 0 ? String(Number(tolerance.toPrecision(2))) : percent(tolerance / Math.abs(predicted));
}

/** The smallest error that the claim catches, in words. */
export function smallestText({ stand, caught }: Sight): string {
  if (!stand) return 'not in force';
  const errors = [...caught.values()].filter((error) => error !== undefined);
  return errors.length > 0 ? percent(Math.min(...errors)) : 'not caught';
}

/** One lab on one backend, with a heading. */
export function powerSection(lab: Lab, backend: BackendKind, sights: readonly Sight[]): string {
  const columns = ERRORS.toReversed();
  const head = ['Claim', 'Catches', ...columns.map(percent), 'Not caught', 'Tolerance', 'At'];
  const rows = sights.map((sight): string[] => {
    const { claim, stand, caught } = sight;
    const at = (error: number | undefined): string =>
      [...caught].flatMap(([name, smallest]) => (smallest === error ? [name] : [])).join(', ');
    const size = stand && sizeText(lab, stand.values);
    const steps = stand && stand.stop > 0 ? `${stand.stop.toLocaleString('en-GB')} steps` : '';
    const where = stand ? [stand.name, size, steps].filter(Boolean).join('; ') : '';
    return [claim, smallestText(sight), ...columns.map(at), at(undefined), toleranceText(sight), where];
  });
  const device = backend === 'webgpu' ? 'float32, WebGPU' : 'float64, the reference backend';
  return `\n## ${lab.title}\n\nOn ${device}.\n\n${markdownTable([head, ...rows])}\n`;
}

/** With columns of one width, as the formatter writes them. */
function markdownTable(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  return [line(rows[0]!), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)].join('\n');
}
