// The first two measurements are chosen; what numbers the rows is none.
import { expect, test } from 'vitest';
import { likelyColumns } from '../../../src/data/csv/csv-columns';
import { loadCsv } from '../../../src/data/csv/csv-load';

const chosen = async (text: string): Promise<string[]> => {
  const table = await loadCsv(new Blob([text]));
  return likelyColumns(table).map((index) => table.columns[index].name);
};

test.each([
  ['row numbers by name', 'id,x,y\n3,1.5,2\n7,3,4.5\n9,5,6\n', ['x', 'y']],
  ['PassengerId', 'PassengerId,fare,age\n1,1.5,2\n2,3,4.5\n3,5,6\n', ['fare', 'age']],
  ['row numbers without a name', '0,1.5,2\n1,3,4.5\n2,5,6.5\n', ['column 2', 'column 3']],
  ['row numbers in the middle', 'name,no.,x,y\na,1,1.5,2\nb,2,3,4\n', ['x', 'y']],
  ['times that count the rows', 'time,mass,wing\n1,10,4\n2,30,8\n3,20,0\n', ['time', 'mass']],
  ['a measurement called id that is none in order', 'id,x,y\n3,1,2\n1,3,4\n2,5,6\n', ['id', 'x']],
  ['row numbers where there is nothing else', 'id,x\n1,1.5\n2,3\n3,5\n', ['id', 'x']],
  ['holes in a measurement', 'x,y,z\n1,2,3\n,4,5\n6,7,8\n', ['x', 'y']],
  ['a column that is mostly text', 'x,y,z\n1,a,3\n2,b,5\n6,7,8\n', ['x', 'z']],
])('%s', async (_, text, right) => {
  expect(await chosen(text)).toEqual(right);
});
