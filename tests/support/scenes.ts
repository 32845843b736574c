// Scenes and pictures for the tests of src/draw.
import type { Backend, DeviceArray } from '../../src/compute/backend';
import type { CloudScene } from '../../src/draw/renderer';
import type { Cloud, Colour } from '../../src/experiment/lab';

const nowhere: DeviceArray = { id: 0, label: 'nowhere', type: 'f32', length: 2 };

/** A cloud without particles behind it, or of this array. */
export function cloudOf(colour: Colour, count: number, positions = nowhere): Cloud {
  return { layer: colour === 'first' ? 'run' : 'twin', label: colour, colour, positions, count };
}

/** A cloud of these positions [count, 2], uploaded to the backend. */
export function uploadCloud(backend: Backend, colour: Colour, values: ArrayLike<number>): Cloud {
  const positions = backend.create(colour, 'f32', values.length);
  backend.write(positions, values);
  return cloudOf(colour, values.length / 2, positions);
}

/** Blue and orange on white paper, over [-1, 1]². */
export function sceneOf(clouds: readonly Cloud[], changes: Partial<CloudScene> = {}): CloudScene {
  return {
    box: { minX: -1, maxX: 1, minY: -1, maxY: 1 },
    clouds,
    colours: { first: [0.2, 0.3, 0.85], second: [0.8, 0.35, 0.1], paper: [1, 1, 1] },
    style: 'auto',
    dark: false,
    ...changes,
  };
}

/** Middle of the pixel at `column`, `row` (from the top) of a picture with `side` pixels a side over [-1, 1]². */
export function pixelMiddle(column: number, row: number, side: number): readonly [x: number, y: number] {
  return [((column + 0.5) * 2) / side - 1, 1 - ((row + 0.5) * 2) / side];
}
