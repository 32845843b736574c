// One PNG of the particles and of what lies over them. The overlay is drawn as an SVG image with its colours resolved;
// its words are drawn on the canvas, because an SVG image cannot reach the fonts of the page.
import type { TrailLayer } from './trail-layer';
import type { Size } from './view-transform';

const PAINTED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-dasharray',
  'opacity',
];

/**
 * `root` of a main canvas that holds the particles at this very moment; `size` in CSS pixels. Rejects when the browser
 * cannot encode the picture.
 */
export async function composePicture(root: ParentNode, background: string, size: Size): Promise<Blob> {
  const find = <T extends Element>(selector: string): T | null => root.querySelector<T>(selector);
  const [canvas, below, above] = [
    find<HTMLCanvasElement>('canvas'),
    find<SVGSVGElement>('.below'),
    find<SVGSVGElement>('.above'),
  ];
  if (!canvas || !below || !above) throw new Error('there is no picture to save yet');
  const trails = find<TrailLayer>('trail-layer')?.canvas;
  const caption = find<HTMLElement>('.hud');
  const picture = document.createElement('canvas');
  picture.width = canvas.width;
  picture.height = canvas.height;
  const context = picture.getContext('2d');
  if (!context) throw new Error('the browser gave no canvas to compose the picture on');
  // First of all, in the task that drew it: a WebGPU canvas is empty in the next one.
  const layers = await Promise.all([canvas, ...(trails ? [trails] : [])].map((layer) => createImageBitmap(layer)));
  const [lower, upper] = await Promise.all([overlayImage(below, size), overlayImage(above, size)]);
  context.fillStyle = background;
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(lower, 0, 0, picture.width, picture.height);
  for (const layer of layers) context.drawImage(layer, 0, 0, picture.width, picture.height);
  context.drawImage(upper, 0, 0, picture.width, picture.height);
  for (const layer of layers) layer.close();
  context.scale(picture.width / size.width, picture.height / size.height);
  for (const text of above.querySelectorAll('text'))
    drawText(context, text, text, Number(text.getAttribute('x')), Number(text.getAttribute('y')));
  if (caption) drawText(context, caption, above.querySelector('text') ?? caption, 12, size.height - 32);
  return encode(picture);
}

async function overlayImage(overlay: SVGSVGElement, { width, height }: Size): Promise<HTMLImageElement> {
  const copy = overlay.cloneNode(true) as SVGSVGElement;
  const originals = overlay.querySelectorAll<SVGElement>('*');
  copy.querySelectorAll<SVGElement>('*').forEach((element, k) => resolveStyle(originals[k], element));
  copy.querySelectorAll('text').forEach((text) => text.remove());
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function resolveStyle(original: SVGElement, copy: SVGElement): void {
  const style = getComputedStyle(original);
  for (const name of PAINTED) {
    const value = style.getPropertyValue(name);
    if (value) copy.setAttribute(name, value.replace(/"/g, ''));
  }
  copy.removeAttribute('class');
}

/** `text` as `styled` shows it, with a halo of the paper. */
function drawText(context: CanvasRenderingContext2D, text: Element, styled: Element, x: number, y: number): void {
  const style = getComputedStyle(styled);
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.textAlign = text === styled ? alignOf(style.textAnchor) : 'left';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = style.stroke;
  context.fillStyle = style.fill;
  const words = (text.textContent ?? '').replace(/\s+/g, ' ').trim();
  if (style.stroke !== 'none') context.strokeText(words, x, y);
  context.fillText(words, x, y);
}

function alignOf(anchor: string): CanvasTextAlign {
  return anchor === 'end' ? 'right' : anchor === 'middle' ? 'center' : 'left';
}

function encode(picture: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    picture.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('the browser could not encode the picture as PNG'));
    }, 'image/png');
  });
}
