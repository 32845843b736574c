// How much JavaScript the page loads before anything is shown, as a server would send it.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

/** 150 KB of gzip (level 9), with KB = 1000 bytes. */
export const EAGER_BUDGET = 150_000;

export interface EagerScript {
  readonly path: string;
  readonly gzip: number;
}

const STATIC_IMPORT = /(?:^|[;}\s])(?:import|export)\s*(?:[\w$*{][^'"()]*?from\s*)?["'](\.{1,2}\/[^"']+)["']/g;
const PAGE_SCRIPT = /<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.js)"/g;

function references(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, path]) => path ?? []);
}

/** The scripts and preloads named by the page and all that they import statically. */
export function eagerScripts(site: string): EagerScript[] {
  const found = new Map<string, number>();
  const visit = (path: string): void => {
    if (found.has(path) || !existsSync(path)) return;
    const text = readFileSync(path, 'utf8');
    found.set(path, gzipSync(text, { level: 9 }).length);
    for (const next of references(text, STATIC_IMPORT)) visit(join(dirname(path), next));
  };
  for (const path of references(readFileSync(join(site, 'index.html'), 'utf8'), PAGE_SCRIPT)) visit(join(site, path));
  return [...found].map(([path, gzip]) => ({ path: relative(site, path), gzip }));
}

export function eagerSize(scripts: readonly EagerScript[]): number {
  return scripts.reduce((sum, { gzip }) => sum + gzip, 0);
}
