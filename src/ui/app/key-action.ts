// What the keys of the page do, as data: the help lists the same table.
import type { KeyFocus } from '../controls/key-focus';

export type KeyAction = 'toggle' | 'step' | 'reset' | 'less' | 'more' | 'help' | 'theme';

interface KeyRule {
  /** KeyboardEvent.key */
  readonly key: string;
  readonly action: KeyAction;
  /** As shown in the help. */
  readonly name: string;
  readonly meaning: string;
}

export const KEY_RULES: readonly KeyRule[] = [
  { key: ' ', action: 'toggle', name: 'Space', meaning: 'run or pause' },
  { key: '.', action: 'step', name: '.', meaning: 'one step' },
  { key: 'r', action: 'reset', name: 'r', meaning: 'back to the start' },
  { key: 'ArrowLeft', action: 'less', name: '←', meaning: 'the slider used last, one stop down' },
  { key: 'ArrowRight', action: 'more', name: '→', meaning: 'the slider used last, one stop up' },
  { key: 't', action: 'theme', name: 't', meaning: 'theme: system, light, dark' },
  { key: '?', action: 'help', name: '?', meaning: 'this help' },
];

type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented'>;

/** The action of a key press, unless it belongs to what has the focus or to the browser. */
export function keyAction(event: PressedKey, focus: KeyFocus): KeyAction | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || focus.typing) return undefined;
  const action = KEY_RULES.find(({ key }) => key === event.key)?.action;
  if (action === 'toggle' && focus.pressable) return undefined;
  if ((action === 'less' || action === 'more') && focus.arrows) return undefined;
  return action;
}
