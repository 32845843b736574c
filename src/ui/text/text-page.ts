// <text-page>: the worked text, each step with the check that measures it.
// @fires page-change PageReport, after every update
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { openBackend } from '../../compute/open-backend';
import type { Backend } from '../../compute/backend';
import { Checker } from '../../text/checker';
import { items, slipKey, stepKey } from '../../text/items';
import { questions } from '../../text/questions';
import type { Part, Step } from '../../text/statement';
import { nextTask } from '../../waiting';
import type { PageReport } from '../app/page-report';
import { download } from '../app/download';
import { BackendSupply } from '../controllers/backend-supply';
import { wordsOf } from '../controllers/failure-sentence';
import type { RunStatus } from '../controllers/run-plan';
import { adoptStyles } from '../tokens';
import { CheckQueue } from './check-queue';
import { contentsView } from './contents-view';
import { prose } from './prose';
import { resultsOf, type Results } from './results';
import { stepView, type StepModel } from './step-view';
import type { TextAddress } from './text-address';
import { textStyles } from './text.styles';
import { tallyOf } from './tally-of';

/** By which a visitor goes on from where a link led. */
const MOVES = ['wheel', 'pointerdown', 'touchmove', 'keydown'] as const;

@customElement('text-page')
export class TextPage extends LitElement {
  @property({ attribute: false }) address: TextAddress = { checks: false };

  /** Slips that are switched on. */
  @state() private slips: ReadonlySet<string> = new Set();
  @state() private loss: string | undefined;

  #backend: Backend | undefined;
  readonly #seen = new Set<string>();
  readonly #watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.#seen.add(target.id);
      else this.#seen.delete(target.id);
    }
  });
  /** The part of the address, until the visitor goes on by himself: formulas that arrive must not push it away. */
  #held: string | undefined;
  readonly #grown = new ResizeObserver(() => this.#showPart());
  readonly #letGo = (): void => (this.#held = undefined);
  readonly #supply = new BackendSupply(openBackend, {
    lost: () => (this.loss = 'The GPU was lost; it is asked for again, and the check under way begins anew.'),
  });
  readonly #queue = new CheckQueue({
    backend: () => this.#open(),
    checker: (backend) => new Checker(backend),
    inView: () => this.#inView(),
    wordsOf,
    changed: () => this.requestUpdate(),
    breath: nextTask,
  });

  /** What was found so far, as it is saved. */
  get results(): Results {
    return resultsOf(this.#queue.answers, this.#backend, new Date());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    adoptStyles(document, [textStyles]);
    for (const kind of MOVES) addEventListener(kind, this.#letGo, { passive: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.disconnect();
    this.#grown.disconnect();
    for (const kind of MOVES) removeEventListener(kind, this.#letGo);
    this.#queue.cancel();
    this.#supply.dispose();
  }

  /** Into the document, so that its headings are the page's. */
  protected override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    return html`<div class="text">
      ${contentsView(questions, (part) => this.#countOf(part))}
      <article>
        <header class="intro">
          <h1>The text, checked</h1>
          <p>
            Four questions on generative models, worked step by step. Beside every step stands the check that measures
            it on your own device: what the formula predicts, what was found, and by how much both may differ. Where the
            source prints something else, a switch puts its line in the place of the right one, and the same check runs
            again.
          </p>
          ${this.#transport()}
        </header>
        ${questions.map(
          ({ id, title, lead, parts }) =>
            html`<section aria-labelledby="question-${id}">
              <h2 id="question-${id}">${id}&ensp;${title}</h2>
              <p class="lead">${prose(lead)}</p>
              ${parts.map((part) => this.#part(part))}
            </section>`,
        )}
      </article>
    </div>`;
  }

  protected override firstUpdated(): void {
    for (const step of this.querySelectorAll('.step')) this.#watch.observe(step);
    this.#grown.observe(this);
  }

  protected override updated(changed: PropertyValues<this>): void {
    this.dispatchEvent(new CustomEvent('page-change', { detail: this.#report(), bubbles: true }));
    if (!changed.has('address')) return;
    const { part, checks } = this.address;
    this.#held = part;
    this.#showPart()?.focus({ preventScroll: true });
    if (checks) this.#checkEverything();
  }

  #part(part: Part): TemplateResult {
    return html`<section class="part" aria-labelledby="part-${part.id}">
      <h3 id="part-${part.id}" tabindex="-1"><a href="#/text/${part.id}">${part.id}</a>&ensp;${part.title}</h3>
      ${part.steps.map((step) => stepView(this.#model(part, step)))}
    </section>`;
  }

  #model(part: Part, step: Step): StepModel {
    const key = stepKey(part, step);
    const { answers, current } = this.#queue;
    const stateOf = (one: string): StepModel['state'] => ({
      answer: answers.get(one),
      asked: one === current ? 'now' : this.#queue.isWaiting(one) ? 'soon' : undefined,
    });
    return {
      key,
      step,
      state: stateOf(key),
      slips: (step.slips ?? []).map((slip, i) => {
        const of = slipKey(key, i);
        return { slip, on: this.slips.has(of), state: stateOf(of), toggle: () => this.#toggle(of) };
      }),
      check: () => this.#ask([key]),
    };
  }

  #transport(): TemplateResult {
    const { progress } = this.#queue;
    const lines = items.filter(({ slip }) => !slip).length;
    const isDone = this.#queue.answers.size > 0;
    return html`<div class="transport">
        ${
          progress === undefined
            ? html`<button
                  class="primary"
                  @click=${() => this.#ask(items.filter(({ slip }) => !slip).map(({ key }) => key))}
                >
                  Check all ${lines} lines
                </button>
                <button @click=${() => this.#checkEverything()}>and all ${items.length - lines} slips</button>`
            : html`<button @click=${() => this.#queue.cancel()}>Cancel</button>`
        }
        <button ?disabled=${!isDone} @click=${() => this.#save()}>Save results</button>
        <button @click=${() => print()}>Print</button>
      </div>
      ${
        progress === undefined
          ? nothing
          : html`<progress max="1" .value=${progress} aria-label="Checks done"></progress>`
      }
      <p class="tally" role="status">${this.loss ?? tallyOf(this.#queue)}</p>
      <p class="paper-line">
        ${location.href} · ${this.#deviceName()} · seed ${this.results.seed} · ${this.results.date}
      </p>`;
  }

  #toggle(key: string): void {
    const isOn = this.slips.has(key);
    const others = [...this.slips].filter((one) => one !== key);
    this.slips = new Set(isOn ? others : [...others, key]);
    if (!isOn && !this.#queue.answers.has(key)) this.#ask([key]);
  }

  #checkEverything(): void {
    this.slips = new Set(items.flatMap(({ key, slip }) => (slip ? [key] : [])));
    this.#ask(items.map(({ key }) => key));
  }

  #ask(keys: readonly string[]): void {
    const wanted = new Set(keys);
    this.#queue.ask(items.filter(({ key }) => wanted.has(key)));
  }

  async #open(): Promise<Backend> {
    const backend = await this.#supply.get();
    this.#backend = backend;
    this.loss = undefined;
    return backend;
  }

  #inView(): ReadonlySet<string> {
    const steps = [...this.#seen].map((id) => id.replace('step-', ''));
    return new Set(items.flatMap(({ key }) => (steps.some((step) => key.startsWith(step)) ? [key] : [])));
  }

  #countOf(part: Part): string {
    const rows = part.steps.map((step) => this.#queue.answers.get(stepKey(part, step)));
    const holding = rows.filter((answer) => answer && 'row' in answer && answer.row.verdict === 'holds').length;
    return rows.every((answer) => answer === undefined) ? '' : `${holding}/${rows.length}`;
  }

  /** The heading of the part that is held, in view. */
  #showPart(): HTMLElement | undefined {
    if (this.#held === undefined) return undefined;
    const heading = this.querySelector<HTMLElement>(`#part-${CSS.escape(this.#held)}`) ?? undefined;
    heading?.scrollIntoView({ block: 'start' });
    return heading;
  }

  #save(): void {
    download([JSON.stringify(this.results, undefined, 1)], 'scorefield-text.json', 'json');
  }

  #deviceName(): string {
    return this.#backend?.adapterName ?? 'no device asked yet';
  }

  #report(): PageReport {
    const { progress, answers } = this.#queue;
    const status: RunStatus = progress !== undefined ? 'running' : answers.size > 0 ? 'done' : 'paused';
    const words = this.#backend ? [this.#backend.kind === 'webgpu' ? 'WebGPU' : '', this.#backend.adapterName] : [];
    const text = this.#supply.fallback;
    return {
      lab: 'text',
      title: 'The text',
      lecture: false,
      status,
      backend: this.#backend?.kind,
      badge: words.filter(Boolean).join(' · '),
      run: undefined,
      claims: [],
      divergence: undefined,
      notice: text === undefined ? undefined : { text, problem: false, lasting: true },
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'text-page': TextPage;
  }
}
