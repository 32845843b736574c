// The followed start on the canvas and in the read-outs.
import type { Frame } from '../../experiment/frame';
import { figure } from '../../numbers';
import type { ClaimContext } from './claims/context';
import type { Values } from './parameters';
import { DIMENSION } from './start';

/** Corners of a circle. */
const CORNERS = 64;

/** Places about their mean as they came, row-major [n, 2]. */
export function placeBetween(places: Float32Array, centre: Float64Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(places, (value, i) => value + centre[i % DIMENSION]);
}

/** The leading means (of PCA offsets) of all starts, row-major [count, 2], from the starts' numbers. */
export function meansOf({ model }: Values, theta: Float64Array, count: number): Float32Array {
  const width = DIMENSION + 2;
  return Float32Array.from({ length: 2 * count }, (_, i) => {
    const [place, axis] = [i >> 1, i & 1];
    if (model === 'pca') return theta[place * (3 * DIMENSION + 1) + 2 * DIMENSION + axis];
    return theta[place * width + 1 + axis];
  });
}

/** Of a mixture a circle of one standard deviation about each mean that has weight; of PCA its axes, two deviations long. */
export function circlesOf(values: Values, theta: Float64Array, centre: Float64Array): NonNullable<Frame['guides']> {
  if (!theta.every(Number.isFinite)) return [];
  if (values.model === 'pca') {
    const axes = [0, 1].slice(0, Number(values.latents));
    return axes.map((l) => ({
      label: `axis ${l + 1}`,
      line: Float32Array.from(
        [-2, 2].flatMap((t) => [0, 1].map((j) => centre[j] + theta[4 + j] + t * theta[2 * l + j])),
      ),
    }));
  }
  const width = DIMENSION + 2;
  const shown = Array.from({ length: values.components }, (_, k) => k).filter((k) => theta[k * width] > 1e-6);
  return shown.map((k) => {
    const [x, y, variance] = [theta[k * width + 1], theta[k * width + 2], theta[k * width + 3]];
    const corner = (i: number): readonly number[] => {
      const angle = (2 * Math.PI * i) / CORNERS;
      return [
        centre[0] + x + Math.sqrt(variance) * Math.cos(angle),
        centre[1] + y + Math.sqrt(variance) * Math.sin(angle),
      ];
    };
    return {
      label: `component ${k + 1}`,
      line: Float32Array.from(Array.from({ length: CORNERS + 1 }, (_, i) => corner(i)).flat()),
    };
  });
}

/** What is at its bounds is said. */
export function readoutsOf(context: ClaimContext): Frame['readouts'] {
  const { evidence, theta, values, floor } = context;
  const best = evidence.reduce((most, value) => (value > most ? value : most), -Infinity);
  const width = DIMENSION + 2;
  const variances =
    values.model === 'pca'
      ? [theta[theta.length - 1]]
      : Array.from({ length: values.components }, (_, k) => theta[k * width + width - 1]);
  const empty =
    values.model === 'pca'
      ? 0
      : Array.from({ length: values.components }, (_, k) => theta[k * width]).filter((weight) => !(weight > 1e-6))
          .length;
  const held = variances.filter((variance) => variance <= floor * (1 + 1e-5)).length;
  return [
    { label: 'best log p(x)', value: figure(best), doc: 'Nats per datum, over all data, of the best start.' },
    {
      label: 'on the floor',
      value: `${held} of ${variances.length}`,
      doc: `Variances of the followed start that the floor, ${figure(floor)}, keeps from collapsing.`,
    },
    ...(values.model === 'pca'
      ? []
      : [
          {
            label: 'empty',
            value: String(empty),
            doc: 'Components of the followed start without data: they stay where they are.',
          },
        ]),
  ];
}
