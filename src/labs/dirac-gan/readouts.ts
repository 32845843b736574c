// The numbers beside the parameters: what the settings alone say of the game.
import type { Frame } from '../../experiment/frame';
import { stepLimit } from '../../math/dirac-limits';
import { isSmooth, predictedRadius } from '../../math/dirac-linearisation';
import { objectives } from '../../math/dirac-objective';
import type { Settings } from '../../math/dirac-scheme';
import { factor, figure } from '../../numbers';

export function readouts(settings: Settings): Frame['readouts'] {
  const { slopeAtZero, curvatureAtZero } = objectives[settings.rule.objective];
  const limit = stepLimit(settings);
  const slopes = {
    label: 'f′(0), f″(0)',
    value: `${figure(slopeAtZero)}, ${figure(curvatureAtZero)}`,
    doc: 'All that the spectrum at the equilibrium knows of f (4.1).',
  };
  const radius = {
    label: 'max |λ|',
    value: factor(predictedRadius(settings)),
    doc: 'Spectral radius of one round at the equilibrium: what small distances are multiplied by.',
  };
  const largest = {
    label: 'largest stable h',
    value: limit === 0 ? 'none' : figure(limit ?? Number.NaN),
    doc: 'The step limit of this scheme at these settings (4.4, 4.5, 4.6).',
  };
  return [slopes, ...(isSmooth(settings) ? [radius] : []), ...(limit === undefined ? [] : [largest])];
}
