import { describe, expect, test } from 'vitest';
import { palettes, type Palette } from '../../src/ui/tokens';

/** WCAG 2.2 relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const textRoles: readonly (keyof Palette)[] = ['ink', 'muted', 'accent', 'twin', 'holds', 'fails', 'outside'];

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const palette = palettes[theme];

  test.each(textRoles)('%s is readable on paper and on raised ground', (role) => {
    expect(contrast(palette[role], palette.paper)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(palette[role], palette.raised)).toBeGreaterThanOrEqual(4.5);
  });
});
