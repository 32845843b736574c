// What the main canvas needs of whatever draws particles: the WebGPU renderer (from device arrays) or the 2-D one
// (from the reference backend). Coordinates of data space in `box`; pixels are device pixels.
import type { Cloud, Colour } from '../experiment/lab';
import type { Box } from '../targets/target';
import type { Rgb } from './rgb';

export interface CloudScene {
  readonly box: Box;
  readonly clouds: readonly Cloud[];
  /** CSS colours resolved to [r, g, b] in 0…1, for the two colours of clouds and for the paper. */
  readonly colours: Readonly<Record<Colour | 'paper', Rgb>>;
  /** `auto`: points up to about 20,000, a density image above. */
  readonly style: 'auto' | 'points' | 'density';
  readonly dark: boolean;
}

export interface CloudRenderer {
  /** Draws one frame; cheap to call again with the same scene. A canvas of 0 px is skipped. */
  draw(scene: CloudScene): void;
  /** Sets the drawing buffer, clamped to what the device allows. */
  resize(width: number, height: number): void;
  dispose(): void;
}
