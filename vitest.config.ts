// Two projects over one set of conventions: `reference` needs Node alone, `gpu` needs Dawn with an adapter.
import { defineConfig } from 'vitest/config';
import { swiftshaderIcd } from './tests/support/browser';

const icd = swiftshaderIcd();
const shared = {
  environment: 'node' as const,
  pool: 'forks' as const,
  hookTimeout: 60_000,
  testTimeout: 120_000,
  server: { deps: { inline: ['wgsl_reflect'] } },
};

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'reference',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.gpu.test.ts', 'tests/e2e/**'],
        },
      },
      {
        test: {
          ...shared,
          name: 'gpu',
          include: ['tests/**/*.gpu.test.ts'],
          fileParallelism: false,
          env: {
            ...(icd ? { VK_ICD_FILENAMES: icd } : {}),
            XDG_RUNTIME_DIR: process.env['XDG_RUNTIME_DIR'] ?? process.cwd(),
          },
        },
      },
    ],
  },
});
