// Names or a point: what the rows below tell.
import { describe, expect, test } from 'vitest';
import { namesColumns } from '../../../src/data/csv/csv-header';

const rows = (text: string): string[][] => text.split('\n').map((line) => line.split(','));
const names = (text: string): boolean => {
  const [first, ...body] = rows(text);
  return namesColumns(first, body);
};

describe('names', () => {
  test.each([
    ['text', 'x,y\n1,2'],
    ['text over numbers, beside a number', 'id,2020\n1,5\n2,6'],
    ['an empty corner over row numbers', ',0,1\n0,5,6\n1,7,8'],
    ['an empty corner over names', ',5,6\na,5,6\nb,7,8'],
    ['0, 1, 2 … far off the rest', '0,1,2\n.1,.2,.3\n.2,.1,.3\n.3,.2,.1'],
    ['0, 1 over numbers of many places', '0,1\n-0.5234,1.2387\n1.2039,0.0321\n0.3321,-0.8872'],
    ['years beside a text column', 'region,2023,2024\na,2100,1900\nb,1800,2500\nc,2200,2050'],
    ['wavelengths', '400,410,420\n.1,.2,.3\n.2,.1,.4\n.3,.2,.1'],
  ])('%s', (_, text) => {
    expect(names(text)).toBe(true);
  });
});

describe('a point', () => {
  test.each([
    ['numbers like the others', '1,2\n3,4\n5,6\n0,7'],
    ['the start of a curve', '0,1\n0.5,0.6\n1,0.36\n1.5,0.22\n2,0.13'],
    ['counting, as all rows do', '0,1\n1,2\n2,3\n3,4'],
    ['a missing value over numbers', 'NA,3\n1,2\n4,5\n6,7'],
    ['an empty cell over numbers in no order', ',3\n1.5,2\n4,5\n6,7'],
    ['an outlier in one column', '100,2\n1,3\n2,4\n3,3'],
    ['a point at whole numbers in order', '1,2\n2,4\n3,1\n2,2'],
    ['only two rows', '0,1\n5,6'],
  ])('%s', (_, text) => {
    expect(names(text)).toBe(false);
  });
});
