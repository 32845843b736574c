// Points or density: decided for the whole scene, so that all its clouds look alike.
import type { Cloud } from '../experiment/lab';
import { MOST_POINTS } from './point-look';
import type { CloudScene } from './renderer';

export function sceneStyle(scene: CloudScene): 'points' | 'density' {
  if (scene.style !== 'auto') return scene.style;
  return scene.clouds.some(({ count }) => count > MOST_POINTS) ? 'density' : 'points';
}

/** The first colour below, the second above it. */
export function drawingOrder(clouds: readonly Cloud[]): readonly Cloud[] {
  return clouds.toSorted((a, b) => channelOf(a) - channelOf(b));
}

/** Channel of the density image: 0 for the first colour, 1 for the second. */
export function channelOf({ colour }: Cloud): 0 | 1 {
  return colour === 'first' ? 0 : 1;
}
