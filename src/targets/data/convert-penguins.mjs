// Makes penguins.ts, four measurements of each bird, from the JSON of the data set:
//   node src/targets/data/convert-penguins.mjs node_modules/vega-datasets/data/penguins.json
// Complete birds are those of which every measurement and the sex is known: 333 of 344.
import { readFileSync, writeFileSync } from 'node:fs';

const [, , path] = process.argv;
if (!path) throw new Error('usage: node src/targets/data/convert-penguins.mjs <penguins.json>');

const birds = JSON.parse(readFileSync(path, 'utf8')).filter((bird) => Object.values(bird).every((value) => value !== null && value !== '.'));
const column = (name) => birds.map((bird) => bird[name]);

/** Numbers in rows of at most 100 characters. */
function rows(values) {
  const lines = [''];
  for (const value of values) {
    const last = lines.length - 1;
    if (lines[last].length + `${value}, `.length > 100) lines.push(`${value}, `);
    else lines[last] += `${value}, `;
  }
  return lines.map((line) => `  ${line.trimEnd()}`).join('\n');
}

const text = `// 333 penguins of three species at Palmer Station, Antarctica: those measured completely. Written by convert-penguins.mjs.
// K. B. Gorman, T. D. Williams, W. R. Fraser (2014), PLoS ONE 9(3): e90081, https://doi.org/10.1371/journal.pone.0090081;
// published as the data set palmerpenguins (A. M. Horst, A. P. Hill, K. B. Gorman), https://allisonhorst.github.io/palmerpenguins/
// Licence of the data: CC0 1.0, no rights reserved.

/** mm */
export const flipperLength: readonly number[] = [
${rows(column('Flipper Length (mm)'))}
];

/** mm, bird by bird as above */
export const billLength: readonly number[] = [
${rows(column('Beak Length (mm)'))}
];

/** mm, bird by bird as above */
export const billDepth: readonly number[] = [
${rows(column('Beak Depth (mm)'))}
];

/** g, bird by bird as above */
export const bodyMass: readonly number[] = [
${rows(column('Body Mass (g)'))}
];
`;
writeFileSync(new URL('penguins.ts', import.meta.url), text);
console.log(`${birds.length} birds`);
