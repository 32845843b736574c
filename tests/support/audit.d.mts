/** What the report of `npm audit --json` comes to: a sentence, and an exit code (0 none, 1 some high or critical, 2 unknown). */
export function verdict(report: string): { readonly code: 0 | 1 | 2; readonly sentence: string };
