// What the claims would see: an error planted into each premise, and the smallest one that each claim catches.
import type { Backend, BackendKind } from '../../src/compute/backend';
import type { ClaimResult, Lab, NumberParameter, ParameterValues } from '../../src/experiment/lab';
import { limitValues, readParameters, resolveNumber } from '../../src/experiment/parameters';
import type { Case, Plant } from './case';
import { differing, isSize, workOf, type Ground } from './draw';
import type { Player } from './fuzz';

export const ERRORS = [0.1, 0.03, 0.01] as const;

/** Numbers of steps at which claims are asked that look at them. */
const STOPS: readonly number[] = [60, 400, 1700];
/** Particles × points × steps that one run may cost: minutes on a software GPU. */
const MOST_WORK: Readonly<Record<BackendKind, number>> = { webgpu: 1.2e8, reference: 1e7 };
const MOST_SIZE = 65_536;
const SEED = 7;

/** Where one claim is looked at: a setting of the lab's own, and after how many steps. */
export interface Stand {
  readonly name: string;
  readonly values: ParameterValues;
  readonly stop: number;
  readonly row: ClaimResult;
}

export interface Sight {
  readonly claim: string;
  /** Undefined where no setting puts the claim in force. */
  readonly stand: Stand | undefined;
  /** The smallest error caught by premise, a parameter's symbol; undefined: not caught. */
  readonly caught: ReadonlyMap<string, number | undefined>;
}

/** The settings that the lab itself recommends, the richest in claims being those of its presets. */
function settingsOf(lab: Lab): readonly { readonly name: string; readonly values: ParameterValues }[] {
  const named = lab.presets.map(({ id, values }) => ({ name: id, values }));
  const suggested = lab.suggestions.map(({ link, values }) => ({ name: `‘${link}’`, values }));
  return [{ name: 'defaults', values: {} }, ...named, ...suggested];
}

/** A launch param is called like the setting, but for these; a power where the setting enters by one. */
const PARAMS: Readonly<Record<string, readonly { readonly param: string; readonly power: number }[]>> = {
  step: [{ param: '.stepSize', power: 1 }],
  sigma: [
    { param: '.sigma', power: 1 },
    { param: '.rate', power: -2 },
    { param: '.inverseVariance', power: -2 },
  ],
  initX: [{ param: 'initialPositions.x', power: 1 }],
  initY: [{ param: 'initialPositions.y', power: 1 }],
  initScale: [{ param: 'initialPositions.scale', power: 1 }],
};

/** What to plant into launches for an error in a setting; undefined where no kernel is told of it, as of a target that is compiled in. */
export function launchPlant(
  { key }: NumberParameter,
  value: number,
  error: number,
  launched: readonly string[],
): Readonly<Record<string, Plant>> | undefined {
  const known = (PARAMS[key] ?? [{ param: `.${key}`, power: 1 }]).filter(({ param }) =>
    launched.some((name) => name === param || (param.startsWith('.') && name.endsWith(param))),
  );
  if (known.length === 0) return undefined;
  const plant = (power: number): Plant => (value === 0 ? { plus: error } : { times: (1 + error) ** power });
  return Object.fromEntries(known.map(({ param, power }) => [param, plant(power)]));
}

/** The parameters that are premises at these settings: numbers in force that say how much, not how many. */
function premises(lab: Lab, values: ParameterValues): NumberParameter[] {
  return lab.parameters.flatMap((parameter) => {
    if (parameter.kind !== 'number' || parameter.integer || parameter.like) return [];
    return !parameter.when || parameter.when(values) ? [resolveNumber(parameter, values)] : [];
  });
}

/** With sizes that a backend carries, and none above what most people take. */
function affordable({ lab, backend }: Ground, values: ParameterValues): ParameterValues {
  const most = lab.parameters.filter(isSize).map(({ key }) => ({ key, most: MOST_SIZE, sentence: '' }));
  return limitValues(limitValues(values, most).values, lab.limits?.(backend as Backend) ?? []).values;
}

/** Plays the settings as they are and with errors, and tells of each claim what it caught. */
export class PowerTable {
  readonly #ground: Ground;
  readonly #player: Player;
  readonly #progress: (line: string) => void;

  constructor(ground: Ground, player: Player, progress: (line: string) => void) {
    this.#ground = ground;
    this.#player = player;
    this.#progress = progress;
  }

  async measure(): Promise<readonly Sight[]> {
    const { claims, stands, launched } = await this.#look();
    const caught = new Map(claims.map((id) => [id, new Map<string, number | undefined>()]));
    for (const name of new Set(stands.map(([, stand]) => stand.name))) {
      const together = stands.filter(([, stand]) => stand.name === name);
      const values = together[0]![1].values;
      for (const premise of premises(this.#ground.lab, values)) {
        this.#progress(`${name}: ${premise.label}`);
        await this.#plant(premise, together, launched.get(name) ?? [], caught);
      }
    }
    const at = new Map(stands);
    return claims.map((claim) => ({ claim, stand: at.get(claim), caught: caught.get(claim)! }));
  }

  /** Every claim at the first setting and stop at which it holds. */
  async #look(): Promise<{
    readonly claims: readonly string[];
    readonly stands: readonly (readonly [string, Stand])[];
    readonly launched: ReadonlyMap<string, readonly string[]>;
  }> {
    const { lab } = this.#ground;
    const settings = settingsOf(lab).map(({ name, values }) => ({
      name,
      values: affordable(this.#ground, readParameters(lab.parameters, values)),
    }));
    const [stands, launched] = [new Map<string, Stand>(), new Map<string, readonly string[]>()];
    const claims: string[] = [];
    const stops = await this.#stopsOf(settings);
    for (const { name, values } of settings) {
      this.#progress(`${name}: in order`);
      const begun = await this.rows(values, stops.slice(0, 1));
      const { rows, seen } = isSilent(begun.rows) ? begun : await this.rows(values, stops);
      launched.set(name, seen);
      for (const [stop, row] of rows.flatMap((some, i) => some.map((one) => [stops[i]!, one] as const))) {
        if (!claims.includes(row.id)) claims.push(row.id);
        if (row.verdict === 'holds' && !stands.has(row.id)) stands.set(row.id, { name, values, stop, row });
      }
    }
    return { claims, stands: [...stands], launched };
  }

  /** No steps at all where no claim looks at them: where one step changes no answer at any setting. */
  async #stopsOf(
    settings: readonly { readonly name: string; readonly values: ParameterValues }[],
  ): Promise<readonly number[]> {
    for (const { name, values } of settings) {
      this.#progress(`${name}: whether steps matter`);
      const [begun = [], later = []] = (await this.rows(values, [0, 1])).rows;
      if (later.some(({ measured }, i) => !Object.is(measured, begun[i]?.measured))) return STOPS;
    }
    return [0];
  }

  /** Claims at each of the stops, as far as is affordable. */
  async rows(
    values: ParameterValues,
    stops: readonly number[],
    planted: NonNullable<Case['planted']> = {},
  ): Promise<{ readonly rows: readonly (readonly ClaimResult[])[]; readonly seen: readonly string[] }> {
    const { lab, backend } = this.#ground;
    const work = workOf(lab, values);
    const [first = 0, ...later] = stops.filter((stop, i) => i === 0 || work * stop <= MOST_WORK[backend.kind]);
    const changes = later.map((stop, i) => ({ values: {}, steps: stop - (later[i - 1] ?? first) }));
    const base = { lab: lab.id, backend: backend.kind, seed: SEED, data: {}, planted };
    const outcome = await this.#player({ ...base, values: differing(lab, values), steps: first, changes });
    const each = outcome.rows.length / (1 + changes.length);
    const rows = [first, ...later].map((_, i) => outcome.rows.slice(i * each, (i + 1) * each));
    return { rows: Number.isInteger(each) ? rows : [], seen: outcome.launched ?? [] };
  }

  /** From the largest error down, as long as anything is caught. */
  async #plant(
    premise: NumberParameter,
    stands: readonly (readonly [string, Stand])[],
    launched: readonly string[],
    caught: ReadonlyMap<string, Map<string, number | undefined>>,
  ): Promise<void> {
    const values = stands[0]![1].values;
    const value = Number(values[premise.key]);
    const stops = [...new Set(stands.map(([, { stop }]) => stop))].toSorted((a, b) => a - b);
    for (const [id] of stands) caught.get(id)!.set(premise.symbol, undefined);
    for (const error of ERRORS) {
      const plant = launchPlant(premise, value, error, launched);
      const wrong = value === 0 ? error : value * (1 + error);
      if (!plant && !(wrong >= premise.min && wrong <= premise.max)) continue;
      const told = plant ? values : { ...values, [premise.key]: wrong };
      const { rows } = await this.rows(told, stops, plant);
      let any = false;
      for (const [id, { stop, row }] of stands) {
        const seen = rows[stops.indexOf(stop)]?.find((one) => one.id === id);
        const sees = seen && (plant ? seen.verdict === 'fails' : contradicts(row, seen));
        if (!sees) continue;
        caught.get(id)!.set(premise.symbol, error);
        any = true;
      }
      if (!any) return;
    }
  }
}

/** Whether nothing is said at these settings, however many steps are taken. */
function isSilent(rows: readonly (readonly ClaimResult[])[]): boolean {
  return rows.every((some) => some.every(({ verdict, needs }) => verdict === 'outside' && needs !== 'more steps'));
}

/** Another setting's measurement against this prediction, by the wider of the two tolerances. */
export function contradicts(claimed: ClaimResult, measured: ClaimResult): boolean {
  const tolerance = Math.max(claimed.tolerance, measured.tolerance);
  const off = claimed.predicted - measured.measured;
  return claimed.oneSided ? off > tolerance : Math.abs(off) > tolerance;
}

/** How many of what the setting has, for the table. */
export function sizeText(lab: Lab, values: ParameterValues): string {
  return lab.parameters
    .filter(isSize)
    .filter(({ when }) => !when || when(values))
    .map(({ key, label }) => `${Number(values[key]).toLocaleString('en-GB')} ${label}`)
    .join(', ');
}
