// Kernel scores: what a bandwidth does, and what it costs. MATHS.md 3.2 to 3.5.
import type { Backend } from '../../compute/backend';
import type { Box } from '../../targets/target';
import type { Lab, ParameterValues, RunData, StartOptions } from '../lab';
import { begun } from '../begin';
import { about } from './about';
import { parameters } from './parameters';
import { loadPoints, userPoints } from './point-cloud';
import { presets, suggestions } from './presets';
import { KernelScoreRun } from './run';
import { readPointSettings } from './settings';

/** Points whose sums a CPU in double precision forms at a pace one can watch. */
const REFERENCE_POINTS = 2048;

const kernelScore: Lab = {
  id: 'kernel-score',
  title: 'Kernel scores',
  lead: 'A Gaussian at every point makes a density, and its slope is a score. The bandwidth σ decides what it sees.',
  axes: ['x', 'y'],
  work: 'particle-steps',
  parameters,
  presets,
  suggestions,
  about,
  picture: {
    layers: [
      { id: 'heat', label: 'heat map', shown: true },
      { id: 'contours', label: 'contours', shown: false },
      { id: 'arrows', label: 'score arrows', shown: false },
      { id: 'run', label: 'data', shown: true },
      { id: 'twin', label: 'particles', shown: true },
    ],
    fieldName: 'log q',
    contours: { wide: 'density: lines around 10 to 99 % of its mass', narrow: 'density' },
  },
  ownPoints: { data: 'upload' },
  limits,
  view,
  async start(options: StartOptions) {
    const { params, seed, data, signal } = options;
    const cloud = await loadPoints(readPointSettings(params), seed, data, async () => {
      await nextTask();
      signal?.throwIfAborted();
    });
    return begun(new KernelScoreRun(options, cloud, view(params, data)), options.resume);
  },
};

export default kernelScore;

function limits(backend: Backend): ReturnType<NonNullable<Lab['limits']>> {
  if (backend.kind === 'webgpu') return [];
  const sentence = `Points limited to ${REFERENCE_POINTS.toLocaleString('en-GB')}, as many as the CPU handles fluently.`;
  return [{ key: 'points', most: REFERENCE_POINTS, sentence }];
}

const boxOf = (half: number): Box => ({ minX: -half, maxX: half, minY: -half, maxY: half });

function view(params: ParameterValues, data: RunData): Box {
  const settings = readPointSettings(params);
  if (settings.data === 'upload') return around(userPoints(data));
  return boxOf({ digits: 8, penguins: 3.2, normal: 4, mixture: 3.6, moons: 3, spiral: 3.2, rings: 3.2 }[settings.data]);
}

/** The box of the points with a fifth of margin. */
function around(points: Float32Array): Box {
  const box = { minX: Infinity, maxX: -Infinity, minY: Infinity, maxY: -Infinity };
  for (let i = 0; i < points.length; i += 2) {
    box.minX = Math.min(box.minX, points[i]);
    box.maxX = Math.max(box.maxX, points[i]);
    box.minY = Math.min(box.minY, points[i + 1]);
    box.maxY = Math.max(box.maxY, points[i + 1]);
  }
  const size = Math.max(box.maxX - box.minX, box.maxY - box.minY) || 2;
  const margin = 0.2 * size;
  const [x, y] = [(box.minX + box.maxX) / 2, (box.minY + box.maxY) / 2];
  const [halfX, halfY] = [(box.maxX - box.minX) / 2 + margin, (box.maxY - box.minY) / 2 + margin];
  return { minX: x - halfX, maxX: x + halfX, minY: y - halfY, maxY: y + halfY };
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
