// What the keys of the page do, as data: the help lists the same table.
import type { KeyFocus } from '../controls/key-focus';

export type KeyAction =
  | 'toggle'
  | 'step'
  | 'reset'
  | 'less'
  | 'more'
  | 'help'
  | 'theme'
  | 'lecture'
  | 'leave'
  | 'previous'
  | 'next';

interface KeyRule {
  /** KeyboardEvent.key */
  readonly key: string;
  readonly action: KeyAction;
  /** As shown in the help. */
  readonly name: string;
  readonly meaning: string;
  /** In the lecture view only; there these come first. */
  readonly lecture?: true;
}

export const KEY_RULES: readonly KeyRule[] = [
  { key: ' ', action: 'toggle', name: 'Space', meaning: 'run or pause' },
  { key: '.', action: 'step', name: '.', meaning: 'one step' },
  { key: 'r', action: 'reset', name: 'r', meaning: 'back to the start' },
  { key: 'ArrowLeft', action: 'less', name: '←', meaning: 'the slider used last, one stop down' },
  { key: 'ArrowRight', action: 'more', name: '→', meaning: 'the slider used last, one stop up' },
  {
    key: 'f',
    action: 'lecture',
    name: 'f',
    meaning: 'the lecture view: picture, spectrum and one sentence, for a room',
  },
  { key: 'ArrowLeft', action: 'previous', name: '←', meaning: 'in the lecture view: the preset before', lecture: true },
  { key: 'ArrowRight', action: 'next', name: '→', meaning: 'in the lecture view: the next preset', lecture: true },
  { key: 'Escape', action: 'leave', name: 'Esc', meaning: 'out of the lecture view', lecture: true },
  { key: 't', action: 'theme', name: 't', meaning: 'theme: system, light, dark' },
  { key: '?', action: 'help', name: '?', meaning: 'this help' },
];

type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented'>;

/** The action of a key press, unless it belongs to what has the focus or to the browser. */
export function keyAction(event: PressedKey, focus: KeyFocus, lecture = false): KeyAction | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || focus.typing) return undefined;
  const rules = KEY_RULES.filter((rule) => rule.key === event.key && (lecture || !rule.lecture));
  const { action } = rules.find((rule) => rule.lecture) ?? rules[0] ?? {};
  if (action === 'toggle' && focus.pressable) return undefined;
  if (event.key.startsWith('Arrow') && focus.arrows) return undefined;
  return action;
}
