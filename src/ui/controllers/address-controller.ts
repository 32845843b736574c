// Ties a host to the address bar: follows what the visitor puts there, and keeps it current.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { AddressWriter } from '../address-writer';

export class AddressController implements ReactiveController {
  readonly #follow: (hash: string) => void;
  readonly #writer: AddressWriter;
  /** What stood in the bar when it was last read or written here. */
  #seen = '';
  readonly #onHashChange = (): void => {
    this.#writer.drop();
    this.#begin();
  };
  readonly #onPageHide = (): void => this.#writer.flush();

  /**
   * `follow` is called with the hash when the host connects and whenever the visitor changes it, `written` with every
   * address that stands in the bar from now on.
   */
  constructor(host: ReactiveControllerHost, follow: (hash: string) => void, written: (address: string) => void) {
    this.#follow = follow;
    this.#writer = new AddressWriter((address) => {
      // Gone elsewhere meanwhile, and the event is on its way: that address wins.
      if (location.hash !== this.#seen) return;
      history.replaceState(history.state, '', address);
      this.#seen = location.hash;
      written(address);
    });
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('hashchange', this.#onHashChange);
    addEventListener('pagehide', this.#onPageHide);
    this.#begin();
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.#onHashChange);
    removeEventListener('pagehide', this.#onPageHide);
    this.#writer.flush();
  }

  #begin(): void {
    this.#seen = location.hash;
    this.#follow(this.#seen);
  }

  write(address: string): void {
    this.#writer.write(address);
  }
}
