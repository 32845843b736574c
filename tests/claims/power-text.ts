// The table of what claims catch, as it stands in docs/power.md.
import type { BackendKind } from '../../src/compute/backend';
import type { Lab } from '../../src/experiment/lab';
import { ERRORS, sizeText, type Sight } from './power';

export const POWER_HEAD = `# What the claims would see

A claim that holds is worth what it would have failed on. Here an error of 1, 3 and 10 % is planted into one premise at a time, and each row says which of
them its claim catches. This file is written by \`npm run test:claims -- --power --write docs/power.md\`.

- **Catches**: the smallest of the three errors that the claim catches in any premise; \`not in force\` where it holds at none of the settings tried.
- **1 %**, **3 %**, **10 %**: the premises, by their symbols in the panel, in which an error of that size is caught and no smaller one. **Not caught**: those in which 10 %
  is not. Many of them are no premise of the claim: the start of chains that have forgotten it, the step where the statement is about a limit of the step.
- **Tolerance**: five standard errors plus rounding, relative to the prediction (as it is where that is 0).
- **At**: the first setting (the defaults, the presets, the suggestions) at which the claim holds, its size, and the steps taken; no steps where claims do not look at them.

What kernels are told when they are launched (step, noise, start, σ, γ, h) is planted there: they compute with the wrong number while the claim is told the right one.
What is compiled into them (widths, weights and angle of a target) is planted the other way round: the measurement at the wrong setting against the prediction at
the right one, by the wider of the two tolerances. To a setting that is 0 the error is added.
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
