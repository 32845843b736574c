// A parameter that the panel does not show changes nothing and refuses nothing: what one sees is all that made the picture.
import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import type { ChoiceParameter, Lab, NumberParameter, ParameterValues } from '../../src/experiment/lab';
import { allLabs } from '../support/all-labs';
import { smallest } from '../support/small-runs';

/** Every value of every choice, the others as they are by default. */
function situations({ parameters }: Lab): ParameterValues[] {
  const choices = parameters.filter((one): one is ChoiceParameter => one.kind === 'choice');
  return choices.flatMap(({ key, options }) => options.map(({ value }): ParameterValues => ({ [key]: value })));
}

async function after(lab: Lab, params: ParameterValues): Promise<Record<string, readonly number[]>> {
  const run = await lab.start({ backend: new ReferenceBackend(), params, seed: 1, data: {} });
  await run.advance(2);
  const arrays = await run.snapshot();
  run.dispose();
  return Object.fromEntries(Object.entries(arrays).map(([name, { data }]) => [name, Array.from(data)]));
}

const cases = allLabs.flatMap((lab) => situations(lab).map((values) => ({ id: lab.id, values, lab })));

test.each(cases)('$id, $values: hidden parameters change nothing', async ({ lab, values }) => {
  const shown = smallest(lab, values);
  const hidden = lab.parameters.filter(
    (one): one is NumberParameter => one.kind === 'number' && one.when !== undefined && !one.when(shown),
  );
  const known = await after(lab, shown);
  for (const end of ['min', 'max'] as const) {
    const moved = Object.fromEntries(hidden.map((one) => [one.key, one[end]]));
    expect(await after(lab, { ...shown, ...moved }), end).toEqual(known);
  }
});
