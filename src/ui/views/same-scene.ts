// Whether drawing again would show anything else. What is in the arrays is not looked at: whoever moves particles draws them.
import type { CloudScene } from '../../draw/renderer';
import { sameBox } from './view-transform';

export function sameScene(a: CloudScene | undefined, b: CloudScene): boolean {
  if (!a || !sameBox(a.box, b.box) || a.style !== b.style || a.colours !== b.colours || a.dark !== b.dark) return false;
  if (a.clouds.length !== b.clouds.length) return false;
  return a.clouds.every(({ colour, positions, count }, index) => {
    const other = b.clouds[index];
    return other?.colour === colour && other.positions === positions && other.count === count;
  });
}
