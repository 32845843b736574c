// <lab-page>: a lab from its address to its picture, and the only owner of state (in its session).
// @fires page-change PageReport, after every update · @fires page-fault: there is no lab to show · @fires page-step number, up to once a frame
import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { GpuLostError } from '../../compute/backend';
import { limitParameters, limitValues } from '../../experiment/parameters';
import type { Frame, RunData } from '../../experiment/lab';
import { labs } from '../../labs/registry';
import type { Box } from '../../targets/target';
import { browserClock } from '../controllers/browser-clock';
import { wordsOf } from '../controllers/failure-sentence';
import { OwnNetworkController } from '../controllers/own-network-controller';
import { OwnPointsController } from '../controllers/own-points-controller';
import { PanelController } from '../controllers/panel-controller';
import { UpdatePace } from '../controllers/update-pace';
import { FileDropController } from '../controllers/file-drop-controller';
import type { ParamPanel } from '../controls/param-panel';
import type { PointLoader } from '../controls/point-loader';
import type { RunScrubber } from '../controls/run-scrubber';
import { defaultView, type ViewOptions } from '../controls/view-options';
import type { MainCanvas } from '../views/main-canvas';
import { addComponent, moveComponent, readComponents, removeComponent } from './components';
import type { FileKind } from './download';
import { KeptFigures } from './kept-figures';
import type { KeyAction } from './key-action';
import { LabSession, type PageState } from './lab-session';
import { lectureAction } from './lecture';
import { openAddress, openFile, type Opened } from './open-page';
import './page-elements';
import { saveFile } from './page-files';
import { pageReport, type PageReport } from './page-report';
import { axesInForce, dataInForce, matchingPreset, pick, takesPoints, targetKeys } from './page-settings';
import { whereToDrop } from './point-sentences';
import { isTable } from './read-file';
import { Sharing, type Shared } from './sharing';
import { WorkStorage } from './work-storage';
import { pageView, type PageActions, type PageModel } from './page-view';
import { grouped } from '../../numbers';

@customElement('lab-page')
export class LabPage extends LitElement {
  @state() private view: ViewOptions = defaultView([]);
  /** What the last link, file or action had to say. */
  @state() private message: string | undefined;
  @state() private dismissed: string | undefined;

  @query('main-canvas') private canvas!: MainCanvas | null;
  @query('run-scrubber') private scrubber!: RunScrubber | null;
  @query('param-panel') private panel!: ParamPanel | null;
  @query('point-loader') private loader!: PointLoader | null;

  readonly #pace = new UpdatePace(this, browserClock);
  readonly #session = new LabSession(this, {
    changed: () => this.#pace.request(),
    onStep: () => this.#show()?.draw(),
    drawsPaths: () => this.view.show.paths,
    say: (message) => this.say(message),
    prefersReducedMotion: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
  });
  readonly #sharing = new Sharing(
    this,
    (hash) => void this.#open(openAddress(hash)),
    (address) => this.#work.noteAddress(address),
  );
  readonly #work = new WorkStorage(this, this.#session.run);
  readonly #panels = new PanelController(this, {
    task: (work) => this.#session.run.task(work),
    hurried: () => this.#session.run.motion.progress !== undefined,
    changed: () => this.#pace.request(),
    failed: (error) => this.#fault('A figure could not be finished', error),
  });
  readonly #own = new OwnPointsController(this, (own, isNew) => this.#session.usePoints(own, isNew));
  readonly #network = new OwnNetworkController(this, this.#session);
  /** What the visitor looks at, for the file. */
  #looking: Box | undefined;
  readonly #figures = new KeptFigures();
  #openings = 0;

  readonly #actions: PageActions = {
    change: (values) => this.#session.change(values),
    reseed: (seed) => this.#session.edit((settings) => ({ ...settings, seed })),
    preset: (id) => this.#session.preset(id),
    addressOf: ({ values }) => this.#sharing.addressWith(this.#session.page, values),
    toggle: () => this.#toggle(),
    step: (steps) => this.#session.step(steps),
    seek: (step) => this.#session.seek(step),
    reset: () => this.#session.reset(),
    leave: () => this.act('leave'),
    speed: (speed) => this.#session.edit((settings) => ({ ...settings, speed })),
    look: (box) => (this.#looking = box),
    show: (view) => (this.view = view),
    moveHandle: (index, x, y) => this.#place(x, y, (data) => moveComponent(data, index, x, y)),
    addHandle: (x, y) => this.#place(x, y, (data) => addComponent(data, x, y)),
    removeHandle: (index) => this.#session.editData((data) => removeComponent(data, index)),
    viewFault: (error) => this.#fault('The picture could not be drawn', error),
    save: (kind) => void this.save(kind),
    open: (files) => this.#openFiles(files),
    usePoints: (own, isNew) => this.#own.set(own, isNew),
    returnPoints: () => this.#own.keep(this.#session.returnPoints()),
    drawPoint: (x, y) => this.#own.add(x, y),
    undoPoint: () => this.#own.undo(),
    toggleDrawing: () => this.#own.toggleDrawing(),
    network: this.#network,
    seen: () => this.canvas?.view,
  };

  constructor() {
    super();
    new FileDropController(this, this.#actions.open);
  }

  /** A link to what is here, and what there is to say of it. */
  async share(): Promise<Shared | undefined> {
    const { page } = this.#session;
    return page && this.#sharing.share(page);
  }

  /** What a key asks for; `help` and `theme` belong to others. */
  act(action: KeyAction): void {
    if (action === 'toggle') this.#toggle();
    else if (action === 'step') this.#session.step(1);
    else if (action === 'reset') this.#session.reset();
    else if (action === 'less' || action === 'more') this.panel?.nudge(action === 'less' ? -1 : 1);
    else lectureAction(action, this.#session);
  }

  /** Shows one message in place of the last. */
  say(message: string | undefined): void {
    this.message = message;
    this.dismissed = undefined;
  }

  dismiss(): void {
    this.#work.note = undefined;
    this.dismissed = this.#notice?.text;
    this.message = undefined;
  }

  /** Into the document, so that its landmarks and headings are the page's. */
  protected override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    const { page } = this.#session;
    return page ? pageView(this.#model(page), this.#actions) : html`<div class="lab"></div>`;
  }

  override updated(): void {
    this.#session.settle();
    // Not drawn: the page changes far more often than the particles do, and a picture of them can take all of a frame.
    this.#show()?.refresh();
    const { page, run } = this.#session;
    if (!page) return;
    const drawn = run.lab === page.lab && !run.motion.stepsFirst ? run.run : undefined;
    this.#panels.want(drawn, page.settings.values);
    this.#sharing.write(page);
    const detail = pageReport(page, run, this.#notice);
    this.dispatchEvent(new CustomEvent('page-change', { detail, bubbles: true }));
  }

  #model({ lab, settings, data, axes }: PageState): PageModel {
    const { run, limits, status, motion, backend, claims } = this.#session.run;
    const frame = run?.frame();
    const figures = this.#session.lack === undefined ? this.#figures.of(lab, frame) : undefined;
    return {
      lab,
      settings,
      parameters: limitParameters(lab.parameters, limits),
      values: limitValues(settings.values, limits).values,
      preset: matchingPreset(lab, settings),
      status,
      goesOn: this.#session.run.goesOn,
      progress: motion.progress,
      backend,
      run,
      drawn: motion.stepsFirst ? undefined : run,
      interrupted: this.#session.run.outage.isOn,
      frame: frame ?? figures,
      figures: figures?.panels ?? [],
      claims,
      box: this.#session.home,
      axes: axesInForce(lab, settings.values, data, axes),
      fieldKey: JSON.stringify([pick(settings.values, targetKeys(lab)), readComponents(data) ?? null]),
      editable: this.#isEditable(frame),
      own: takesPoints(lab, settings.values) ? { ...this.#own.state, returns: this.#session.returns } : undefined,
      view: this.view,
    };
  }

  /** The later of two openings wins. */
  async #open(opening: Promise<Opened>): Promise<void> {
    const turn = ++this.#openings;
    try {
      const asked = this.#sharing.sameData(await opening, this.#session.page);
      const restored = turn === 1 ? await this.#work.restore(asked) : asked;
      const opened = await this.#network.into(await this.#own.into(restored));
      if (turn !== this.#openings) return;
      this.#looking = opened.view;
      if (opened.lab !== this.#session.page?.lab) this.view = defaultView(opened.lab.stage?.picture.layers ?? []);
      this.#session.enter(opened);
    } catch (error) {
      if (this.#session.page) this.say(wordsOf(error));
      else this.dispatchEvent(new CustomEvent('page-fault', { bubbles: true }));
    }
  }

  #openFiles(files: readonly File[]): void {
    const [[file], { page }] = [files, this.#session];
    if (!file || files.length > 1 || !isTable(file)) void this.#open(openFile(files));
    else if (this.loader) void this.loader.load(file, file.name);
    else if (page) {
      const told = whereToDrop(page.lab, page.settings.values, labs).catch(wordsOf);
      void told.then((text) => this.say(text));
    }
  }

  /** A point of the picture is a setting where the lab says so, else a component of the target. */
  #place(x: number, y: number, change: (data: RunData) => RunData): void {
    const values = this.#session.page?.lab.stage?.place?.(x, y);
    if (values) this.#session.change(values);
    else this.#session.editData(change);
  }

  #toggle(): void {
    this.#session.toggle();
    this.say(undefined);
  }

  async save(kind: FileKind): Promise<void> {
    const { page, run } = this.#session;
    if (!page) return;
    const { lab, axes, settings } = page;
    const { values, seed, speed } = settings;
    const data = dataInForce(lab, values, page.data);
    const kept = axes && data['points'] ? { axes } : {};
    const view = this.#looking ?? this.canvas?.view;
    try {
      await saveFile(kind, {
        settings: { lab: lab.id, values, seed, speed, data, ...kept, ...(view ? { view } : {}) },
        axes: axesInForce(lab, values, page.data, axes),
        step: run.run?.step ?? run.outage.checkpoint?.step ?? 0,
        picture: () => this.#picture(),
        task: (work) => run.task(work),
        away: () => run.outage.isOn,
        kept: () => run.outage.checkpoint,
      });
    } catch (error) {
      this.say(`The file could not be saved: ${wordsOf(error)}`);
    }
  }

  /** What a device drew while it died is blank: it must still be there afterwards. */
  async #picture(): Promise<Blob> {
    const [backend, picture] = [this.#session.run.backend, await this.canvas?.toBlob()];
    await backend?.settled();
    if (!picture) throw new Error('this lab has no picture');
    return picture;
  }

  // Of a lost GPU the run tells.
  #fault(what: string, error: unknown): void {
    if (!(error instanceof GpuLostError)) this.say(`${what}: ${wordsOf(error)}`);
  }

  #isEditable(frame: Frame | undefined): boolean {
    const { run } = this.#session.run;
    if (this.#session.page?.lab.stage?.place) return frame !== undefined;
    return frame !== undefined && frame.handles.length > 0 && run?.setData !== undefined && run.data !== undefined;
  }

  /** At most one message: what went wrong, or else what there is to know. */
  get #notice(): PageReport['notice'] {
    const [{ lack }, { problem, notes, run, status }] = [this.#session, this.#session.run];
    if (problem) return { text: problem, problem: status === 'failed', lasting: true };
    if (lack) return { text: [this.message, lack].filter(Boolean).join(' '), problem: false, lasting: true };
    const notices = [this.message, ...notes, ...(run?.frame().notices ?? []), this.#work.note];
    const text = notices.filter(Boolean).join(' ');
    return text && text !== this.dismissed ? { text, problem: false, lasting: false } : undefined;
  }

  /** Tells of the step, and hands the newest frame to the canvas, which it returns; drawing is the caller's. */
  #show(): MainCanvas | undefined {
    const [{ canvas, scrubber }, { run, outage, motion }] = [this, this.#session.run];
    const frame = run?.frame();
    const step = frame?.step ?? outage.current?.step;
    this.dispatchEvent(new CustomEvent('page-step', { detail: step ?? 0, bubbles: true }));
    if (scrubber) scrubber.step = motion.position;
    if (!canvas) return undefined;
    canvas.frame = frame;
    canvas.hud = step === undefined ? '' : `step ${grouped(step)}`;
    return canvas;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'lab-page': LabPage;
  }
}
