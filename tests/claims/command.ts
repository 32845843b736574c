// `npm run test:claims`: random settings of every lab on both backends, and whatever says something wrong, as small as it goes.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { BackendKind } from '../../src/compute/backend';
import type { Lab } from '../../src/experiment/lab';
import { allLabs } from '../support/all-labs';
import { dawnEnvironment } from '../support/browser';
import { add, fail, NOTHING, pass, type Tally } from '../support/tally';
import { caseText, type Case } from './case';
import { fuzz, type Finding } from './fuzz';
import { PowerTable } from './power';
import { POWER_HEAD, powerSection } from './power-text';
import { Stage } from './stage-door';

const USAGE = `npm run test:claims -- [--seconds 600] [--seed 1] [--settings COUNT] [--lab ID] [--backend reference|webgpu] [--case JSON]
  --seconds   how long, shared evenly by labs and backends (default 600)
  --settings  so many settings of each lab on each backend instead, however long they take
  --case      plays one case, as it was printed
  --power     plants errors of 1, 3 and 10 % instead, and prints which of them each claim catches; on webgpu unless --backend says otherwise
  --write     the file that the table of --power goes into`;
/** A run of the power table may have minutes of work on a software GPU. */
const POWER_PATIENCE_MS = 20 * 60_000;

const KINDS: readonly BackendKind[] = ['reference', 'webgpu'];

interface Wanted {
  readonly seconds: number;
  readonly seed: number;
  readonly settings: number | undefined;
  readonly labs: readonly Lab[];
  readonly kinds: readonly BackendKind[];
  /** A backend that was asked for by name must be there. */
  readonly named: boolean;
  readonly item: Case | undefined;
  readonly power: boolean;
  readonly write: string | undefined;
  /** Where a runner of tests finds the counts. */
  readonly report: string | undefined;
}

function readWanted(args: readonly string[]): Wanted {
  const text = { type: 'string' } as const;
  const options = {
    seconds: text,
    seed: text,
    settings: text,
    lab: text,
    backend: text,
    case: text,
    report: text,
    write: text,
  };
  const flags = { power: { type: 'boolean' } } as const;
  const { values } = parseArgs({ args: [...args], options: { ...options, ...flags } });
  const whole = (name: 'seconds' | 'seed' | 'settings', fallback: number): number => {
    const value = Number(values[name] ?? fallback);
    if (Number.isInteger(value) && value >= 0 && value < 2 ** 32) return value;
    throw new RangeError(`--${name} is ${values[name]}; a whole number from 0 to 4294967295 is allowed`);
  };
  const oneOf = <T>(name: 'lab' | 'backend', all: readonly T[], idOf: (one: T) => string): readonly T[] => {
    const chosen = all.filter((one) => values[name] === undefined || idOf(one) === values[name]);
    if (chosen.length > 0) return chosen;
    throw new RangeError(`--${name} is ${values[name]}; allowed are ${all.map(idOf).join(', ')}`);
  };
  return {
    seconds: whole('seconds', 600),
    seed: whole('seed', 1),
    settings: values.settings === undefined ? undefined : whole('settings', 0),
    labs: oneOf('lab', allLabs, ({ id }) => id),
    kinds: oneOf('backend', KINDS, (kind) => kind),
    named: values.backend !== undefined,
    item: values.case === undefined ? undefined : (JSON.parse(values.case) as Case),
    power: values.power ?? false,
    write: values.write,
    report: values.report,
  };
}

function describe(lab: Lab, { problem: { fault, where, text }, smallest }: Finding): string {
  return `${lab.id}, ${smallest.backend}: ${where} ${fault}\n    ${text}\n    ${caseText(lab, smallest)}`;
}

/** Plays, prints and counts one lab on one backend. */
async function fuzzOne(stage: Stage, lab: Lab, kind: BackendKind, wanted: Wanted, deadline: number): Promise<Tally> {
  const title = `${lab.id}, ${kind}`;
  const ground = await stage.open();
  if ('missing' in ground) {
    console.log(`${title}: not played, ${ground.missing}`);
    return wanted.named ? fail(`${title}: ${ground.missing}`) : { ...NOTHING, skipped: 1 };
  }
  const { settings } = wanted;
  const extent = settings === undefined ? { deadline } : { settings, deadline: Infinity };
  const tell = (finding: Finding): void => console.log(`\n${describe(lab, finding)}`);
  const { counts, findings } = await fuzz(ground, (item) => stage.play(item), wanted.seed, extent, tell);
  console.log(`\n${counts.table(title)}`);
  for (const { problem, times } of findings) console.log(`${problem.where} ${problem.fault}: in ${times} settings`);
  const failures = findings.map(({ problem }) => `${title}: ${problem.where} ${problem.fault}: ${problem.text}`);
  return { passed: counts.settings - counts.failed, failed: counts.failed, skipped: 0, failures };
}

async function playOne(item: Case, labs: readonly Lab[], environment: NodeJS.ProcessEnv): Promise<Tally> {
  const lab = labs.find(({ id }) => id === item.lab);
  if (!lab)
    throw new RangeError(`the case is of a lab ‘${item.lab}’; known are ${labs.map(({ id }) => id).join(', ')}`);
  const stage = new Stage(lab, item.backend, environment);
  const { rows, problems, refused } = await stage.play(item);
  stage.close();
  if (refused !== undefined) console.log(`refused: ${refused}`);
  for (const { id, verdict, predicted, measured, tolerance, reason = '' } of rows)
    console.log(`${id.padEnd(4)} ${verdict.padEnd(8)} ${predicted} ${measured} ± ${tolerance} ${reason}`);
  for (const { fault, where, text } of problems) console.log(`${where} ${fault}: ${text}`);
  return problems.length > 0 ? fail('the case') : pass();
}

/** Labs one after the other, both backends of a lab side by side: one of them waits for a device while the other computes. */
async function fuzzAll(wanted: Wanted, environment: NodeJS.ProcessEnv): Promise<Tally> {
  const end = performance.now() + wanted.seconds * 1000;
  let tally = NOTHING;
  for (const [i, lab] of wanted.labs.entries()) {
    const now = performance.now();
    const deadline = now + (end - now) / (wanted.labs.length - i);
    const tallies = wanted.kinds.map(async (kind) => {
      const stage = new Stage(lab, kind, environment);
      const found = await fuzzOne(stage, lab, kind, wanted, deadline);
      stage.close();
      return found;
    });
    tally = (await Promise.all(tallies)).reduce(add, tally);
  }
  return tally;
}

async function measurePower(wanted: Wanted, environment: NodeJS.ProcessEnv): Promise<Tally> {
  const kind = wanted.named ? wanted.kinds[0] : 'webgpu';
  let [tally, text] = [NOTHING, POWER_HEAD];
  for (const lab of wanted.labs) {
    const stage = new Stage(lab, kind, environment, POWER_PATIENCE_MS);
    const ground = await stage.open();
    if ('missing' in ground) return fail(`${lab.id}, ${kind}: ${ground.missing}`);
    const table = new PowerTable(
      ground,
      (item) => stage.play(item),
      (line) => console.log(`${lab.id}: ${line}`),
    );
    const section = powerSection(lab, kind, await table.measure());
    stage.close();
    console.log(section);
    text += section;
    tally = add(tally, pass());
  }
  if (wanted.write !== undefined) writeFileSync(wanted.write, text);
  return tally;
}

/** Returns the exit code: 1 where anything was wrong. */
export async function runClaims(args: readonly string[]): Promise<number> {
  let wanted: Wanted;
  try {
    wanted = readWanted(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    return 2;
  }
  // Vulkan's loader complains where it is not set.
  const environment = { XDG_RUNTIME_DIR: process.cwd(), ...process.env, ...dawnEnvironment() };
  const { item, labs, power } = wanted;
  const tally = item
    ? await playOne(item, labs, environment)
    : await (power ? measurePower : fuzzAll)(wanted, environment);
  if (wanted.report !== undefined) writeFileSync(wanted.report, JSON.stringify(tally));
  if (!item && !power) console.log(`\n${tally.passed} settings in order, ${tally.failed} with something wrong`);
  if (power) for (const line of tally.failures) console.log(line);
  return tally.failed > 0 ? 1 : 0;
}
