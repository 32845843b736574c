// The engine and the list of components, two ways to the density of a point set, in float64.
import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../src/compute/reference-backend';
import { drawPoints } from '../../src/data/synthetic';
import { PointDensity } from '../../src/score/point-density';
import { kernelDensity } from '../../src/targets/kernel-density';

test('the engine and the list of components agree about a set that both can take', async () => {
  const points = new Float32Array(2 * 400);
  drawPoints('rings', points, 2, 4, 0, 400);
  const sigma = 0.2;
  const listed = kernelDensity({ id: 'data', label: 'Data', points, sigma });
  const density = new PointDensity(new ReferenceBackend(), points);
  const places = Float32Array.from({ length: 200 }, (_, i) => 4 * Math.sin(i * i + 1));
  const { score, logDensity } = await density.ask(places, sigma);
  for (let i = 0; i < 100; i++) {
    const at = [places[2 * i], places[2 * i + 1]] as const;
    const exact = listed.score(...at);
    const scale = Math.hypot(...exact) + 1 / sigma;
    // Both in float64, handed over as float32.
    expect(Math.abs(score[2 * i] - exact[0]) / scale).toBeLessThan(2 ** -23);
    expect(Math.abs(score[2 * i + 1] - exact[1]) / scale).toBeLessThan(2 ** -23);
    expect(Math.abs(logDensity[i] / listed.logDensity(...at) - 1)).toBeLessThan(2 ** -23);
  }
  density.dispose();
});
