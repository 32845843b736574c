// The files of networks, on the page of a lab that trains some.
import { html, nothing, type TemplateResult } from 'lit';
import type { OwnNetworkController } from '../controllers/own-network-controller';
import type { PageModel } from './page-view';

export function networkRow({ lab, run }: PageModel, network: OwnNetworkController): TemplateResult | typeof nothing {
  if (!lab.networks) return nothing;
  return html`<div class="ruled">
    <network-files
      ?disabled=${!run}
      .state=${network.state}
      @network-keep=${() => void network.keep()}
      @network-save=${() => void network.save()}
      @network-open=${({ detail }: CustomEvent<File>) => void network.open(detail)}
    ></network-files>
  </div>`;
}
