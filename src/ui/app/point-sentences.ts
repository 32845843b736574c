// What is said about points of the visitor's own where there are none, or where they have no place.
import type { Lab, ParameterValues } from '../../experiment/lab';
import type { LabEntry } from '../../labs/registry';
import { countOf } from '../enclosure';
import { formatPlainNumber } from '../../numbers';

/** Why nothing runs; `missing`: the mark of the points that a link was made with. */
export function lackSentence(missing: string | undefined): string {
  const count = countOf(missing ?? '');
  if (count === undefined) return 'There are no points of your own here yet. Load a CSV file, paste or draw some.';
  const points = count === 1 ? '1 point that is' : `${formatPlainNumber(count)} points that are`;
  return `This link was made with ${points} not here. Load the JSON file of who sent it, or the CSV file of the points.`;
}

/** Where a table of points could be dropped instead: in this lab under another setting, or in the labs that take some. */
export async function whereToDrop(
  { parameters, ownPoints }: Lab,
  values: ParameterValues,
  labs: readonly LabEntry[],
): Promise<string> {
  for (const parameter of ownPoints ? parameters : []) {
    const { key, label, when } = parameter;
    const wanted = ownPoints?.[key];
    if (parameter.kind !== 'choice' || wanted === undefined || values[key] === wanted || when?.(values) === false)
      continue;
    const option = parameter.options.find(({ value }) => value === wanted);
    return `Choose ‘${option?.label ?? wanted}’ under ‘${label}’ and drop the file again: its points are for that.`;
  }
  const taking = await Promise.all(labs.map(async ({ name, load }) => ((await load()).ownPoints ? [`‘${name}’`] : [])));
  const names = taking.flat();
  if (names.length === 0) return 'No lab takes points from a CSV file.';
  const [where, one] = names.length === 1 ? ['the lab', 'it'] : ['the labs', 'one of them'];
  return `Points from a CSV file are for ${where} ${names.join(' and ')}; open ${one} and drop the file there.`;
}
