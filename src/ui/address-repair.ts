// What mail, chat programs and hands do to a link on its way, undone where what was meant is beyond doubt.
import { undamaged } from '../data/foreign-text';

export interface Repaired {
  /** `/lab?key=value&…`, still encoded; whatever else it is, where that is not beyond doubt. */
  readonly text: string;
  /** What was wrong, as parts of one sentence. */
  readonly faults: readonly string[];
}

/** A link in a link is encoded once more each time. */
const MOST_DECODINGS = 3;
/** Signs that an address is made of, where they are written as codes. */
const STRUCTURE = /^[!/\\]*%(?:25)*2F|^[^?]*%(?:25)*3F|^[^=]*%(?:25)*3D/i;
const INVISIBLE = /[\p{Cf}\s]+/gu;
const ENTITY = /&(?:[a-z]+|#\d+|#x[\da-f]+);/giu;
/** Codes of one character, the last of them cut off. */
const CUT_CODE = /(?:%[\da-f]{0,2}){1,4}$/i;

/** The part of an address after its #, with its signs back where they belong. `ids` are those of the labs that there are. */
export function repairAddress(hash: string, ids: readonly string[]): Repaired {
  const faults: string[] = [];
  const repair = (fault: string, before: string, after: string): string => {
    if (after !== before) faults.push(fault);
    return after;
  };
  let text = hash.replace(/^#/, '');
  text = repair('it held invisible characters', text, text.replaceAll(INVISIBLE, ''));
  text = repair('its signs were written as codes', text, withoutCodes(text));
  text = repair('‘&amp;’ stood in it for ‘&’', text, text.replaceAll(/&(?:amp;)+/gi, '&'));
  text = repair('quotes stood in it as codes', text, text.replaceAll(ENTITY, ''));
  text = repair('its end was cut off', text, withoutCutCode(text));
  text = repair('its ‘/’ was missing', text, withSlash(text, ids));
  return { text, faults };
}

function withoutCodes(text: string): string {
  let plain = text;
  for (let i = 0; i < MOST_DECODINGS && STRUCTURE.test(plain); i++) plain = decoded(plain);
  return plain;
}

/** A key or a value, decoded as often as it was encoded. Throws URIError. */
export function plainText(text: string): string {
  let plain = decodeURIComponent(text);
  for (let i = 1; i < MOST_DECODINGS && /%[\da-f]{2}/i.test(plain); i++) plain = decoded(plain);
  return plain;
}

/** As it is where it cannot be decoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Without half a code at the end, where a value stands before it. */
function withoutCutCode(text: string): string {
  const whole = text.replace(CUT_CODE, '');
  return decoded(text) === text && /[^=?&/]$/.test(whole) ? whole : text;
}

function withSlash(text: string, ids: readonly string[]): string {
  if (/^\/(?![/\\])/.test(text)) return text;
  const bare = text.replace(/^[!/\\]+/, '');
  const [id = ''] = bare.split('?');
  return labNamed(id, ids) === undefined ? text : `/${bare}`;
}

/** The lab that is meant: letters and figures decide, whatever their case and whatever stands between and around them. */
export function labNamed(text: string, ids: readonly string[]): string | undefined {
  return ids.includes(text) ? text : only(ids, (id) => lettersOf(id) === lettersOf(decoded(text)));
}

/** The key that is meant, in whatever case. */
export function keyNamed(text: string, keys: readonly string[]): string | undefined {
  if (keys.includes(text)) return text;
  const bare = undamaged(text).toLowerCase();
  return only(keys, (key) => key.toLowerCase() === bare);
}

function lettersOf(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]/gu, '').toLowerCase();
}

/** The one of which that is true; undefined where there are several. */
function only(names: readonly string[], isIt: (name: string) => boolean): string | undefined {
  const found = names.filter(isIt);
  return found.length === 1 ? found[0] : undefined;
}
