// Which browser the tests use, and where its software Vulkan driver stands.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from 'playwright';

/** Headless Chromium with WebGPU on the CPU, canvases visible in screenshots. */
export const SWIFTSHADER_ARGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
];

/** What makes screenshots the same everywhere. */
export const STABLE_PIXEL_ARGS = [
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-device-scale-factor=1',
  '--hide-scrollbars',
];

/** CHROME_PATH, then Playwright's own Chromium if it was installed, then the system's. */
export function browserPath(): string | undefined {
  return [process.env['CHROME_PATH'], chromium.executablePath(), '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  );
}

/** The driver file that Dawn in Node needs; Chromium ships one. */
export function swiftshaderIcd(): string | undefined {
  const browser = browserPath();
  return [
    process.env['VK_ICD_FILENAMES'],
    '/usr/lib/chromium/vk_swiftshader_icd.json',
    browser && join(dirname(browser), 'vk_swiftshader_icd.json'),
  ].find((path) => path && existsSync(path));
}
