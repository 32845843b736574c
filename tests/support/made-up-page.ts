// The page, built once more with labs that no user sees beside those of the tree, and served on a port of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview, type Plugin } from 'vite';

/** Where the registry looks for labs, and where else it is to look. */
const OWN = "'./*/lab.ts'";
const MORE = [OWN, "'../../tests/labs/made-up/*/lab.ts'", "'../../docs/*/lab.ts'"];

function moreLabs(): Plugin {
  return {
    name: 'more-labs',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/src/labs/registry.ts')) return undefined;
      if (!code.includes(OWN)) throw new Error('the registry does not look for labs where it did');
      return code.replace(OWN, `[${MORE.join(', ')}]`);
    },
  };
}

/** Serves until the returned function is called. */
export async function serveMadeUpLabs(port: number): Promise<() => Promise<void>> {
  const outDir = mkdtempSync(join(tmpdir(), 'scorefield-page-'));
  const options = { logLevel: 'error', build: { outDir, emptyOutDir: true, sourcemap: false } } as const;
  await build({ ...options, plugins: [moreLabs()] });
  const server = await preview({ ...options, preview: { port, strictPort: true, host: '127.0.0.1' } });
  return async () => {
    await server.close();
    rmSync(outDir, { recursive: true, force: true });
  };
}
