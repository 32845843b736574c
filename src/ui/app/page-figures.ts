// The figures of a lab: the element of each kind of panel.
import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Panel, ParameterValues } from '../../experiment/lab';
import { histogramInUnits } from './in-units';
import { shownPanels } from './lecture';
import type { PageActions, PageModel } from './page-view';

/** In the lab's order; each keeps its state as long as its panel is shown. */
export function figures(model: PageModel, actions: PageActions): unknown {
  const apply = (event: CustomEvent<ParameterValues>): void => actions.change(event.detail);
  return repeat(
    shownPanels(model),
    ({ id }) => id,
    (panel) => figure(panel, model, apply),
  );
}

/** The element of each kind. */
function figure(
  panel: Panel,
  { axes, settings }: PageModel,
  apply: (event: CustomEvent<ParameterValues>) => void,
): TemplateResult {
  switch (panel.kind) {
    case 'spectrum':
      return html`<spectrum-plot
        translate="no"
        .spectrum=${panel}
        .height=${settings.view ? 168 : 228}
      ></spectrum-plot>`;
    case 'map':
      return html`<stability-map translate="no" .map=${panel} @map-choose=${apply}></stability-map>`;
    case 'trace':
    case 'plot':
      return html`<xy-plot translate="no" .panel=${panel} @apply-values=${apply}></xy-plot>`;
    case 'bars':
      return html`<bars-plot translate="no" .bars=${panel}></bars-plot>`;
    case 'sheet':
      return html`<image-sheet translate="no" .sheet=${panel}></image-sheet>`;
    case 'histogram':
      return html`<histogram-plot
        translate="no"
        .histogram=${histogramInUnits(panel, axes)}
        @apply-values=${apply}
      ></histogram-plot>`;
  }
}
