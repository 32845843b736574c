// How a lab is laid out: what lab-page renders from its state, without any of it.
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Axes, OwnPoints } from '../../data/axes';
import type { Backend } from '../../compute/backend';
import type {
  ClaimResult,
  Frame,
  Lab,
  Panel,
  Parameter,
  ParameterValues,
  Preset,
  Run,
  Stage,
  Suggestion,
} from '../../experiment/lab';
import type { Box } from '../../targets/target';
import type { Settings, Speed } from '../address';
import type { OwnNetworkController } from '../controllers/own-network-controller';
import type { RunStatus } from '../controllers/run-plan';
import type { ViewOptions } from '../controls/view-options';
import { bandwidthInUnits } from './in-units';
import { divergencePanel } from './divergence-panel';
import type { FileKind } from './download';
import { lectureSentence, shownParameters } from './lecture';
import { networkRow } from './network-row';
import { paperLine } from './paper-line';
import { figures } from './page-figures';
import { suggestionList } from './suggestion-list';

/** Everything that is shown. */
export interface PageModel {
  readonly lab: Lab;
  readonly settings: Settings;
  /** With the limits of the device applied. */
  readonly parameters: readonly Parameter[];
  readonly values: ParameterValues;
  readonly preset: Preset | undefined;
  readonly status: RunStatus;
  /** It runs, or will once it can. */
  readonly goesOn: boolean;
  readonly progress: number | undefined;
  readonly backend: Backend | undefined;
  readonly run: Run | undefined;
  /** The run for the picture: after a loss its first step comes before what drawing it takes. */
  readonly drawn: Run | undefined;
  /** A lost run waits for its GPU. */
  readonly interrupted: boolean;
  /** Of the run, or of the one before while there is none. */
  readonly frame: Frame | undefined;
  /** What the figures are taken from. */
  readonly figures: readonly Panel[];
  readonly claims: readonly ClaimResult[];
  readonly box: Box;
  /** What the axes of the picture are. */
  readonly axes: Axes;
  readonly fieldKey: string;
  readonly editable: boolean;
  /** Where the lab takes points of the visitor's own. */
  readonly own: { readonly count: number; readonly drawing: boolean; readonly returns: boolean } | undefined;
  readonly view: ViewOptions;
}

/** Everything that can be done. */
export interface PageActions {
  change(values: ParameterValues): void;
  reseed(seed: number): void;
  preset(id: string): void;
  addressOf(suggestion: Suggestion): string;
  toggle(): void;
  step(steps: number): void;
  /** To a step of a run with an end. */
  seek(step: number): void;
  reset(): void;
  /** Out of the lecture view. */
  leave(): void;
  speed(speed: Speed): void;
  look(box: Box): void;
  show(view: ViewOptions): void;
  moveHandle(index: number, x: number, y: number): void;
  addHandle(x: number, y: number): void;
  removeHandle(index: number): void;
  viewFault(error: unknown): void;
  save(kind: FileKind): void;
  open(files: readonly File[]): void;
  /** `isNew`: others than those before, to which one can go back. */
  usePoints(own: OwnPoints, isNew: boolean): void;
  returnPoints(): void;
  drawPoint(x: number, y: number): void;
  undoPoint(): void;
  toggleDrawing(): void;
  /** The visitor's own network. */
  readonly network: OwnNetworkController;
  /** What the picture shows now. */
  seen(): Box | undefined;
}

type Point = Readonly<Record<'x' | 'y', number>>;

export function pageView(model: PageModel, actions: PageActions): TemplateResult {
  const { lab } = model;
  const lecture = model.settings.view === 'lecture';
  return html`<div class="lab ${lab.stage ? '' : 'flat'} ${lecture ? 'lecture' : ''}">
    <section class="left" aria-label="Settings">
      <div class="intro">
        <h1>${lab.title}</h1>
        <p class="lead">${lab.lead}</p>
        ${paperLine({ ...model, seed: model.settings.seed, step: model.frame?.step })}
        ${lecture ? html`<p class="sentence">${lectureSentence(model)}</p>` : nothing}
        <button class="leave" title="Back to the whole page (Esc)" @click=${actions.leave}>Leave</button>
      </div>
      ${transport(model, actions)}
      <div class="setup">
        ${presetChoice(model, actions)}
        <param-panel
          .parameters=${shownParameters(model)}
          .values=${model.values}
          .readouts=${lecture ? [] : readouts(model)}
          @param-change=${(event: CustomEvent<{ key: string; value: number | string }>) =>
            actions.change({ [event.detail.key]: event.detail.value })}
        ></param-panel>
        ${pointLoader(model, actions)} ${networkRow(model, actions.network)}
        <div class="ruled">
          <seed-field
            .seed=${model.settings.seed}
            @seed-change=${(event: CustomEvent<{ seed: number }>) => actions.reseed(event.detail.seed)}
          ></seed-field>
        </div>
        <div class="ruled">${suggestionList(lab.suggestions, actions.addressOf)}</div>
        <div class="ruled">
          <file-buttons
            ?disabled=${!model.run && !model.interrupted}
            ?flat=${!lab.stage}
            @save-file=${(event: CustomEvent<{ kind: FileKind }>) => actions.save(event.detail.kind)}
            @open-files=${(event: CustomEvent<{ files: File[] }>) => actions.open(event.detail.files)}
          ></file-buttons>
        </div>
      </div>
    </section>
    ${lab.stage ? withPicture(lab.stage, model, actions) : withoutPicture(model, actions)}
  </div>`;
}

function withPicture(stage: Stage, model: PageModel, actions: PageActions): TemplateResult {
  return html`<section class="centre" aria-label="Picture and claims">
      ${picture(stage, model, actions)} ${claimsAndText(model)}
    </section>
    <section class="right ${coming(model)}" aria-label="Figures">${figures(model, actions)}</section>`;
}

function withoutPicture(model: PageModel, actions: PageActions): TemplateResult {
  return html`<section class="centre" aria-label="Figures and claims">
    <div class="figures ${coming(model)}">
      ${scrubber(model, actions)} ${divergencePanel(model.frame?.divergence, actions.change)} ${figures(model, actions)}
    </div>
    ${claimsAndText(model)}
  </section>`;
}

function claimsAndText({ claims, lab }: PageModel): TemplateResult {
  return html`<claims-table class="claims" .claims=${claims}></claims-table>
    <about-text class="about" .passages=${lab.about}></about-text>`;
}

/** Until a run that was lost moves again, a GPU process that begins anew has better to do than to paint. */
function coming({ interrupted, run, drawn }: PageModel): string {
  return interrupted || (run !== undefined && drawn === undefined) ? 'coming' : '';
}

function readouts({ frame, axes, values }: PageModel): Frame['readouts'] {
  return [...(frame?.readouts ?? []), ...bandwidthInUnits(axes, values)];
}

function transport({ status, goesOn, settings, progress, run }: PageModel, actions: PageActions): TemplateResult {
  return html`<run-controls
    class="transport"
    ?brief=${settings.view === 'lecture'}
    ?running=${goesOn}
    ?disabled=${!run || status === 'failed'}
    ?loading=${status === 'loading'}
    .speed=${settings.speed}
    .progress=${progress}
    @run-toggle=${actions.toggle}
    @run-step=${(event: CustomEvent<{ steps: number }>) => actions.step(event.detail.steps)}
    @run-reset=${actions.reset}
    @speed-change=${(event: CustomEvent<{ speed: Speed }>) => actions.speed(event.detail.speed)}
  ></run-controls>`;
}

function presetChoice({ lab, preset }: PageModel, actions: PageActions): TemplateResult | typeof nothing {
  if (lab.presets.length === 0) return nothing;
  return html`<label class="preset">
    <span>Preset</span>
    <select
      aria-label="Preset"
      .value=${live(preset?.id ?? '')}
      @change=${(event: Event) => actions.preset((event.target as HTMLSelectElement).value)}
    >
      <option value="" ?selected=${!preset}>${preset ? 'Defaults' : 'Choose what to see …'}</option>
      ${lab.presets.map(({ id, label }) => html`<option value=${id} ?selected=${id === preset?.id}>${label}</option>`)}
    </select>
    ${preset ? html`<small>${preset.doc}</small>` : nothing}
  </label>`;
}

function pointLoader({ own }: PageModel, actions: PageActions): TemplateResult | typeof nothing {
  if (!own) return nothing;
  return html`<div class="ruled">
    <point-loader
      .count=${own.count}
      ?drawing=${own.drawing}
      ?returns=${own.returns}
      @points-change=${({ detail }: CustomEvent<OwnPoints & { isNew: boolean }>) => actions.usePoints(detail, detail.isNew)}
      @points-clear=${() => actions.usePoints({ points: new Float32Array() }, true)}
      @points-return=${actions.returnPoints}
      @draw-toggle=${actions.toggleDrawing}
    ></point-loader>
  </div>`;
}

function drawLayer({ own }: PageModel, actions: PageActions): TemplateResult | typeof nothing {
  if (!own?.drawing) return nothing;
  return html`<draw-layer
    .view=${actions.seen}
    @points-add=${({ detail }: CustomEvent<Point>) => actions.drawPoint(detail.x, detail.y)}
    @points-undo=${actions.undoPoint}
    @draw-toggle=${actions.toggleDrawing}
  ></draw-layer>`;
}

function picture(stage: Stage, model: PageModel, actions: PageActions): TemplateResult {
  const { view, frame } = model;
  return html`<div class="picture">
    <main-canvas
      translate="no"
      .backend=${model.drawn ? model.backend : undefined}
      .run=${model.drawn}
      .box=${model.box}
      .fieldKey=${model.fieldKey}
      .values=${model.status === 'loading' ? undefined : model.values}
      .axes=${model.axes}
      .law=${lectureSentence(model)}
      .editable=${model.editable}
      .placing=${stage.place !== undefined}
      .words=${stage.picture}
      .show=${view.show}
      .cloudStyle=${view.style}
      @view-change=${(event: CustomEvent<Box>) => actions.look(event.detail)}
      @view-fault=${(event: CustomEvent<unknown>) => actions.viewFault(event.detail)}
      @place-click=${({ detail: { x, y, reach } }: CustomEvent<Point & { reach: number }>) => {
        const values = frame?.pick?.(x, y, reach);
        if (values) actions.change(values);
      }}
      @handle-move=${({ detail }: CustomEvent<Point & { index: number }>) => actions.moveHandle(detail.index, detail.x, detail.y)}
      @handle-add=${({ detail }: CustomEvent<Point>) => actions.addHandle(detail.x, detail.y)}
      @handle-remove=${({ detail }: CustomEvent<{ index: number }>) => actions.removeHandle(detail.index)}
    ></main-canvas>
    ${drawLayer(model, actions)} ${scrubber(model, actions)}
    <view-options
      .layers=${stage.picture.layers}
      .options=${view}
      @view-options-change=${(event: CustomEvent<ViewOptions>) => actions.show(event.detail)}
    ></view-options>
    ${divergencePanel(frame?.divergence, actions.change)}
  </div>`;
}

/** The steps of a run with an end; where it stands it is told with every step. */
function scrubber({ run, frame }: PageModel, actions: PageActions): TemplateResult | typeof nothing {
  if (run?.horizon === undefined || !run.seek) return nothing;
  return html`<run-scrubber
    translate="no"
    .horizon=${run.horizon}
    .way=${frame?.way}
    @step-seek=${(event: CustomEvent<{ step: number }>) => actions.seek(event.detail.step)}
  ></run-scrubber>`;
}
