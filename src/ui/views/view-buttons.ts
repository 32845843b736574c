// The small buttons of the main canvas.
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

export interface ViewButtonActions {
  zoom(factor: number): void;
  reset(): void;
  /** `byKeyboard`: there is no pointer that could choose a place. */
  add(byKeyboard: boolean): void;
}

export function viewButtons(
  actions: ViewButtonActions,
  editable: boolean,
  adding: boolean,
  label = 'Add a component',
): TemplateResult {
  const add = html`<button
    type="button"
    title="${label}: then click on the picture"
    aria-label=${label}
    aria-pressed=${adding ? 'true' : 'false'}
    @click=${(event: MouseEvent) => actions.add(event.detail === 0)}
  >
    ${icon('M8 1.5v3M8 11.5v3M1.5 8h3M11.5 8h3M8 6v4M6 8h4')}
  </button>`;
  return html`<div class="buttons">
    ${editable ? add : nothing} ${button('Zoom in', 'M8 3v10M3 8h10', () => actions.zoom(1.5))}
    ${button('Zoom out', 'M3 8h10', () => actions.zoom(1 / 1.5))}
    ${button('Reset the view', 'M3 2.5V6h3.5M3.2 6a5.2 5.2 0 1 1-.3 3.2', () => actions.reset())}
  </div>`;
}

function button(label: string, drawing: string, onClick: () => void): TemplateResult {
  return html`<button type="button" title=${label} aria-label=${label} @click=${onClick}>${icon(drawing)}</button>`;
}

function icon(drawing: string): TemplateResult {
  return html`<svg viewBox="0 0 16 16" aria-hidden="true">${path(drawing)}</svg>`;
}

function path(drawing: string): SVGTemplateResult {
  return svg`<path d=${drawing} />`;
}
