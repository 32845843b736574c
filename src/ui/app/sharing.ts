// The address of a page: kept current in the bar, and handed on with words that say what it carries and what not.
import type { ReactiveControllerHost } from 'lit';
import type { ParameterValues } from '../../experiment/lab';
import { formatAddress } from '../address';
import { AddressController } from '../controllers/address-controller';
import { CarriedData } from '../controllers/carried-data';
import { countOf, type Carried, type Enclosed } from '../enclosure';
import type { PageState } from './lab-session';
import type { Opened } from './open-page';
import { dataInForce, lacksPoints, withoutEdits, withValues } from './page-settings';
import { formatPlainNumber } from '../../numbers';

/** A link and what there is to say of it. */
export interface Shared {
  readonly address: string;
  readonly sentences: readonly string[];
  /** Only a file has it all. */
  readonly isPartial: boolean;
}

export class Sharing {
  readonly #bar: AddressController;
  readonly #carried: CarriedData;

  /** `follow` and `written` as of AddressController. */
  constructor(host: ReactiveControllerHost, follow: (hash: string) => void, written: (address: string) => void) {
    this.#bar = new AddressController(host, follow, written);
    this.#carried = new CarriedData(() => host.requestUpdate());
  }

  /** Keeps the bar current; what is being packed is written when it is. */
  write(page: PageState): void {
    const carried = this.#carried.of(enclosedIn(page));
    if (carried) this.#bar.write(addressOf(page, carried));
  }

  async share(page: PageState): Promise<Shared> {
    const carried = await this.#carried.settled(enclosedIn(page));
    return {
      address: new URL(addressOf(page, carried), location.href).href,
      sentences: sentencesOn(page, carried),
      isPartial: carried.own !== undefined,
    };
  }

  /** As `startingAddress`; `#/` where there is no page yet. */
  addressWith(page: PageState | undefined, values: ParameterValues): string {
    return page ? startingAddress(page, values, (enclosed) => this.#carried.known(enclosed)) : '#/';
  }

  /** Where a link encloses the very data of this page, these, so that nothing begins anew for it. */
  sameData(opened: Opened, page: PageState | undefined): Opened {
    const enclosed = opened.carried?.enclosed;
    if (!page || enclosed === undefined) return opened;
    const { data, axes } = enclosedIn(page);
    return this.#carried.known({ data, axes }).enclosed === enclosed ? { ...opened, data, axes } : opened;
  }
}

/** The address of a page with some values replaced, as something to begin with. */
export function startingAddress(
  page: PageState,
  values: ParameterValues,
  known: (enclosed: Enclosed) => Carried,
): string {
  const { until: _, ...settings } = withValues(page.lab, page.settings, values);
  const data = withoutEdits(page.lab, values, page.data);
  const changed = { ...page, settings: { ...settings, play: 'auto' as const }, data };
  return addressOf(changed, known(enclosedIn(changed)));
}

function enclosedIn({ lab, settings, data, axes }: PageState): Enclosed {
  const { network, ...rest } = dataInForce(lab, settings.values, data);
  // A network is too large for a link; other data stay the very object that they are.
  return { data: network ? rest : dataInForce(lab, settings.values, data), axes };
}

function addressOf({ lab, settings, data, missing }: PageState, carried: Carried): string {
  const isMissing = missing !== undefined && lacksPoints(lab, settings.values, data);
  return formatAddress(lab, settings, isMissing ? { ...carried, own: missing } : carried);
}

function sentencesOn(page: PageState, carried: Carried): string[] {
  const { data } = enclosedIn(page);
  const points = data['points'] && counted(data['points'].length / 2, 'point');
  const components = data['weights'] && `the ${counted(data['weights'].length, 'component')} as they are now`;
  const inside = [carried.own === undefined && points && `your ${points}`, carried.enclosed && components];
  const parts = inside.filter((part) => typeof part === 'string' && part !== '').join(' and ');
  const missing = countOf(page.missing ?? '');
  return [
    `The link opens this lab with these settings and this seed, from step 0.${parts && ` It carries ${parts}.`}`,
    ...(carried.own === undefined || !points ? [] : [`Your ${points} are not in the link: send the JSON file too.`]),
    ...(dataInForce(page.lab, page.settings.values, page.data)['network']
      ? ['Your network is not in the link: send its file too.']
      : []),
    ...(missing === undefined
      ? []
      : [`The ${counted(missing, 'point')} that it is about are not here, and not in the link.`]),
    'The step that the run is at and the view are not in it; the JSON file holds both.',
  ];
}

function counted(count: number, what: string): string {
  return `${formatPlainNumber(count)} ${what}${count === 1 ? '' : 's'}`;
}
