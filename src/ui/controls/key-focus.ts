// What the element that has the focus keeps of the keyboard.

export interface KeyFocus {
  /** Text is being typed. */
  readonly typing: boolean;
  /** Space presses it. */
  readonly pressable: boolean;
  /** Arrow keys move within it. */
  readonly arrows: boolean;
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
