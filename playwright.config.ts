// The built page in a real browser, with WebGPU on the CPU so that pixels are the same everywhere.
import { defineConfig, devices } from 'playwright/test';
import { browserPath, STABLE_PIXEL_ARGS, SWIFTSHADER_ARGS } from './tests/support/browser';

// A port of this run's own (workers inherit it): a preview of another tree must never be tested by mistake.
const port = (process.env['PORT'] ??= String(20_000 + (process.pid % 20_000)));
const origin = `http://127.0.0.1:${port}`;
const executablePath = browserPath();

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  workers: 1,
  timeout: 150_000,
  forbidOnly: !!process.env['CI'],
  snapshotPathTemplate: 'tests/e2e/__screenshots__/{testFileName}/{arg}{ext}',
  reporter: process.env['CI'] ? [['list'], ['html', { open: 'never' }]] : 'list',
  expect: {
    timeout: 15_000,
    toHaveScreenshot: {
      animations: 'disabled',
      caret: 'hide',
      scale: 'css',
      threshold: 0.15,
      maxDiffPixelRatio: 0.005,
    },
  },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: origin,
    viewport: { width: 1440, height: 960 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    colorScheme: 'light',
    contextOptions: { reducedMotion: 'reduce' },
    ...(executablePath ? {} : { channel: 'chrome' }),
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      chromiumSandbox: process.getuid?.() !== 0,
      args: [...SWIFTSHADER_ARGS, ...STABLE_PIXEL_ARGS],
    },
    // A trace films every frame, which on a CPU costs as much as drawing them: TRACE=1 where one is wanted.
    trace: process.env['TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: `npx vite preview --port ${port} --strictPort --host 127.0.0.1`,
    url: origin,
    reuseExistingServer: false,
  },
});
