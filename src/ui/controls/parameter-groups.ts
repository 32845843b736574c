// How a panel is laid out, as data: groups in order of first use, hidden parameters left out, read-outs in their place.
import type { Parameter, ParameterValues } from '../../experiment/lab';

export interface ParameterGroup {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** Whether the derived read-outs stand at the end of this group. */
  readonly readouts: boolean;
}

/** Read-outs stand with the first group that has a live number which is always there; otherwise with the last. */
export function parameterGroups(parameters: readonly Parameter[], values: ParameterValues): readonly ParameterGroup[] {
  const names = [...new Set(parameters.map(({ group }) => group))];
  const groups = names
    .map((name) => ({
      name,
      parameters: parameters.filter(({ group, when }) => group === name && (when?.(values) ?? true)),
    }))
    .filter(({ parameters: shown }) => shown.length > 0);
  const isAlwaysLive = ({ kind, restarts, when }: Parameter): boolean => kind === 'number' && !restarts && !when;
  const home = groups.find(({ parameters: shown }) => shown.some(isAlwaysLive)) ?? groups.at(-1);
  return groups.map((group) => ({ ...group, readouts: group === home }));
}

/** The sentence of a parameter, with a second one where changing it begins anew. */
export function parameterDoc({ doc, restarts }: Parameter): string {
  return restarts ? `${doc} Changing it begins a new run.` : doc;
}
