// Finds what the tests need of the machine (a Chromium, and a software Vulkan driver for Dawn in Node) or installs it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { browserPath, dawnEnvironment } from './browser';

const INSTALL_LIMIT = 300_000;

function run(command: string, ...args: string[]): boolean {
  console.log(`> ${command} ${args.join(' ')}`);
  const options = { stdio: ['ignore', 'inherit', 'inherit'] as const, timeout: INSTALL_LIMIT };
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, args, { ...options, stdio: [...options.stdio], env }).status === 0;
}

/** Ubuntu's `chromium` package only points to a snap, so this is Debian and nothing like it. */
function isDebianAsRoot(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID=debian$/m.test(release) && process.getuid?.() === 0;
}

/** A browser that is there may still not start, for want of a library. Elsewhere `--version` would open a window. */
function starts(browser: string): boolean {
  if (process.platform !== 'linux') return true;
  return spawnSync(browser, ['--version', '--no-sandbox'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

export type Machine =
  | { readonly ready: true; readonly browser: string; readonly environment: Readonly<Record<string, string>> }
  | { readonly ready: false; readonly missing: string };

function look(): Machine {
  const browser = browserPath();
  const environment = dawnEnvironment();
  const install =
    '`apt-get install -y chromium libvulkan1` on Debian, `npx playwright install --with-deps chromium` elsewhere';
  if (!browser) {
    return {
      ready: false,
      missing: `The tests need a Chromium: install one (${install}) or set CHROME_PATH to yours.`,
    };
  }
  if (!starts(browser))
    return { ready: false, missing: `${browser} does not start; install another one (${install}).` };
  if (!environment) {
    return {
      ready: false,
      missing: `The tests need a software Vulkan driver and its loader, which come with Chromium (${install}).`,
    };
  }
  return { ready: true, browser, environment };
}

/** Looks, and if need be installs and looks again. */
export function prepareMachine(): Machine {
  const ways = [
    () => isDebianAsRoot() && run('apt-get', 'update') && run('apt-get', 'install', '-y', 'chromium', 'libvulkan1'),
    () => run('npx', 'playwright', 'install', '--with-deps', 'chromium'),
    () => run('npx', 'playwright', 'install', 'chromium'),
  ];
  let machine = look();
  for (const way of ways) {
    if (machine.ready) break;
    way();
    machine = look();
  }
  return machine;
}
