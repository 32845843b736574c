// Page translators put an element in place of each text. Lit writes what a text becomes into the `data` of the node that
// stands where it was: passed on to the element, a number on a translated page is the new one as well.

/** Once for a page, before anything is rendered. */
export function followTranslators(): void {
  Object.defineProperty(HTMLElement.prototype, 'data', {
    configurable: true,
    set(this: HTMLElement, text: string) {
      this.textContent = text;
    },
  });
}
