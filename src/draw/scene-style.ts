// Points or density: decided for the whole scene, so that both clouds of a twin run look alike.
import type { Cloud } from '../experiment/lab';
import { MOST_POINTS } from './point-look';
import type { CloudScene } from './renderer';

export function sceneStyle(scene: CloudScene): 'points' | 'density' {
  if (scene.style !== 'auto') return scene.style;
  return scene.clouds.some(({ count }) => count > MOST_POINTS) ? 'density' : 'points';
}

/** The run below, the twin above it. */
export function drawingOrder(clouds: readonly Cloud[]): readonly Cloud[] {
  return clouds.toSorted((a, b) => channelOf(a) - channelOf(b));
}

/** Channel of the density image: 0 for the run, 1 for the twin. */
export function channelOf({ role }: Cloud): 0 | 1 {
  return role === 'run' ? 0 : 1;
}
