import { describe, expect, test } from 'vitest';
import { palettes, type Palette } from '../../src/ui/tokens';

type Vision = keyof typeof visions;

/** What an eye without one kind of cones sees of linear RGB: Machado, Oliveira and Fernandes 2009, severity 1, by rows. */
const visions = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;

/** WCAG 2.2 relative luminance of `#rrggbb`, as such an eye sees it. */
function luminance(colour: string, vision: Vision): number {
  const linear = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  const [r = 0, g = 0, b = 0] = [0, 3, 6]
    .map((row) => linear.reduce((sum, channel, i) => sum + channel * (visions[vision][row + i] ?? 0), 0))
    .map((channel) => Math.min(1, Math.max(0, channel)));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string, vision: Vision = 'normal'): number {
  const [dark = 0, light = 0] = [luminance(a, vision), luminance(b, vision)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const textColours: readonly (keyof Palette)[] = ['ink', 'muted', 'accent', 'second', 'holds', 'fails', 'outside'];

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const palette = palettes[theme];

  test.each(textColours)('%s is readable on paper and on raised ground', (name) => {
    expect(contrast(palette[name], palette.paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette[name], palette.raised)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(Object.keys(visions) as Vision[])(
    'convergence, divergence and its hatching differ by lightness: %s',
    (eye) => {
      const { converges, diverges, hatching } = palette;
      expect(contrast(converges, diverges, eye)).toBeGreaterThanOrEqual(3);
      expect(contrast(hatching, diverges, eye)).toBeGreaterThanOrEqual(3);
    },
  );
});
