// Ties a host to the address bar: follows what the visitor puts there, and keeps it current.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { AddressWriter } from '../address-writer';

export class AddressController implements ReactiveController {
  readonly #follow: (hash: string) => void;
  readonly #writer = new AddressWriter((address) => history.replaceState(history.state, '', address));
  readonly #onHashChange = (): void => {
    this.#writer.drop();
    this.#follow(location.hash);
  };
  readonly #onPageHide = (): void => this.#writer.flush();

  /** `follow` is called with the hash when the host connects and whenever the visitor changes it. */
  constructor(host: ReactiveControllerHost, follow: (hash: string) => void) {
    this.#follow = follow;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('hashchange', this.#onHashChange);
    addEventListener('pagehide', this.#onPageHide);
    this.#follow(location.hash);
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.#onHashChange);
    removeEventListener('pagehide', this.#onPageHide);
    this.#writer.flush();
  }

  write(address: string): void {
    this.#writer.write(address);
  }

  /** The whole address, current. */
  get current(): string {
    this.#writer.flush();
    return location.href;
  }
}
