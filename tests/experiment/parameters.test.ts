import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NumberParameter } from '../../src/experiment/lab';
import {
  fitNumber,
  checkParameters,
  defaultValues,
  fitParameter,
  limitParameters,
  limitValues,
  readParameters,
  resolveNumber,
  typedProblem,
} from '../../src/experiment/parameters';
import { fakeLab } from '../support/fake-lab';

const { parameters } = fakeLab;
const numberParameter = (key: string): NumberParameter => {
  const parameter = parameters.find((candidate) => candidate.key === key);
  if (parameter?.kind !== 'number') throw new Error(key);
  return parameter;
};

describe('readParameters', () => {
  test('completes with the defaults', () => {
    expect(readParameters(parameters, { step: 0.5 })).toEqual({ ...defaultValues(parameters), step: 0.5 });
    expect(readParameters(parameters, { step: undefined })).toEqual(defaultValues(parameters));
  });

  test.each([
    [{ step: 0 }, RangeError, 'step must be between 0.00001 and 10, but was 0'],
    [{ step: NaN }, RangeError, 'step must be between 0.00001 and 10, but was NaN'],
    [{ step: '0.1' }, TypeError, 'step must be a number, but was ‘0.1’'],
    [{ chains: 1.5 }, RangeError, 'chains must be a whole number, but was 1.5'],
    [{ target: 'banana' }, RangeError, 'target must be one of gaussian, mixture, but was ‘banana’'],
    [{ target: 3 }, TypeError, 'target must be a text, but was 3'],
    [
      { sigma: 1 },
      TypeError,
      'sigma is not a parameter; known are target, modes, step, noise, initX, chains, twin, twinValue',
    ],
    [JSON.parse('{"__proto__": {"polluted": 1}}'), TypeError, '__proto__ is not a parameter'],
  ])('refuses %j', (given: Record<string, unknown>, kind, message) => {
    expect(() => readParameters(parameters, given)).toThrow(kind);
    expect(() => readParameters(parameters, given)).toThrow(message);
  });

  test('checkParameters keeps to what was given', () => {
    expect(checkParameters(parameters, { noise: 2 })).toEqual({ noise: 2 });
    expect(Object.is(checkParameters(parameters, { noise: -0 })['noise'], 0)).toBe(true);
  });
});

describe('typedProblem', () => {
  test.each([
    ['step', -1, 'The step must be greater than 0.'],
    ['step', 0, 'The step must be greater than 0.'],
    ['step', NaN, 'Enter a number such as 0.05.'],
    ['step', Infinity, 'The step must be a finite number.'],
    ['step', 1e-6, 'The step must be at least 0.00001.'],
    ['step', 11, 'The step must be at most 10.'],
    ['noise', -0.1, 'The noise factor must be at least 0.'],
    ['chains', 2.5, 'The chains must be a whole number.'],
    ['chains', 2e6, 'The chains must be at most 1,048,576.'],
    ['chains', NaN, 'Enter a whole number such as 100.'],
  ])('%s = %d', (key, value, sentence) => {
    expect(typedProblem(numberParameter(key), value)).toBe(sentence);
  });

  test('accepts what is allowed', () => {
    expect(typedProblem(numberParameter('step'), 10)).toBeUndefined();
    expect(typedProblem(numberParameter('chains'), 1)).toBeUndefined();
  });
});

describe('fitParameter', () => {
  const fit = (key: string, text: string): ReturnType<typeof fitParameter> => {
    const parameter = parameters.find((candidate) => candidate.key === key);
    if (!parameter) throw new Error(key);
    return fitParameter(parameter, text);
  };

  test.each([
    ['step', '1e999', 0.02, 'step = 1e999 in this link is not a finite number; 0.02 is used.'],
    ['step', '12abc', 0.02, 'step = 12abc in this link is not a finite number; 0.02 is used.'],
    ['step', '', 0.02, 'step =  in this link is not a finite number; 0.02 is used.'],
    ['chains', '9000000000', 1048576, 'chains = 9,000,000,000 limited to 1,048,576.'],
    ['step', '-0', 1e-5, 'step = 0 limited to 0.00001.'],
    ['modes', '2.5', 3, 'modes = 2.5 rounded to 3.'],
    [
      'target',
      'bananas',
      'gaussian',
      'target = ‘bananas’ in this link is not one of gaussian, mixture; gaussian is used.',
    ],
  ])('repairs %s = %s', (key, text, value, note) => {
    expect(fit(key, text)).toEqual({ value, note });
  });

  test('any text gives a value that the strict reader accepts', () => {
    fc.assert(
      fc.property(fc.constantFrom(...parameters), fc.oneof(fc.string(), fc.double().map(String)), (parameter, text) => {
        const { value } = fitParameter(parameter, text);
        expect(checkParameters(parameters, { [parameter.key]: value })).toEqual({ [parameter.key]: value });
      }),
    );
  });
});

test('limits lower values and the ends of the controls', () => {
  const limits = [{ key: 'chains', most: 4096, sentence: 'fewer' }];
  const defaults = defaultValues(parameters);
  expect(limitValues(defaults, limits)).toEqual({ values: { ...defaults, chains: 4096 }, sentences: ['fewer'] });
  expect(limitValues({ ...defaults, chains: 5 }, limits).sentences).toEqual([]);
  expect(limitParameters(parameters, limits).find(({ key }) => key === 'chains')).toMatchObject({ max: 4096, min: 1 });
});

test('a parameter like another has its range, and settles inside it', () => {
  const twinValue = numberParameter('twinValue');
  expect(resolveNumber(twinValue, { twin: 'off' })).toBe(twinValue);
  expect(resolveNumber(twinValue, { twin: 'step' })).toMatchObject({
    key: 'twinValue',
    min: 1e-5,
    max: 10,
    scale: 'log',
  });
  expect(readParameters(parameters, { twin: 'step' })['twinValue']).toBe(0.02);
  expect(readParameters(parameters, { twin: 'step', twinValue: 0.5 })['twinValue']).toBe(0.5);
  expect(readParameters(parameters, { twinValue: -3 })['twinValue']).toBe(-3);
});

test.each([
  ['0,3', 0.3, false],
  ['\u22120.25', -0.25, false],
  ['65,536', 65536, true],
  ['1\u202F000', 1000, true],
])('a number of a link is read as in a field, and said: %j', (text, value, integer) => {
  const range = { key: 'step', value: 1, min: -1e6, max: 1e6, ...(integer ? { integer } : {}) };
  expect(fitNumber(range, text)).toEqual({ value, note: expect.stringContaining('in this link was read as') });
});
