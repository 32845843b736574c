// K1b: q is a density. MATHS.md 3.2, 3.7.
import { outside, within } from '../../../experiment/claims';
import { densityIntegral } from '../../../score/density-integral';
import { ofPlaces, otherData, type Claim } from './context';
import { grouped } from '../../../numbers';

const normalisation: Claim = {
  ...ofPlaces,
  id: 'K1b',
  statement: 'q is a density: its integral over the line or the plane (on a grid)',
  tex: '\\int q(x)\\,dx=1',
  on: 'a grid',
  async check({ density, settings, backend }) {
    if (density.dimension > 2) return otherData('a grid in more than two dimensions has too many nodes');
    const integral = await densityIntegral(backend, density, settings.sigma);
    if (typeof integral === 'string') return outside(integral);
    const { value, error, points } = integral;
    const reason = `of ${grouped(points)} points, to keep the grid small`;
    return within(value, 1, error, points < density.count ? { reason } : {});
  },
};

export const densityClaims: readonly Claim[] = [normalisation];
