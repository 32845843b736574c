// The figures beside the picture outlast the run that they are of: those of one before stay until its successor in the same
// lab has measured some, also while a lost GPU is asked for again.
import type { Frame, Lab } from '../../experiment/lab';

export class KeptFigures {
  #lab: Lab | undefined;
  #kept: Frame | undefined;

  /** The frame to take figures from; `frame` is the newest of that lab's run, where there is one. Its map needs no measuring. */
  of(lab: Lab, frame: Frame | undefined): Frame | undefined {
    if (this.#lab !== lab) this.#kept = undefined;
    this.#lab = lab;
    if (frame && Object.keys(frame.measures).length > 0) this.#kept = frame;
    if (!this.#kept || frame === this.#kept) return frame;
    return frame?.map ? { ...this.#kept, map: frame.map } : this.#kept;
  }
}
