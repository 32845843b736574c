// What the keys of the page do, as data: the help lists the same table.

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

/** What the focused element keeps for itself. */
export interface KeyFocus {
  /** Text is being typed. */
  readonly typing: boolean;
  /** Space presses it. */
  readonly pressable: boolean;
  /** Arrow keys move within it. */
  readonly arrows: boolean;
}

type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'defaultPrevented'>;

/** The action of a key press, unless it belongs to what has the focus or to the browser. */
export function keyAction(event: PressedKey, focus: KeyFocus): KeyAction | undefined {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || focus.typing) return undefined;
  const action = KEY_RULES.find(({ key }) => key === event.key)?.action;
  if (action === 'toggle' && focus.pressable) return undefined;
  if ((action === 'less' || action === 'more') && focus.arrows) return undefined;
  return action;
}

/** Judged by the innermost element of an event's path. */
export function keyFocus(target: EventTarget | undefined): KeyFocus {
  if (!(target instanceof HTMLElement)) return { typing: false, pressable: false, arrows: false };
  const range = target instanceof HTMLInputElement && target.type === 'range';
  const checkbox = target instanceof HTMLInputElement && target.type === 'checkbox';
  const select = target.localName === 'select';
  return {
    typing:
      target.isContentEditable ||
      target.localName === 'textarea' ||
      (target.localName === 'input' && !range && !checkbox) ||
      select,
    pressable: checkbox || ['button', 'a', 'summary'].includes(target.localName),
    arrows: range,
  };
}
