// Everything that can go wrong outside of the page, in a real browser. `npm run test:faults` runs all of it; what is
// marked @fast runs in `npm test` as well.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'playwright/test';
import base from '../../playwright.config';

/** With these a GPU process may die as often as a test wants. */
const OFTEN = ['--disable-domain-blocking-for-3d-apis', '--disable-gpu-process-crash-limit'];
const { launchOptions } = base.use ?? {};
const often = { launchOptions: { ...launchOptions, args: [...(launchOptions?.args ?? []), ...OFTEN] } };
const server = Array.isArray(base.webServer) ? base.webServer[0] : base.webServer;

export default defineConfig({
  ...base,
  testDir: '.',
  outputDir: '../../test-results/faults',
  timeout: 180_000,
  use: { ...base.use, trace: 'off' },
  ...(server ? { webServer: { ...server, cwd: fileURLToPath(new URL('../..', import.meta.url)) } } : {}),
  projects: [
    { name: 'faults', testIgnore: /block\.spec/, use: often },
    // Chrome as it is: after two crashes it keeps the GPU from the site for two minutes.
    { name: 'block', testMatch: /block\.spec/ },
  ],
});
