// `npm test`, and with the argument `faults` `npm run test:faults`. The suite itself is TypeScript; Vite, which is there anyway, loads it.
import { fileURLToPath } from 'node:url';

async function loadSuite() {
  try {
    const { runnerImport } = await import('vite');
    return (await runnerImport('./tests/support/suite.ts')).module;
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    console.error('The packages are not installed: run `npm ci` first.');
    process.exit(1);
  }
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const { runSuite } = await loadSuite();
process.exitCode = await runSuite(process.argv[2] === 'faults' ? 'faults' : 'all');
