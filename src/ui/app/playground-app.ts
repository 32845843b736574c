// <playground-app>: the frame of the page: brand, labs, badge, theme, help, one message, and the lab below.
// Its attributes lab, status, step and backend, and its property `run`, are what tests and scripts read.
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { BackendKind } from '../../compute/backend';
import { labs } from '../../labs/registry';
import type { Run } from '../../experiment/lab';
import type { RunStatus } from '../controllers/run-plan';
import { ThemeController } from '../controllers/theme-controller';
import './help-dialog';
import type { HelpDialog } from './help-dialog';
import { Spoken } from './spoken';
import './share-panel';
import type { SharePanel } from './share-panel';
import { keyFocus } from '../controls/key-focus';
import { readTextAddress, type TextAddress } from '../text/text-address';
import { keyAction } from './key-action';
import type { LabPage } from './lab-page';
import type { PageReport } from './page-report';

@customElement('playground-app')
export class PlaygroundApp extends LitElement {
  @property({ reflect: true }) lab = '';
  @property({ reflect: true }) status: RunStatus = 'loading';
  @property({ type: Number, reflect: true }) step = 0;
  /** Shown to a room: without the bar and the foot. */
  @property({ type: Boolean, reflect: true }) lecture = false;
  @property({ reflect: true }) backend: BackendKind | undefined;
  /** The run that is shown; `undefined` while there is none. */
  @property({ attribute: false }) run: Run | undefined;

  /** What of the text is shown in the place of a lab. */
  @state() private text: TextAddress | undefined;
  @state() private badge = '';
  /** For those who do not see the run. */
  @state() private spoken = '';
  @state() private notice: PageReport['notice'];
  /** Not yet upgraded in the first moments. */
  @query('lab-page') private page!: Partial<LabPage> | null;
  @query('header nav') private nav!: HTMLElement;
  @query('help-dialog') private help!: HelpDialog;
  @query('share-panel') private sharing!: SharePanel;

  readonly #speech = new Spoken({
    say: (sentence) => (this.spoken = sentence),
    now: () => performance.now(),
    later: (ms, work) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
  readonly #theme = new ThemeController(this);
  readonly #narrowed = new ResizeObserver(() => this.#showOpenLab());
  readonly #onKeyDown = (event: KeyboardEvent): void => this.#pressed(event);
  readonly #onHashChange = (): void => {
    this.#follow();
    // Before the page of a lab hears of an address that is not its own.
    this.performUpdate();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
    addEventListener('hashchange', this.#onHashChange);
    addEventListener('keydown', this.#onKeyDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#narrowed.disconnect();
    this.#speech.stop();
    removeEventListener('hashchange', this.#onHashChange);
    removeEventListener('keydown', this.#onKeyDown);
  }

  protected override createRenderRoot(): this {
    return this;
  }

  override render(): TemplateResult {
    return html`
      <button class="skip" ?hidden=${this.text !== undefined} @click=${() => this.#toPicture()}>To the picture</button>
      <header>
        <a class="brand" href="#/">Scorefield</a>
        <nav aria-label="Labs and the text">
          ${labs.map(({ id, name }) => html`<a href="#/${id}" aria-current=${id === this.lab ? 'page' : 'false'}>${name}</a>`)}
          <a class="to-text" href="#/text" aria-current=${this.text ? 'page' : 'false'}>The text</a>
        </nav>
        <p class="badge" translate="no">${this.badge}</p>
        <div class="icons">
          <button
            aria-label="Theme: ${this.#theme.choice}"
            title="Theme: ${this.#theme.choice} (t)"
            @click=${() => this.#theme.cycle()}
          >
            ${themeIcon}
          </button>
          <button
            ?hidden=${this.text !== undefined}
            aria-label="Lecture view"
            title="Lecture view: large, for a room (f)"
            @click=${() => this.page?.act?.('lecture')}
          >
            ${lectureIcon}
          </button>
          <button ?hidden=${this.text !== undefined} title="A link to this, and what it carries" @click=${this.#share}>
            Share
          </button>
          <button aria-label="Help and keys" title="Help and keys (?)" @click=${() => this.help.show()}>?</button>
        </div>
      </header>
      <div class="notice ${noticeClass(this.notice)}">
        <p role="status">${this.notice?.text}</p>
        ${
          this.notice && !this.notice.lasting
            ? html`<button class="quiet" @click=${() => this.page?.dismiss?.()}>Dismiss</button>`
            : nothing
        }
      </div>
      <p class="unseen" aria-live="polite">${this.spoken}</p>
      <main>
        ${
          this.text
            ? html`<text-page .address=${this.text} @page-change=${this.#onChange}></text-page>`
            : html`<lab-page
                @page-change=${this.#onChange}
                @page-step=${this.#onStep}
                @page-fault=${this.#loadFailed}
              ></lab-page>`
        }
      </main>
      <footer class="here" translate="no">${this.badge}</footer>
      <share-panel @share-file=${() => void this.page?.save?.('json')}></share-panel>
      <help-dialog .device=${this.badge ? `Computed here by ${this.badge}.` : ''}></help-dialog>
    `;
  }

  protected override firstUpdated(): void {
    this.#narrowed.observe(this.nav);
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('lab')) return;
    // Another lab is seen from its top, however far down the last one was read.
    this.nav.scrollIntoView({ block: 'nearest' });
    this.#showOpenLab();
  }

  /** On a narrow screen the row of labs scrolls: the one that is open shall be in the middle, and the page stays where it is. */
  #showOpenLab(): void {
    const open = this.nav.querySelector("[aria-current='page']");
    if (!open) return;
    const [row, link] = [this.nav, open].map((element) => element.getBoundingClientRect());
    this.nav.scrollLeft += link.left + link.width / 2 - row.left - row.width / 2;
  }

  /** To the text or to a lab; the frame stands while the rest is on its way. */
  #follow(): void {
    this.text = readTextAddress(location.hash);
    const page = this.text ? import('../text/text-page') : import('./lab-page');
    page.catch(() => this.#loadFailed());
  }

  #toPicture(): void {
    const picture = this.querySelector('main-canvas')?.shadowRoot?.querySelector('canvas');
    (picture ?? this.querySelector<HTMLElement>('main button'))?.focus();
  }

  #loadFailed(): void {
    this.status = 'failed';
    this.notice = {
      text: 'The page could not be loaded completely. Reload it to try again.',
      problem: true,
      lasting: true,
    };
  }

  #onChange({ detail }: CustomEvent<PageReport>): void {
    const { title, claims, divergence, ...shown } = detail;
    this.#speech.hear({ lab: detail.lab, status: detail.status, step: this.step, claims, divergence });
    Object.assign(this, shown);
    document.title = `${title} – Scorefield`;
  }

  #onStep({ detail }: CustomEvent<number>): void {
    this.step = detail;
  }

  async #share(): Promise<void> {
    const shared = await this.page?.share?.();
    if (shared) await this.sharing.show(shared);
  }

  #pressed(event: KeyboardEvent): void {
    const action = keyAction(event, keyFocus(event.composedPath()[0]), this.lecture);
    if (!action || this.help.isOpen || this.sharing.isOpen) return;
    event.preventDefault();
    if (action === 'help') this.help.show();
    else if (action === 'theme') this.#theme.cycle();
    else this.page?.act?.(action);
  }
}

const themeIcon = html`<svg viewBox="0 0 16 16" aria-hidden="true">
  <circle cx="8" cy="8" r="6" stroke-width="1.4" />
  <path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor" stroke="none" />
</svg>`;

const lectureIcon = html`<svg viewBox="0 0 16 16" aria-hidden="true">
  <path d="M1.5 2.5h13M2.5 2.5v8h11v-8M8 10.5v1.5M8 11.5 5.5 14.5M8 11.5l2.5 3" stroke-width="1.3" />
</svg>`;

function noticeClass(notice: PageReport['notice']): string {
  if (notice?.problem) return 'problem';
  return notice?.lasting ? 'passing' : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'playground-app': PlaygroundApp;
  }
}
