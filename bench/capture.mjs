// npm run capture -- '#/langevin?until=500' cloud.png [--width 1440 --height 960 --dark --full --timeout 180]
// Opens an address of the built page, waits for the run to end, prints what it measured and claims, takes the picture.
// '#/text?check=1' checks every line of the text, and every formula as the source prints it.
// Exit code 0: no claim fails; 1: one does, or a formula as printed passes; 2: no picture could be taken.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { openBrowser, servePage } from './serve.mjs';
import { formatNumber, formatTable } from './table.mjs';

const USAGE = `npm run capture -- '#/langevin?until=500' cloud.png [--width 1440 --height 960 --dark --full --timeout 180]`;

function isText(address) {
  return /^#\/text[^?]*\?(.*&)?check=1(&|$)/.test(address);
}

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      width: { type: 'string', default: '1440' },
      height: { type: 'string', default: '960' },
      timeout: { type: 'string', default: undefined },
      dark: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
    },
  });
  const [address, picture] = positionals;
  if (!address?.startsWith('#/') || !picture) throw new Error(`Usage: ${USAGE}`);
  if (!isText(address) && !/[?&]until=\d+/.test(address))
    throw new Error(`${address} never ends: it needs until=N, for example until=500.`);
  // The text has many runs.
  values.timeout ??= isText(address) ? '1200' : '180';
  const [width, height, seconds] = ['width', 'height', 'timeout'].map((name) => {
    const number = Number(values[name]);
    if (number > 0) return number;
    throw new Error(`--${name} must be a positive number, but was ${values[name]}.`);
  });
  return { address, picture, width, height, timeout: seconds * 1000, dark: values.dark, full: values.full };
}

/** Waits for the run's end; the error says how far it came and what the page said. */
async function untilDone(page, timeout, complaints) {
  const state = () => {
    const app = document.querySelector('playground-app');
    return {
      status: app?.getAttribute('status'),
      step: app?.getAttribute('step'),
      backend: app?.getAttribute('backend'),
    };
  };
  const ended = () => ['done', 'failed'].includes(document.querySelector('playground-app')?.getAttribute('status'));
  const inTime = await page.waitForFunction(ended, undefined, { timeout, polling: 100 }).then(
    () => true,
    () => false,
  );
  const found = await page.evaluate(state);
  if (inTime && found.status === 'done') return found;
  const what = inTime ? 'The run failed' : `The run did not end within ${timeout / 1000} s`;
  throw new Error([`${what} (status ${found.status}, step ${found.step}).`, ...complaints].join('\n'));
}

/** Measures and claims, through the property that the page offers for it. */
async function readRun(page) {
  return page.evaluate(async () => {
    const { run } = document.querySelector('playground-app');
    return { measures: await run.measure(), claims: await run.claims() };
  });
}

/** Whether no claim fails. */
async function printRun(page, { status, step, backend }) {
  const { measures, claims } = await readRun(page);
  console.log(`${status} after ${step} steps on ${backend}\n`);
  const numbers = Object.entries(measures).map(([name, value]) => [name, formatNumber(value)]);
  console.log(formatTable([['measure', 'value'], ...numbers], [1]));
  const rows = claims.map((claim) => [
    claim.id,
    formatNumber(claim.predicted),
    formatNumber(claim.measured),
    `± ${formatNumber(claim.standardError)}`,
    claim.verdict,
    claim.reason ? `${claim.statement} (${claim.reason})` : claim.statement,
  ]);
  const head = ['claim', 'predicted', 'measured', 'error', 'verdict', 'statement'];
  console.log(`\n${formatTable([head, ...rows], [1, 2, 3])}`);
  return claims.every(({ verdict }) => verdict !== 'fails');
}

/** Whether no line of the text fails, and every formula as printed does. */
async function printText(page) {
  const { rows, adapter, backend, seed, date } = await page.evaluate(() => document.querySelector('text-page').results);
  console.log(`the text on ${backend} (${adapter}), seed ${seed}, ${date}\n`);
  const cells = rows.map((row) => [
    row.part,
    row.claim,
    row.slip ?? '',
    ...[row.predicted, row.measured].map((value) => (value === undefined ? '' : formatNumber(value))),
    row.standardError ? `± ${formatNumber(row.standardError)}` : '',
    row.verdict,
    row.right ? '' : '←',
    row.missedBy ?? row.reason ?? row.statement ?? '',
  ]);
  const head = ['part', 'claim', 'as printed', 'predicted', 'measured', 'error', 'verdict', '', ''];
  console.log(formatTable([head, ...cells], [3, 4, 5]));
  const lines = rows.filter(({ slip }) => !slip);
  const slips = rows.filter(({ slip }) => slip);
  console.log(
    `\n${lines.filter(({ verdict }) => verdict === 'holds').length} of ${lines.length} lines hold, ` +
      `${slips.filter(({ verdict }) => verdict === 'fails').length} of ${slips.length} slips fail`,
  );
  return rows.every(({ right }) => right);
}

async function capture(options) {
  const server = await servePage();
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({
      viewport: { width: options.width, height: options.height },
      colorScheme: options.dark ? 'dark' : 'light',
      locale: 'en-GB',
    });
    const complaints = [];
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(`${server.origin}/${options.address}`);
    const end = await untilDone(page, options.timeout, complaints);
    const isRight = isText(options.address) ? await printText(page) : await printRun(page, end);
    // Reading the run refreshed its numbers: the views draw them in the next frame.
    await page.evaluate(() =>
      document.fonts.ready.then(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      ),
    );
    mkdirSync(dirname(options.picture), { recursive: true });
    await page.screenshot({ path: options.picture, fullPage: options.full, animations: 'disabled', caret: 'hide' });
    console.log(`\n${options.picture}`);
    return isRight ? 0 : 1;
  } finally {
    await browser.close();
    await server.close();
  }
}

try {
  process.exitCode = await capture(readArguments());
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
