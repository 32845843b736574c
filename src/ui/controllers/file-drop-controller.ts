// Files dropped anywhere on the page, while the host is connected.
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class FileDropController implements ReactiveController {
  readonly #open: (files: readonly File[]) => void;
  #listening: AbortController | undefined;

  constructor(host: ReactiveControllerHost, open: (files: readonly File[]) => void) {
    this.#open = open;
    host.addController(this);
  }

  hostConnected(): void {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener('dragover', (event) => this.#onDrag(event), { signal });
    addEventListener('dragleave', () => this.#mark(false), { signal });
    addEventListener('drop', (event) => this.#onDrop(event), { signal });
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    this.#mark(false);
  }

  #onDrag(event: DragEvent): void {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.#mark(true);
  }

  #onDrop(event: DragEvent): void {
    this.#mark(false);
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    // A folder is listed as a file too; its entry tells.
    const folder = [...event.dataTransfer.items].some((item) => item.webkitGetAsEntry?.()?.isDirectory);
    this.#open(folder ? [] : [...event.dataTransfer.files]);
  }

  #mark(dropping: boolean): void {
    document.body.classList.toggle('dropping', dropping);
  }
}
