// The theme's colours as numbers, for what is drawn outside of CSS; asked again only when the theme changes.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CloudScene } from '../../draw/renderer';
import { readRgb, type Rgb } from '../../draw/rgb';

export interface ThemeColours {
  readonly colours: CloudScene['colours'];
  readonly dark: boolean;
}

export class ThemeController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #preference = matchMedia('(prefers-color-scheme: dark)');
  readonly #observer = new MutationObserver(() => this.#forget());
  readonly #forget = (): void => {
    this.#current = undefined;
    this.#host.requestUpdate();
  };
  #current: ThemeColours | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#preference.addEventListener('change', this.#forget);
    this.#observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'class', 'style'] });
    this.#current = undefined;
  }

  hostDisconnected(): void {
    this.#preference.removeEventListener('change', this.#forget);
    this.#observer.disconnect();
  }

  /** The same object until the theme changes. */
  get current(): ThemeColours {
    this.#current ??= readTheme(this.#host);
    return this.#current;
  }
}

/** A custom property of an element as a colour. */
export function readColour(host: HTMLElement, name: string): Rgb {
  return readRgb(getComputedStyle(host).getPropertyValue(name).trim());
}

function readTheme(host: HTMLElement): ThemeColours {
  const read = (name: string): Rgb => readColour(host, name);
  const colours = { first: read('--accent'), second: read('--second'), paper: read('--raised') };
  const [r, g, b] = colours.paper;
  return { colours, dark: 0.2126 * r + 0.7152 * g + 0.0722 * b < 0.5 };
}
