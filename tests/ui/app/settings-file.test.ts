import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  MOST_BYTES,
  readSettingsFile,
  SettingsFileError,
  writeSettingsFile,
  type PageSettings,
} from '../../../src/ui/app/settings-file';

const settings: PageSettings = {
  lab: 'langevin',
  values: { target: 'mixture', step: 0.02 },
  seed: 7,
  speed: 'max',
  step: 1240,
  view: { minX: -1, maxX: 1, minY: -2, maxY: 2 },
  data: { weights: new Float32Array([0.25, 0.75]) },
  checkpoint: {
    step: 1240,
    arrays: { positions: { data: new Float32Array([1, 2, NaN, Infinity]), shape: [2, 2] } },
    memory: { level: 3 },
  },
};

const changed = (change: (file: Record<string, unknown>) => void): string => {
  const file: Record<string, unknown> = JSON.parse(writeSettingsFile(settings));
  change(file);
  return JSON.stringify(file);
};

describe('round trip', () => {
  test('everything comes back, non-finite positions too', () => {
    expect(readSettingsFile(writeSettingsFile(settings))).toEqual(settings);
  });

  test('what points stand for comes back; a file of before has none', () => {
    const axes = { names: ['<b>', 'lat'], centre: [2459000.50147, 52.5], scale: [0.0563, 1] } as const;
    expect(readSettingsFile(writeSettingsFile({ ...settings, axes })).axes).toEqual(axes);
    expect(readSettingsFile(writeSettingsFile(settings))).not.toHaveProperty('axes');
  });

  test('32-bit floats come back bit for bit', () => {
    fc.assert(
      fc.property(fc.float32Array(), (weights) => {
        expect(readSettingsFile(writeSettingsFile({ ...settings, data: { weights } })).data['weights']).toEqual(
          new Float32Array(weights),
        );
      }),
    );
  });

  test('a checkpoint that would make the file too long is left out', () => {
    const positions = { data: new Float32Array(2 ** 20), shape: [2 ** 19, 2] };
    const text = writeSettingsFile({ ...settings, checkpoint: { step: 1, arrays: { positions }, memory: null } });
    expect(text.length).toBeLessThan(MOST_BYTES);
    expect(readSettingsFile(text).checkpoint).toBeUndefined();
  });
});

describe('refusals', () => {
  test.each([
    ['', 'The file is empty.'],
    ['hello', 'Not a settings file from this page: it is not JSON.'],
    ['[]', 'Not a settings file from this page: the file is not an object.'],
    ['{}', 'Not a settings file from this page: ‘format’ is missing.'],
    [changed((file) => delete file['seed']), 'Not a settings file from this page: ‘seed’ is missing.'],
    [changed((file) => delete file['values']), 'Not a settings file from this page: ‘values’ is missing.'],
    [
      changed((file) => (file['format'] = 'other')),
      'Not a settings file from this page: ‘format’ is not scorefield-settings.',
    ],
    [changed((file) => (file['version'] = 7)), 'This file was made by a newer version (v7; this page reads up to v1).'],
    [
      changed((file) => (file['seed'] = -1)),
      'Not a settings file from this page: ‘seed’ is not a whole number from 0 to 4,294,967,295.',
    ],
    [
      changed((file) => (file['axes'] = { names: ['x', 'y'], centre: [0, 0], scale: [1, 0] })),
      'Not a settings file from this page: ‘axes’ is not two names, centres and scales.',
    ],
    [
      changed((file) => (file['values'] = { step: [1] })),
      'Not a settings file from this page: ‘values.step’ is not a text.',
    ],
    [
      changed((file) => (file['view'] = { minX: 1, maxX: 0, minY: 0, maxY: 1 })),
      'Not a settings file from this page: ‘view’ is not a box.',
    ],
    [
      changed((file) => (file['data'] = { weights: '%%%' })),
      'Not a settings file from this page: ‘data.weights’ is damaged.',
    ],
    [
      changed((file) => (file['checkpoint'] = { step: 1, arrays: { positions: { shape: [9, 2], data: 'AAAAAA==' } } })),
      'Not a settings file from this page: ‘checkpoint.arrays.positions.shape’ does not fit its data.',
    ],
    [
      // A size that cannot be turned into a number.
      changed((file) => {
        const positions = { shape: [{ toString: {} }, 2], data: 'AAAAAA==' };
        file['checkpoint'] = { step: 1, arrays: { positions } };
      }),
      'Not a settings file from this page: ‘checkpoint.arrays.positions.shape’ does not fit its data.',
    ],
    ['['.repeat(40) + ']'.repeat(40), 'The file is nested deeper than 16 levels.'],
    [`"${'x'.repeat(MOST_BYTES)}"`, 'The file is 5.1 MiB; at most 5 MiB.'],
  ])('%.40s', (text, message) => {
    expect(() => readSettingsFile(text)).toThrow(new SettingsFileError(message));
  });

  test('any JSON is read or refused with a sentence, and no prototype changes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          fc.jsonValue().map((value) => changed((file) => Object.assign(file, value))),
        ),
        (text) => {
          try {
            readSettingsFile(text);
          } catch (error) {
            expect(error).toBeInstanceOf(SettingsFileError);
          }
          expect(Object.keys(Object.prototype)).toEqual([]);
        },
      ),
    );
  });

  test('__proto__ in values, data or memory goes nowhere', () => {
    const hostile = writeSettingsFile(settings)
      .replace('"target"', '"__proto__":{"polluted":1},"target"')
      .replace('"level"', '"__proto__":{"polluted":1},"level"');
    expect(hostile).toContain('"__proto__"');
    const read = readSettingsFile(hostile);
    expect(read.values).toEqual(settings.values);
    expect(read.checkpoint?.memory).toEqual({ level: 3 });
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });
});
