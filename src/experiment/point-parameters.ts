// Which points a lab works on: the parameters that say so, declared once for every lab that takes point sets.
import type { DigitSide } from '../data/digits';
import { measurements, type Measurement } from '../data/penguin-points';
import { isSynthetic, type SyntheticId } from '../data/synthetic';
import { choice, number, type Declared } from './declare';
import type { ParameterValues } from './parameter';

export type DataId = SyntheticId | 'penguins' | 'digits' | 'upload';

/** Which points; changing any of it begins a new run. A lab that stays in the plane declares neither `dimension` nor `pixels`. */
export interface PointSettings {
  readonly data: DataId;
  readonly points: number;
  readonly across: Measurement;
  readonly up: Measurement;
  /** Of penguins: the two, or all four of them, of which these two are the axes. */
  readonly measurements?: 'two' | 'all';
  readonly dimension?: number;
  readonly pixels?: `${DigitSide}`;
}

type When = (values: ParameterValues) => boolean;

/** Whether the points are one of these sets. */
export const isData =
  (...ids: readonly DataId[]): When =>
  ({ data }) =>
    ids.some((id) => id === data);

export const pointSets = {
  moons: 'Two moons',
  spiral: 'Spiral',
  rings: 'Three rings',
  mixture: 'Mixture of three Gaussians',
  normal: 'Standard normal',
  penguins: 'Penguins',
  digits: 'Handwritten digits',
  upload: 'Your own points',
} as const satisfies Readonly<Record<DataId, string>>;

function measurement(axis: string, value: Measurement, within: When): Declared<Measurement> {
  const labels = Object.fromEntries(Object.entries(measurements).map(([id, { label }]) => [id, label]));
  return choice(`${axis} axis`, labels as Record<Measurement, string>, {
    value,
    restarts: true,
    doc: `The measurement along the ${axis} axis, brought to mean 0 and standard deviation 1.`,
    when: (values) => within(values) && isData('penguins')(values),
  });
}

/** Where `within` is false they are of no use. `across` and `up` are the two measurements of penguins. */
export function pointParameters(within: When = () => true): {
  readonly data: Declared<DataId>;
  readonly across: Declared<Measurement>;
  readonly up: Declared<Measurement>;
  readonly points: Declared<number>;
} {
  return {
    data: choice<DataId>('Data', pointSets, {
      value: 'moons',
      restarts: true,
      doc: 'The points x₁ … x_N at which the kernels stand.',
      when: within,
    }),
    across: measurement('horizontal', 'flipper', within),
    up: measurement('vertical', 'bill', within),
    points: number('N', 'points', {
      value: 2048,
      min: 1,
      max: 2 ** 20,
      scale: 'log',
      integer: true,
      size: true,
      restarts: true,
      doc: 'How many points are drawn from the law.',
      when: (values) => within(values) && isSynthetic(String(values['data'])),
    }),
  };
}
