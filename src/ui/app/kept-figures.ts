// The figures beside the picture outlast the run that they are of: those of one before stay until its successor in the same
// lab has measured some, also while a lost GPU is asked for again.
import type { Frame, Lab } from '../../labs/lab';

export class KeptFigures {
  #lab: Lab | undefined;
  #frame: Frame | undefined;

  /** The frame to take figures from; `frame` is the newest of that lab's run, where there is one. */
  of(lab: Lab, frame: Frame | undefined): Frame | undefined {
    const hasMeasured = frame !== undefined && Object.keys(frame.measures).length > 0;
    if (hasMeasured || this.#lab !== lab) this.#frame = frame;
    this.#lab = lab;
    return this.#frame;
  }
}
