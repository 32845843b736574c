// Addresses that nobody would write by accident, and settings that a lab allows.
import fc from 'fast-check';
import type { Lab, ParameterValue, ParameterValues } from '../../src/experiment/lab';
import { resolveNumber, settleValues } from '../../src/experiment/parameters';
import { formatAddress, SPEEDS, type Settings } from '../../src/ui/address';

/** What may stand behind an = in a link. */
export const HOSTILE_VALUES = [
  '', ' ', '0', '-0', '1e999', '-1e999', 'NaN', 'Infinity', '1e-400', '0x10', '1_000', '1,5', '12abc', '1e', '.', '+', '９', '٣',
  '9007199254740993', '1048576', '262145', '1e7', '1e9', '9'.repeat(4000), 'true', 'null', 'undefined', '[object Object]', '__proto__',
  'constructor', 'toString', '%00', '%', '%E0%A4%A', '%ED%A0%80', '%F0%9F%92%A9', '\u202Egpj', '\u0000', '<img src=x onerror=alert(1)>',
  'javascript:alert(1)', '${1}', '{{1}}', '../../etc', '1;drop', 'playing', 'max', '=', '==', '&', '#/', '?', '//', '\uD800', '💩',
] as const; // prettier-ignore

const HOSTILE_KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'seed',
  'until',
  'play',
  'speed',
  'view',
  'show',
  '',
  ' ',
  'seed%',
  'lab',
];

/** Settings that the lab allows one by one and together. */
export function anySettings({ parameters }: Pick<Lab, 'parameters'>): fc.Arbitrary<Settings> {
  const valueOf = (parameter: Lab['parameters'][number], soFar: ParameterValues): fc.Arbitrary<ParameterValue> => {
    if (parameter.kind === 'choice') return fc.constantFrom(...parameter.options.map(({ value }) => value));
    const { min, max, integer } = resolveNumber(parameter, soFar);
    return integer ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true }).map((value) => value + 0);
  };
  const free = parameters.filter((parameter) => parameter.kind === 'choice' || !parameter.like);
  const bound = parameters.filter((parameter) => !free.includes(parameter));
  const record = (list: typeof free, soFar: ParameterValues): fc.Arbitrary<ParameterValues> =>
    fc.record(Object.fromEntries(list.map((parameter) => [parameter.key, valueOf(parameter, soFar)])));
  const values = record(free, {}).chain((first) =>
    record(bound, first).map((rest) => settleValues(parameters, { ...first, ...rest })),
  );
  return fc.record(
    {
      values,
      seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
      until: fc.integer({ min: 0, max: 1e9 }),
      play: fc.constantFrom<Settings['play']>('auto', 'paused', 'playing'),
      speed: fc.constantFrom(...SPEEDS),
      view: fc.constant('lecture' as const),
      show: fc.uniqueArray(fc.constantFrom(...parameters.map(({ key }) => key)), { minLength: 1 }),
    },
    { requiredKeys: ['values', 'seed', 'play', 'speed'] },
  );
}

/** Random text, real addresses damaged, known keys with hostile values, and a few of up to `longest` characters. */
export function hostileAddress(labs: readonly Lab[], longest = 2 ** 20): fc.Arbitrary<string> {
  const latin = fc.uint8Array({ maxLength: 300 }).map((bytes) => String.fromCharCode(...bytes));
  const unicode = fc.string({ unit: 'binary', maxLength: 200 });
  const percent = fc
    .uint8Array({ maxLength: 100 })
    .map((bytes) => Array.from(bytes, (byte) => `%${byte.toString(16)}`).join(''));
  const noise = fc.oneof(latin, unicode, percent, fc.constantFrom(...HOSTILE_VALUES));
  const lab = fc.constantFrom(...labs);
  const pair = lab.chain(({ parameters }) =>
    fc.tuple(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...parameters.map(({ key }) => key)) },
        fc.constantFrom(...HOSTILE_KEYS),
      ),
      fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...HOSTILE_VALUES) }, noise, fc.double().map(String)),
    ),
  );
  const query = fc.array(pair, { maxLength: 12 }).map((pairs) => pairs.map((each) => each.join('=')).join('&'));
  const real = lab.chain((each) => anySettings(each).map((settings) => formatAddress(each, settings)));
  const damaged = fc.tuple(real, noise, fc.nat(), fc.nat(40)).map(([address, text, at, cut]) => {
    const from = at % (address.length + 1);
    return address.slice(0, from) + text + address.slice(from + cut);
  });
  const long = fc
    .tuple(noise, fc.integer({ min: 8000, max: longest }))
    .map(([text, length]) =>
      `#/langevin?step=${(text || 'x').repeat(Math.ceil(length / (text.length || 1)))}`.slice(0, length),
    );
  return fc.oneof(
    { weight: 30, arbitrary: fc.tuple(lab, query).map(([{ id }, text]) => `#/${id}?${text}`) },
    { weight: 30, arbitrary: damaged },
    { weight: 15, arbitrary: noise.map((text) => `#/${text}`) },
    { weight: 14, arbitrary: noise },
    { weight: 10, arbitrary: fc.tuple(noise, query).map(([id, text]) => `#/${id}?${text}`) },
    { weight: 1, arbitrary: long },
  );
}
