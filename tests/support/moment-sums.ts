// The sums that a device reduces a cloud to, for clouds on the CPU.
import type { MomentSums } from '../../src/math/statistics';

/** The sums of a row-major [n, 2] array around a centre near the mean, for clouds on the CPU. */
export function momentSums(points: ArrayLike<number>, centre: readonly [number, number] = [0, 0]): MomentSums {
  const s = new Float64Array(14);
  const n = Math.floor(points.length / 2);
  for (let i = 0; i < n; i++) {
    const u = points[2 * i] - centre[0];
    const v = points[2 * i + 1] - centre[1];
    const terms = [u, v, u * u, u * v, v * v];
    const [, , uu = 0, uv = 0, vv = 0] = terms;
    terms.push(uu * u, uu * v, u * vv, vv * v, uu * uu, uu * uv, uu * vv, uv * vv, vv * vv);
    for (let k = 0; k < 14; k++) s[k] += terms[k];
  }
  const at = (k: number): number => s[k];
  const low = { u: at(0), v: at(1), uu: at(2), uv: at(3), vv: at(4) };
  const third = { uuu: at(5), uuv: at(6), uvv: at(7), vvv: at(8) };
  return { n, centre, ...low, ...third, uuuu: at(9), uuuv: at(10), uuvv: at(11), uvvv: at(12), vvvv: at(13) };
}
