// The head of a printed page: where it is from and under which settings, so that it can be made again.
import { html, type TemplateResult } from 'lit';
import type { Parameter, ParameterValues } from '../../experiment/lab';
import { formatPlainNumber, grouped } from '../../numbers';
import { version } from '../../../package.json';

export interface PaperFacts {
  readonly parameters: readonly Parameter[];
  readonly values: ParameterValues;
  readonly seed: number;
  readonly step: number | undefined;
}

export function paperLine({ parameters, values, seed, step = 0 }: PaperFacts): TemplateResult {
  return html`<div class="paper-line">
    <p>${location.href}</p>
    <p>step ${grouped(step)} · seed ${seed} · Scorefield ${version}</p>
    <p>${settingsText(parameters, values)}</p>
  </div>`;
}

/** 'data Two moons · γ 0.02 · …' of what is in force. */
export function settingsText(parameters: readonly Parameter[], values: ParameterValues): string {
  return parameters
    .filter(({ when }) => !when || when(values))
    .map((parameter) => {
      const value = values[parameter.key] ?? parameter.value;
      if (parameter.kind === 'number') return `${parameter.symbol} ${formatPlainNumber(Number(value))}`;
      return `${parameter.label} ${parameter.options.find((option) => option.value === value)?.label ?? value}`;
    })
    .join(' · ');
}
