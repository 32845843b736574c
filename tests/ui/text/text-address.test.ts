import { describe, expect, it } from 'vitest';
import { readTextAddress } from '../../../src/ui/text/text-address';

describe('the address of the text', () => {
  it.each([
    ['#/text', { checks: false }],
    ['#/text/', { checks: false }],
    ['#/text/4.3', { part: '4.3', checks: false }],
    ['#/text?check=1', { checks: true }],
    ['#/text/2.4?check=1&x=2', { part: '2.4', checks: true }],
    ['#/text?check=0', { checks: false }],
    ['#/text/nonsense', { checks: false }],
  ])('%s', (hash, address) => {
    expect(readTextAddress(hash)).toEqual(address);
  });

  it.each(['', '#/', '#/langevin', '#/textual', '#/langevin?x=/text', '#/texts/4.3'])('‘%s’ is not', (hash) => {
    expect(readTextAddress(hash)).toBeUndefined();
  });
});
