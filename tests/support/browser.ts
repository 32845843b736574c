// Which browser the tests use, and where its software Vulkan driver stands.
import { existsSync, realpathSync } from 'node:fs';
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

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

function isThere(path: string | undefined): path is string {
  return path !== undefined && path !== '' && existsSync(path);
}

/** CHROME_PATH, then Playwright's own Chromium if it was installed, then the system's. */
export function browserPath(): string | undefined {
  return [process.env['CHROME_PATH'], chromium.executablePath(), ...INSTALLED].find(isThere);
}

/** A file that the browser ships beside its binary. The command is often a link, and Debian's is a script. */
function besideBrowser(name: string): string | undefined {
  const browser = browserPath();
  const folders = browser ? [dirname(realpathSync(browser)), '/usr/lib/chromium'] : [];
  return folders.map((folder) => join(folder, name)).find(isThere);
}

/** The driver file that Dawn in Node needs; Chromium ships one. */
export function swiftshaderIcd(): string | undefined {
  return [process.env['VK_ICD_FILENAMES'], besideBrowser('vk_swiftshader_icd.json')].find(isThere);
}

const LIBRARY_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib64'];

/**
 * Environment in which Dawn in Node finds the software driver, or undefined where it cannot. Only Linux needs one:
 * elsewhere Dawn speaks Metal or Direct3D. Without a system loader the one beside the browser does.
 */
export function dawnEnvironment(): Readonly<Record<string, string>> | undefined {
  if (process.platform !== 'linux') return {};
  const icd = swiftshaderIcd();
  if (!icd) return undefined;
  const driver = { VK_ICD_FILENAMES: icd };
  if (LIBRARY_FOLDERS.some((folder) => isThere(join(folder, 'libvulkan.so.1')))) return driver;
  const loader = besideBrowser('libvulkan.so.1');
  return loader ? { ...driver, LD_LIBRARY_PATH: dirname(loader) } : undefined;
}
