// `npm run audit`: known vulnerabilities of what is installed. It asks the registry, so it stands outside of `npm test`; where
// there is no answer it says so and fails, because nothing is known then.
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** What the report of `npm audit --json` comes to: a sentence and an exit code. */
export function verdict(text) {
  const counts = parse(text)?.metadata?.vulnerabilities;
  if (typeof counts?.high !== 'number' || typeof counts.critical !== 'number')
    return { code: 2, sentence: 'The registry gave no report, so nothing is known about vulnerabilities.' };
  const { low = 0, moderate = 0, high, critical } = counts;
  const sentence = `${critical} critical, ${high} high, ${moderate} moderate, ${low} low`;
  return { code: high + critical > 0 ? 1 : 0, sentence };
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { stdout } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8', shell: process.platform === 'win32' });
  const { code, sentence } = verdict(stdout ?? '');
  console.log(sentence);
  process.exitCode = code;
}
