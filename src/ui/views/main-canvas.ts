// <main-canvas>: the particles over their target, drawn from the arrays that they were computed in, with pan and zoom.
// @fires view-change Box · @fires handle-move {index, x, y} · @fires handle-add {x, y} · @fires handle-remove {index}
// @fires place-click {x, y, reach} · @fires view-fault unknown: why particles or target could not be drawn, once; a new backend or run begins anew.
import { html, LitElement, nothing, svg, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import type { Backend } from '../../compute/backend';
import { createCloudRenderer } from '../../draw/create-renderer';
import type { CloudRenderer, CloudScene } from '../../draw/renderer';
import { sceneStyle } from '../../draw/scene-style';
import { isOther, plainAxes } from '../../data/axes';
import type { Frame, ParameterValues, Picture, Run } from '../../experiment/lab';
import type { Box } from '../../targets/target';
import { defaultView, type Shown } from '../controls/view-options';
import { describeView, hudText } from './canvas-words';
import { keyAction } from './canvas-keys';
import { CanvasSizeController } from './canvas-size-controller';
import { composePicture } from './compose-picture';
import { FieldController, hasField } from './field-controller';
import { followedScale, scaledBox } from './followed-view';
import { handleLayer } from './handle-layer';
import { heatImage } from './heat-image';
import { canvasStyles } from './main-canvas.styles';
import { cloudKey, overlay, overlayChanged } from './overlay';
import { gridLines } from './overlay-grid';
import { PointerController } from './pointer-controller';
import { ThemeController } from './theme-controller';
import { trailLayer } from './trail-layer';
import { sameScene } from './same-scene';
import { viewButtons } from './view-buttons';
import { clickAt, fitBox, panBox, sameBox, toData, zoomBox } from './view-transform';

@customElement('main-canvas')
export class MainCanvas extends LitElement {
  static override styles = canvasStyles;

  /** Set it together with `frame`: device arrays belong to their backend. */
  @property({ attribute: false }) backend: Backend | undefined;
  /** Asked for the field behind the particles, and for nothing else. */
  @property({ attribute: false }) run: Run | undefined;
  /** Changes whenever the target of the run does, so that contours follow. */
  @property({ attribute: false }) fieldKey = '';
  /** The settings shown, for a run that has not taken them yet. */
  @property({ attribute: false }) values: ParameterValues | undefined;
  /** Where `resetView` leads; the view grows it to the element's aspect. */
  @property({ attribute: false, hasChanged: (a: Box, b: Box) => !sameBox(a, b) })
  box: Box = { minX: -3, maxX: 3, minY: -3, maxY: 3 };
  @property({ attribute: false, hasChanged: isOther }) axes = plainAxes();
  @property({ attribute: false }) show: Shown = defaultView([]).show;
  @property({ attribute: false }) cloudStyle: CloudScene['style'] = 'auto';
  /** Whether handles can be moved, added and removed. */
  @property({ attribute: false }) editable = false;
  /** A click puts the start there: there is one handle, which neither multiplies nor goes away. */
  @property({ attribute: false }) placing = false;
  /** The lab's own words for what is shown. */
  @property({ attribute: false }) words: Pick<Picture, 'fieldName' | 'contours' | 'magnifies'> | undefined;
  @property({ attribute: false }) hud = '';
  @property({ attribute: false }) law = '';

  /** What the visitor chose to see; undefined: `box`, so many times as wide that it follows the swarm. */
  @state() private chosen: Box | undefined;
  @state() private scale = 1;
  @state() private hovered: readonly [number, number] | undefined;
  @state() private adding = false;

  @query('canvas') private canvas!: HTMLCanvasElement;

  #frame: Frame | undefined;
  /** `chosen` when the gesture began. */
  #before: Box | undefined;
  #renderer: CloudRenderer | undefined;
  /** The scene as it was last drawn, to draw again only what looks different. */
  #drawn: CloudScene | undefined;
  readonly #theme = new ThemeController(this);
  readonly #size = new CanvasSizeController(this);
  readonly #field = new FieldController(this, (error) => this.#fault(error));

  constructor() {
    super();
    new PointerController(this, {
      begin: () => {
        this.#before = this.chosen;
      },
      cancel: () => this.#look(this.#before),
      pan: (dx, dy) => this.#look(panBox(this.view, this.#size.css, dx, dy)),
      zoom: (factor, px, py) => this.#look(zoomBox(this.view, factor, ...toData(this.view, this.#size.css, px, py))),
      hover: (point) => void (this.hovered = point),
      tap: (px, py) => this.#click(this.adding || this.placing ? 'handle-add' : 'place-click', px, py),
      doubleClick: (px, py) => {
        if (this.editable && !this.adding && !this.placing) this.#click('handle-add', px, py);
      },
    });
  }

  get frame(): Frame | undefined {
    return this.#frame;
  }

  /** Cheap: the overlay is rendered again only when something of it changed. Call `draw` for the particles. */
  set frame(next: Frame | undefined) {
    const last = this.#frame;
    this.#frame = next;
    if (next?.step === 0 || next?.extent !== last?.extent) this.#follow(next);
    if (overlayChanged(last, next, this.show.paths)) this.requestUpdate();
  }

  /** What is in view, with equal axes: what the visitor chose, or the swarm. */
  get view(): Box {
    return fitBox(this.chosen ?? scaledBox(this.box, this.scale), this.#size.css);
  }

  /** Draws the particles again only where that shows something else: other arrays, another view, another look. */
  refresh(): void {
    if (this.#frame && !sameScene(this.#drawn, this.#scene(this.#frame))) this.draw();
  }

  /** Draws the particles now. Once a simulation step. */
  draw(): void {
    if (!this.#renderer || !this.#frame || !this.#size.known) return;
    this.#drawn = this.#scene(this.#frame);
    try {
      this.#renderer.draw(this.#drawn);
    } catch (error) {
      this.#closeRenderer();
      this.#fault(error);
    }
  }

  resetView(): void {
    this.#look(undefined);
  }

  /** A PNG of what is in view, particles and overlay. Rejects when nothing is drawn yet or the browser cannot encode it. */
  async toBlob(): Promise<Blob> {
    await this.updateComplete;
    if (!this.#frame || !this.#renderer) throw new Error('there is no picture to save yet');
    this.draw();
    return composePicture(this.renderRoot, getComputedStyle(this).backgroundColor, this.#size.css);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#closeRenderer();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Moved within the page: the canvas is still there, its renderer is not.
    if (this.hasUpdated) this.requestUpdate('backend');
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('box')) {
      this.chosen = undefined;
      this.#follow(this.#frame, 1);
    }
    if (changed.has('run') && !this.run) this.#field.clear();
    if (!this.editable) this.adding = false;
    if (!this.run || !hasField(this.run) || !this.#size.known || !this.isConnected) return;
    const { run, view, values } = this;
    const { stages, moment = '' } = this.#frame?.heat ?? {};
    const key = `${this.fieldKey} ${moment}`;
    const home = fitBox(this.box, this.#size.css);
    this.#field.want({ run, key, view, home, ...(values ? { values } : {}), ...(stages ? { stages } : {}) });
  }

  override render(): TemplateResult {
    const { view, axes, hovered } = this;
    const size = this.#size.css;
    const frame = this.#frame;
    const field = this.#field.picture?.field;
    const hover = hovered && { at: toData(view, size, ...hovered), pixel: (view.maxX - view.minX) / size.width, field };
    const hud = hudText(this.hud, axes, hover, this.words?.fieldName);
    return html`
      <svg class="below" aria-hidden="true" viewBox="0 0 ${size.width} ${size.height}">
        ${guard([view.minX, view.maxX, view.minY, view.maxY, axes], () => svg`${gridLines(view, size, axes)}`)}
        ${heatImage(this.show.heat ? frame?.heat : undefined, this.#field.picture, view, size, this.#theme.current.dark)}
      </svg>
      ${keyed(
        this.backend,
        html`<canvas
          class=${this.adding || this.placing ? 'adding' : ''}
          tabindex="0"
          role="img"
          aria-label=${describeView(frame ? this.#clouds(frame) : [], axes, view, this.law)}
          @keydown=${this.#onKeyDown}
        ></canvas>`,
      )}
      ${frame && this.show.paths ? trailLayer(frame.paths, view, this.#size, this.#theme.current) : nothing}
      <svg class="above" aria-hidden="true" viewBox="0 0 ${size.width} ${size.height}">${this.#overlay(view)}</svg>
      ${this.editable && frame ? handleLayer(frame.handles, view, size, this.placing) : nothing}
      ${hud ? html`<div class="hud">${hud}</div>` : nothing} ${this.#buttons()}
    `;
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('backend')) this.#openRenderer();
    if (this.#size.takeResized() || changed.has('backend')) {
      this.#renderer?.resize(...this.#size.device);
      this.draw();
    } else this.refresh();
  }

  #follow(frame: Frame | undefined, scale = this.scale): void {
    this.scale = frame ? followedScale(scale, this.box, frame, this.words?.magnifies) : scale;
  }

  #overlay(view: Box): unknown {
    const frame = this.#frame;
    if (!frame) return nothing;
    const { axes, show, words } = this;
    const clouds = this.#clouds(frame);
    const [size, theme, picture] = [this.#size.css, this.#theme.current, this.#field.picture];
    const density = sceneStyle(this.#scene(frame)) === 'density';
    const visible = [view.minX, view.maxX, view.minY, view.maxY, size.width, axes, picture, theme, density];
    const wanted = [show, words, frame.guides, cloudKey(frame)];
    return guard([...visible, ...wanted], () =>
      overlay({ view, size, axes, frame, clouds, words, picture, show, density, theme }),
    );
  }

  #buttons(): TemplateResult {
    const { width, height } = this.#size.css;
    const actions = {
      zoom: (factor: number): void => this.#zoomAtCentre(factor),
      reset: (): void => this.resetView(),
      add: (byKeyboard: boolean): void => {
        if (byKeyboard) this.#click('handle-add', width / 2, height / 2);
        else this.adding = !this.adding;
      },
    };
    return viewButtons(actions, this.editable, this.adding, this.placing ? 'Place the start' : 'Add a component');
  }

  #scene(frame: Frame): CloudScene {
    return { box: this.view, clouds: this.#clouds(frame), style: this.cloudStyle, ...this.#theme.current };
  }

  #clouds({ clouds }: Frame): Frame['clouds'] {
    return clouds.filter(({ layer }) => this.show[layer]);
  }

  #openRenderer(): void {
    this.#closeRenderer();
    if (!this.backend) return;
    try {
      this.#renderer = createCloudRenderer(this.backend, this.canvas);
    } catch (error) {
      this.#fault(error);
    }
  }

  #closeRenderer(): void {
    this.#renderer?.dispose();
    this.#renderer = this.#drawn = undefined;
  }

  #fault(error: unknown): void {
    this.#emit('view-fault', error);
  }

  #look(box: Box | undefined): void {
    this.chosen = box;
    this.#emit('view-change', this.view);
  }

  #zoomAtCentre(factor: number): void {
    const { minX, maxX, minY, maxY } = this.view;
    this.#look(zoomBox(this.view, factor, (minX + maxX) / 2, (minY + maxY) / 2));
  }

  #click(type: 'handle-add' | 'place-click', px: number, py: number): void {
    this.adding = false;
    this.#emit(type, clickAt(this.view, this.#size.css, px, py));
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && this.adding) this.adding = false;
    const action = keyAction(event);
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    const { width, height } = this.#size.css;
    if (action.kind === 'reset') this.resetView();
    else if (action.kind === 'zoom') this.#zoomAtCentre(action.factor);
    else this.#look(panBox(this.view, this.#size.css, -action.x * width, -action.y * height));
  }

  #emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'main-canvas': MainCanvas;
  }
}
