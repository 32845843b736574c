// Which points a lab works on: the parameters that say so, declared once for every lab that takes point sets.
import type { DigitSide } from '../data/digits';
import { measurements, type Measurement } from '../data/penguin-points';
import { isSynthetic, type SyntheticId } from '../data/synthetic';
import type { ChoiceParameter, NumberParameter, ParameterValues } from './lab';

export type DataId = SyntheticId | 'penguins' | 'digits' | 'upload';

/** Which points; changing any of it begins a new run. */
export interface PointSettings {
  readonly data: DataId;
  readonly points: number;
  readonly dimension: number;
  readonly across: Measurement;
  readonly up: Measurement;
  readonly pixels: DigitSide;
}

/** The settings of a lab that declares them all; one that stays in the plane leaves out `dimension` and `pixels`. */
export function readPointSettings(values: ParameterValues): PointSettings {
  return {
    data: values['data'] as DataId,
    points: Number(values['points']),
    dimension: Number(values['dimension'] ?? 2),
    across: values['across'] as Measurement,
    up: values['up'] as Measurement,
    pixels: Number(values['pixels'] ?? 14) as DigitSide,
  };
}

type When = (values: ParameterValues) => boolean;

/** Whether the points are one of these sets. */
export const isData =
  (...ids: readonly string[]): When =>
  ({ data }) =>
    ids.includes(String(data));

export interface PointParameters {
  readonly data: ChoiceParameter;
  /** The two measurements of penguins. */
  readonly across: ChoiceParameter;
  readonly up: ChoiceParameter;
  readonly points: NumberParameter;
}

/** The parameters of `group`; where `within` is false they are of no use. */
export function pointParameters(group: string, within: When = () => true): PointParameters {
  const measurement = (key: string, axis: string, value: string): ChoiceParameter => ({
    kind: 'choice',
    key,
    label: `${axis} axis`,
    group,
    value,
    restarts: true,
    options: Object.entries(measurements).map(([id, { label }]) => ({ value: id, label })),
    doc: `The measurement along the ${axis} axis, brought to mean 0 and standard deviation 1.`,
    when: (values) => within(values) && isData('penguins')(values),
  });
  return {
    data: {
      kind: 'choice',
      key: 'data',
      label: 'Data',
      group,
      value: 'moons',
      restarts: true,
      options: [
        { value: 'moons', label: 'Two moons' },
        { value: 'spiral', label: 'Spiral' },
        { value: 'rings', label: 'Three rings' },
        { value: 'mixture', label: 'Mixture of three Gaussians' },
        { value: 'normal', label: 'Standard normal' },
        { value: 'penguins', label: 'Penguins' },
        { value: 'digits', label: 'Handwritten digits' },
        { value: 'upload', label: 'Your own points' },
      ],
      doc: 'The points x₁ … x_N at which the kernels stand.',
      when: within,
    },
    across: measurement('across', 'horizontal', 'flipper'),
    up: measurement('up', 'vertical', 'bill'),
    points: {
      kind: 'number',
      key: 'points',
      symbol: 'N',
      label: 'points',
      unit: '',
      group,
      value: 2048,
      min: 1,
      max: 2 ** 20,
      scale: 'log',
      integer: true,
      restarts: true,
      doc: 'How many points are drawn from the law.',
      when: (values) => within(values) && isSynthetic(String(values['data'])),
    },
  };
}
