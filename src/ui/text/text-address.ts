// The address of the text: `#/text`, `#/text/4.3`, `#/text?check=1`.

export interface TextAddress {
  /** The part that is looked at: '4.3'. */
  readonly part?: string;
  /** Every line and every slip is checked at once. */
  readonly checks: boolean;
}

/** Undefined where the address is not the text's; what follows is read as far as it can be. */
export function readTextAddress(hash: string): TextAddress | undefined {
  const found = /^#?\/text(?:\/(\d\.\d))?(?=$|[/?&])[^?]*(?:\?(.*))?$/.exec(hash);
  if (!found) return undefined;
  const [, part, query = ''] = found;
  return { ...(part === undefined ? {} : { part }), checks: new URLSearchParams(query).get('check') === '1' };
}
