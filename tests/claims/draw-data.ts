// Data of one's own as nobody tests it by hand: degenerate, clustered, far from the origin.
import type { Source } from './draw';

type Place = readonly [number, number];

const normal = (draw: Source): number => Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw());
const many = (count: number, one: (i: number) => Place): Place[] => Array.from({ length: count }, (_, i) => one(i));

const SHAPES: readonly ((draw: Source) => Place[])[] = [
  () => [[0, 0]],
  (draw) => [[normal(draw), normal(draw)]],
  () => [
    [1, -0.5],
    [1, -0.5],
  ],
  (draw) => many(2, () => [normal(draw), normal(draw)]),
  (draw) => many(3 + Math.floor(20 * draw()), () => [2, 1]),
  (draw) => {
    const [slope, at] = [normal(draw), normal(draw)];
    return many(5 + Math.floor(60 * draw()), () => {
      const x = 2 * normal(draw);
      return [x, at + slope * x];
    });
  },
  (draw) => many(4 + Math.floor(40 * draw()), (i) => [i, 0]),
  (draw) => {
    const width = 10 ** (-4 + 4 * draw());
    const centres = many(2 + Math.floor(4 * draw()), () => [3 * normal(draw), 3 * normal(draw)]);
    return many(12 + Math.floor(200 * draw()), (i) => {
      const [x, y] = centres[i % centres.length] as Place;
      return [x + width * normal(draw), y + width * normal(draw)];
    });
  },
  (draw) => many(30 + Math.floor(400 * draw()), () => [normal(draw), normal(draw)]),
];

/** Row-major [n, 2]: one of the shapes, as it is, far away, tiny or huge. */
export function drawPoints(draw: Source): number[] {
  const shape = SHAPES[Math.floor(draw() * SHAPES.length)] as (typeof SHAPES)[number];
  const where = draw();
  const shift = where < 0.2 ? 1e6 : where < 0.3 ? -300 : 0;
  const scale = where < 0.8 ? 1 : where < 0.9 ? 1e-4 : 1e3;
  return shape(draw).flatMap(([x, y]) => [Math.fround(scale * x + shift), Math.fround(scale * y - shift)]);
}

/** Mixture components: weights that add up to 1, means [n, 2], covariances [n, 2, 2]. */
export function drawComponents(draw: Source): Record<'weights' | 'means' | 'covariances', number[]> {
  const count = 1 + Math.floor(6 * draw());
  const far = draw() < 0.2 ? 100 : 2;
  const raw = many(count, () => [draw() ** 3 + 1e-3, 0]).map(([weight]) => weight);
  const total = raw.reduce((sum, weight) => sum + weight, 0);
  const means = many(count, () => [far * normal(draw), far * normal(draw)]).flat();
  const covariances = Array.from({ length: count }, () => {
    const [a, b] = [0.05 * 40 ** draw(), 0.05 * 40 ** draw()];
    const correlation = draw() < 0.5 ? 0 : 0.9 * (2 * draw() - 1);
    const mixed = correlation * a * b;
    return [a * a, mixed, mixed, b * b];
  }).flat();
  return { weights: raw.map((weight) => weight / total), means, covariances };
}
