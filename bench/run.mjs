// npm run bench [-- --rounds 9] [--only node|chromium] [--workload langevin|dirac|score|auto|train|chains|population|variational]
// Chain-steps (or pairs) a second of the WGSL kernel, of its float64 twin and of a plain loop, in Node with Dawn and in Chromium.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build, createServer, runnerImport } from 'vite';
import { openBrowser } from './serve.mjs';
import { formatTable } from './table.mjs';

const WORKLOADS = {
  langevin: { module: '/bench/langevin.ts', entry: 'benchLangevin', title: 'Langevin (ULA), 8 Gaussians on a ring' },
  dirac: { module: '/bench/dirac.ts', entry: 'benchDirac', title: 'Dirac-GAN, logistic f' },
  score: { module: '/bench/kernel-score.ts', entry: 'benchKernelScore', title: 'Kernel score, d = 2', unit: 'pairs' },
  diffusion: {
    module: '/bench/diffusion.ts',
    entry: 'benchDiffusion',
    title: 'Sampling with the exact denoiser, d = 2',
    unit: 'pairs',
  },
  auto: { module: '/bench/auto-choice.ts', entry: 'benchAuto', title: 'Kernel score, choice of method', unit: 'pairs' },
  train: { module: '/bench/train.ts', entry: 'benchTrain', title: 'Training a score network', unit: 'samples' },
  chains: { module: '/bench/chain-law.ts', entry: 'benchChains', title: 'Law of chains on a trained network' },
  population: {
    module: '/bench/population.ts',
    entry: 'benchPopulation',
    title: 'Training 256 networks at once',
    unit: 'samples',
  },
  variational: {
    module: '/bench/variational.ts',
    entry: 'benchVariational',
    title: 'Variational sweeps, 8 components in the plane',
    unit: 'updates',
  },
};

function readArguments() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '7' },
      only: { type: 'string', default: '' },
      workload: { type: 'string', default: '' },
    },
  });
  const rounds = Number(values.rounds);
  if (!(Number.isInteger(rounds) && rounds >= 1)) throw new Error(`--rounds is ${values.rounds}; it must be 1 or more`);
  if (!['', 'node', 'chromium'].includes(values.only))
    throw new Error(`--only is ${values.only}; allowed: node, chromium`);
  const names = Object.keys(WORKLOADS);
  if (values.workload && !names.includes(values.workload))
    throw new Error(`--workload is ${values.workload}; allowed: ${names.join(', ')}`);
  return { rounds, only: values.only, chosen: values.workload ? [values.workload] : names };
}

/** Serves the sources to the browser, module by module and without the page. */
async function serveSources() {
  const server = await createServer({
    configFile: false,
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null },
    optimizeDeps: { include: ['wesl', 'wgsl_reflect'] },
  });
  await server.listen();
  return server;
}

/** One plain module for Node: Vite's module runner would look every import up at every call, and slow the loops down. */
async function bundle(path) {
  const outDir = mkdtempSync(join(tmpdir(), 'bench-'));
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: path.slice(1),
      outDir,
      rolldownOptions: { output: { entryFileNames: 'bench.mjs', codeSplitting: false } },
    },
  });
  try {
    return await import(pathToFileURL(join(outDir, 'bench.mjs')).href);
  } finally {
    rmSync(outDir, { recursive: true });
  }
}

async function inNode({ module: path, entry }, rounds) {
  const { module } = await runnerImport('./tests/support/browser.ts');
  const driver = module.swiftshaderIcd();
  // Dawn looks for its driver when it is loaded, and warns where there is no runtime directory.
  if (driver) process.env.VK_ICD_FILENAMES = driver;
  process.env.XDG_RUNTIME_DIR ??= process.cwd();
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const gpu = create([]);
  const bench = await bundle(path);
  const results = await bench[entry](rounds, gpu);
  return { ...results, gpu }; // Dawn lives as long as this object is referenced
}

async function inChromium({ module: path, entry }, rounds) {
  const server = await serveSources();
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    // Any page of the origin will do, as long as the application itself does not run beside the bench.
    await page.route('**/blank', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
    await page.goto(new URL('blank', server.resolvedUrls.local[0]).href);
    return await page.evaluate(
      async ([module, name, count]) => (await import(module))[name](count),
      [path, entry, rounds],
    );
  } finally {
    await browser.close();
    await server.close();
  }
}

function print(where, unit, { adapter, results, tables = [results], notes = [] }) {
  for (const table of tables) printTable(`${where}, ${adapter}`, unit, table);
  for (const note of notes) console.log(note);
}

function printTable(title, unit, results) {
  const [kernel] = results;
  const head = ['', `M ${unit}/s`, 'best', 'ms a launch', 'kernel is faster', 'by CPU time'];
  const times = (ratio) => (ratio === undefined ? '' : `${ratio.toFixed(2)} times`);
  const rows = results.map(({ name, rate, best, duration }) => [
    name,
    (rate / 1e6).toFixed(2),
    (best / 1e6).toFixed(2),
    duration.toFixed(1),
    ...(name === kernel.name ? ['', ''] : [times(kernel.ratios[name]), times(kernel.cpuRatios?.[name])]),
  ]);
  console.log(`\n${title}\n${formatTable([head, ...rows], [1, 2, 3, 4, 5])}`);
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { rounds, only, chosen } = readArguments();
console.log(`Medians of ${rounds} interleaved rounds; ratios are taken inside a round`);
try {
  for (const workload of chosen.map((name) => WORKLOADS[name])) {
    console.log(`\n${workload.title}`);
    if (only !== 'node') print('Chromium', workload.unit ?? 'steps', await inChromium(workload, rounds));
    if (only !== 'chromium')
      print(`Node ${process.versions.node} with Dawn`, workload.unit ?? 'steps', await inNode(workload, rounds));
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
process.exit();
