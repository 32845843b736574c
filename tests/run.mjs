// `npm test`, `npm run test:faults` (argument `faults`) and `npm run test:claims` (`claims`, and `stage` for the process in which it
// plays). All of it is TypeScript; Vite, which is there anyway, loads it.
import { fileURLToPath } from 'node:url';

async function vite() {
  try {
    return await import('vite');
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error('The packages are not installed: run `npm ci` first.');
    process.exit(1);
  }
}

/** A module that imports nothing later on. */
async function load(path) {
  return (await (await vite()).runnerImport(path)).module;
}

/** A module that does, as labs and backends do. */
async function loadLazy(path) {
  const server = await (
    await vite()
  ).createServer({
    configFile: false,
    appType: 'custom',
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
    // Only the bundler's entry of this package is an ES module.
    ssr: { noExternal: ['wgsl_reflect'] },
  });
  return server.ssrLoadModule(path);
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const [what = 'all', ...args] = process.argv.slice(2);
if (what === 'stage') (await loadLazy('./tests/claims/stage.ts')).serve();
else if (what === 'claims') process.exitCode = await (await load('./tests/claims/command.ts')).runClaims(args);
else process.exitCode = await (await load('./tests/support/suite.ts')).runSuite(what === 'faults' ? 'faults' : 'all');
