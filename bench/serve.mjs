// The built page on an address of its own, with the browser that the tests use: what capture and the browser bench share.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { build, preview, runnerImport } from 'vite';

const SOURCES = ['src', 'shaders', 'index.html', 'vite.config.ts', 'package-lock.json'];

/** Latest change below a path, in milliseconds since 1970. */
function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function isStale() {
  if (!existsSync('dist/index.html')) return true;
  const built = statSync('dist/index.html').mtimeMs;
  return SOURCES.some((path) => newest(path) > built);
}

/** Builds the page where dist/ is missing or older than its sources, and serves it. Resolves to `{ origin, close }`. */
export async function servePage() {
  if (isStale()) await build({ logLevel: 'warn' });
  const server = await preview({ preview: { host: '127.0.0.1', port: 0, open: false } });
  const { port } = server.httpServer.address();
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

/** Opens the browser of the tests, with WebGPU on the CPU. Throws an Error that says what is missing. */
export async function openBrowser() {
  const { module } = await runnerImport('./tests/support/browser.ts');
  const executablePath = module.browserPath();
  if (!executablePath) throw new Error('No browser was found: set CHROME_PATH to a Chrome or Chromium.');
  return chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...module.SWIFTSHADER_ARGS, ...module.STABLE_PIXEL_ARGS],
  });
}
