// Two outputs of one source: the site (default) and, with `--mode lib`, the engine without the page.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** Nothing comes from elsewhere, nothing is inline, and text becomes markup only inside lit-html's own policy. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** `frame-ancestors` is ignored in a meta element, so only the header can carry it. */
const HEADERS = { 'Content-Security-Policy': `${POLICY}; frame-ancestors 'none'`, 'X-Content-Type-Options': 'nosniff' };

/** First in <head>, because a policy binds only what comes after it. Not in dev: hot reloading needs inline styles. */
function strictPolicy(): Plugin {
  return {
    name: 'strict-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
      ],
    },
  };
}

const OUT_LIB = 'dist-lib';

/** Declarations beside the bundle. Node's resolution wants file extensions, which our sources do not write. */
function declarations(): Plugin {
  return {
    name: 'declarations',
    closeBundle() {
      const compiler = join('node_modules', 'typescript', 'bin', 'tsc');
      const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.lib.json'], { stdio: 'inherit' });
      if (status !== 0) throw new Error('the declarations of the library do not compile');
      for (const file of readdirSync(join(OUT_LIB, 'types'), { recursive: true, encoding: 'utf8' })) {
        if (file.endsWith('.d.ts')) withExtensions(join(OUT_LIB, 'types', file));
      }
      writeFileSync(join(OUT_LIB, 'scorefield.d.ts'), "export * from './types/index.js';\n");
    },
  };
}

function withExtensions(path: string): void {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replaceAll(/((?:from|import\()\s*['"]\.{1,2}\/[^'"]*?)(?:\.js)?(['"])/g, '$1.js$2'));
}

const site: UserConfig = {
  base: './',
  plugins: [strictPolicy()],
  build: { target: 'es2022', sourcemap: true, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  preview: { headers: HEADERS },
};

/** One file with everything inside, readable, for pages without a bundler and for Node alike. */
const library: UserConfig = {
  plugins: [declarations()],
  build: {
    target: 'es2022',
    outDir: OUT_LIB,
    sourcemap: true,
    minify: false,
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'scorefield.js' },
    rolldownOptions: { output: { codeSplitting: false } },
  },
};

export default defineConfig(({ mode }) => (mode === 'lib' ? library : site));
