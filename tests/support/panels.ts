// The panels of a run by their kind.
import type { Panel } from '../../src/experiment/frame';
import type { Run } from '../../src/experiment/lab';

/** The first of that kind. Throws Error where there is none. */
export function panelOf<K extends Panel['kind']>(run: Run, kind: K): Extract<Panel, { kind: K }> {
  const panel = run.frame().panels.find((one): one is Extract<Panel, { kind: K }> => one.kind === kind);
  if (!panel)
    throw new Error(
      `no ${kind} among ${run
        .frame()
        .panels.map(({ id }) => id)
        .join(', ')}`,
    );
  return panel;
}
