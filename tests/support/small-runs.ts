// The settings of any lab with few particles, so that its float64 twin answers at once.
import type { Lab, ParameterValues } from '../../src/experiment/lab';
import { readParameters } from '../../src/experiment/parameters';

/** The defaults, or `values` over them. */
export function smallest({ parameters }: Lab, values: ParameterValues = {}): ParameterValues {
  const sizes = parameters
    .filter((parameter) => parameter.kind === 'number' && parameter.size)
    .map(({ key }) => [key, 64]);
  return readParameters(parameters, { ...values, ...Object.fromEntries(sizes) });
}
