// Where a pointer is in an element, in its own CSS pixels: those of an element under CSS `zoom` are larger than the window's.

/** How many of the window's CSS pixels one of the element's is; 1 in browsers that do not tell. */
export function zoomOf(element: Element): number {
  return element.currentCSSZoom ?? 1;
}

export function placeIn(element: Element, { clientX, clientY }: MouseEvent): [x: number, y: number] {
  const [{ left, top }, zoom] = [element.getBoundingClientRect(), zoomOf(element)];
  return [(clientX - left) / zoom, (clientY - top) / zoom];
}
