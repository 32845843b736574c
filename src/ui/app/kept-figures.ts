// The figures beside the picture outlast the run that they are of: those of one before stay until its successor in the same
// lab has measured, also while a lost GPU is asked for again.
import type { Frame, Lab } from '../../experiment/lab';

export class KeptFigures {
  #lab: Lab | undefined;
  #kept: Frame | undefined;

  /** The frame to take figures from; `frame` is the newest of that lab's run, where there is one. Its maps need no measuring. */
  of(lab: Lab, frame: Frame | undefined): Frame | undefined {
    if (this.#lab !== lab) this.#kept = undefined;
    this.#lab = lab;
    if (frame && Object.keys(frame.measures).length > 0) this.#kept = frame;
    if (!this.#kept || !frame || frame === this.#kept) return this.#kept ?? frame;
    const maps = new Map(frame.panels.filter(({ kind }) => kind === 'map').map((map) => [map.id, map]));
    const kept = this.#kept.panels.map((panel) => maps.get(panel.id) ?? panel);
    const added = [...maps.values()].filter((map) => !kept.includes(map));
    return maps.size > 0 ? { ...this.#kept, panels: [...kept, ...added] } : this.#kept;
  }
}
