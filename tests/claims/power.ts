// What the claims would see: an error planted into each premise, and the smallest one that each claim catches.
import type { BackendKind } from '../../src/compute/backend';
import type { ClaimResult, Lab, NumberParameter, ParameterValues } from '../../src/labs/lab';
import { limitValues, readParameters, resolveNumber } from '../../src/labs/parameters';
import type { Case, Plant } from './case';
import { differing, isSize, workOf, type Ground } from './draw';
import type { Player } from './fuzz';

export const ERRORS = [0.1, 0.03, 0.01] as const;

/** Numbers of steps at which claims are asked; those that depend on the settings alone answer at 0. */
const STOPS = [0, 60, 400, 1700] as const;
/** Particles × points × steps that one run may cost: minutes on a software GPU. */
const MOST_WORK: Readonly<Record<BackendKind, number>> = { webgpu: 1.2e8, reference: 1e7 };
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
  /** The smallest error caught by premise, as a parameter's label; undefined: not caught. */
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
    const { lab, backend } = this.#ground;
    const [stands, launched] = [new Map<string, Stand>(), new Map<string, readonly string[]>()];
    let claims: readonly string[] = [];
    for (const { name, values: given } of settingsOf(lab)) {
      const whole = readParameters(lab.parameters, given);
      const { values } = limitValues(whole, lab.limits?.(backend as never) ?? []);
      this.#progress(`${name}: in order`);
      const { rows, seen } = await this.#rowsThatMove(values);
      launched.set(name, seen);
      claims = claims.length > 0 ? claims : (rows[0]?.map(({ id }) => id) ?? []);
      const [first, later = []] = rows;
      for (const id of claims) {
        // What is true before any step was taken counts only where steps change nothing.
        const begun = first?.find((row) => row.id === id);
        const moved = later.find((row) => row.id === id);
        const still = !moved || moved.measured === begun?.measured;
        const held = rows.findIndex(
          (row, stop) => (stop > 0 || still) && row.find((one) => one.id === id)?.verdict === 'holds',
        );
        const row = rows[held]?.find((one) => one.id === id);
        if (row && !stands.has(id)) stands.set(id, { name, values, stop: STOPS[held]!, row });
      }
    }
    return { claims, stands: [...stands], launched };
  }

  /** Claims at every stop; at the first ones alone where steps change nothing. */
  async #rowsThatMove(values: ParameterValues): Promise<Awaited<ReturnType<PowerTable['rows']>>> {
    const few = await this.rows(values, STOPS[1]);
    const [begun = [], later = []] = few.rows;
    const moved = later.some(
      ({ measured, verdict }, i) => !Object.is(measured, begun[i]?.measured) || verdict !== begun[i]?.verdict,
    );
    return moved ? this.rows(values, STOPS.at(-1)!) : few;
  }

  /** Claims at each stop up to the last one, as far as is affordable. */
  async rows(
    values: ParameterValues,
    last: number,
    planted: NonNullable<Case['planted']> = {},
  ): Promise<{ readonly rows: readonly (readonly ClaimResult[])[]; readonly seen: readonly string[] }> {
    const { lab, backend } = this.#ground;
    const work = workOf(lab, values);
    const stops = STOPS.filter((stop) => stop === 0 || (stop <= last && work * stop <= MOST_WORK[backend.kind]));
    const changes = stops.slice(1).map((stop, i) => ({ values: {}, steps: stop - stops[i]! }));
    const base = { lab: lab.id, backend: backend.kind, seed: SEED, data: {}, planted };
    const outcome = await this.#player({ ...base, values: differing(lab, values), steps: 0, changes });
    const each = outcome.rows.length / stops.length;
    const rows = stops.map((_, i) => outcome.rows.slice(i * each, (i + 1) * each));
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
    const last = Math.max(...stands.map(([, { stop }]) => stop));
    for (const [id] of stands) caught.get(id)!.set(premise.label, undefined);
    for (const error of ERRORS) {
      const plant = launchPlant(premise, value, error, launched);
      const wrong = value === 0 ? error : value * (1 + error);
      if (!plant && !(wrong >= premise.min && wrong <= premise.max)) continue;
      const told = plant ? values : { ...values, [premise.key]: wrong };
      const { rows } = await this.rows(told, last, plant);
      let any = false;
      for (const [id, { stop, row }] of stands) {
        const seen = rows[STOPS.indexOf(stop as (typeof STOPS)[number])]?.find((one) => one.id === id);
        const sees = seen && (plant ? seen.verdict === 'fails' : contradicts(row, seen));
        if (!sees) continue;
        caught.get(id)!.set(premise.label, error);
        any = true;
      }
      if (!any) return;
    }
  }
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
