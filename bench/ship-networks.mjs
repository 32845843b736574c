// npm run networks: trains the networks that ship, and writes them as base64 into src/train/shipped-files.ts.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { module } = await runnerImport('./bench/shipped-networks.ts');
const files = await module.trainShipped((text) => console.log(text));
const lines = Object.entries(files).map(([name, bytes]) => `  ${name}: '${Buffer.from(bytes).toString('base64')}',\n`);
const head =
  '// Trained networks as safetensors files in base64. Written by `npm run networks`, which says how they were trained.\n\n';
writeFileSync('src/train/shipped-files.ts', `${head}export const shippedFiles = {\n${lines.join('')}} as const;\n`);
