import { expect, test } from 'vitest';
import { KEY_RULES, keyAction } from '../../../src/ui/app/key-action';

const nowhere = { typing: false, pressable: false, arrows: false };
const press = (key: string, more = {}): Parameters<typeof keyAction>[0] => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  defaultPrevented: false,
  ...more,
});

test('every listed key does what the list says', () => {
  for (const { key, action, lecture } of KEY_RULES) expect(keyAction(press(key), nowhere, lecture)).toBe(action);
  expect(new Set(KEY_RULES.map(({ key, lecture }) => `${key} ${lecture}`)).size).toBe(KEY_RULES.length);
  expect(keyAction(press('x'), nowhere)).toBeUndefined();
});

test('cursor keys are for presets in a lecture, and for the slider elsewhere', () => {
  expect(keyAction(press('ArrowRight'), nowhere)).toBe('more');
  expect(keyAction(press('ArrowRight'), nowhere, true)).toBe('next');
  expect(keyAction(press('ArrowRight'), { ...nowhere, arrows: true }, true)).toBeUndefined();
  expect(keyAction(press('Escape'), nowhere)).toBeUndefined();
  expect(keyAction(press(' '), nowhere, true)).toBe('toggle');
});

test('keys stay with whoever is typing, and with the browser', () => {
  for (const { key } of KEY_RULES) {
    expect(keyAction(press(key), { ...nowhere, typing: true })).toBeUndefined();
    expect(keyAction(press(key, { ctrlKey: true }), nowhere)).toBeUndefined();
    expect(keyAction(press(key, { metaKey: true }), nowhere)).toBeUndefined();
    expect(keyAction(press(key, { defaultPrevented: true }), nowhere)).toBeUndefined();
  }
});

test('a focused button keeps Space, a focused slider its arrows', () => {
  expect(keyAction(press(' '), { ...nowhere, pressable: true })).toBeUndefined();
  expect(keyAction(press('.'), { ...nowhere, pressable: true })).toBe('step');
  expect(keyAction(press('ArrowLeft'), { ...nowhere, arrows: true })).toBeUndefined();
  expect(keyAction(press(' '), { ...nowhere, arrows: true })).toBe('toggle');
});
