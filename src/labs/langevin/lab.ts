// Langevin chains: noise turns hill climbing into sampling. MATHS.md 3.1.
import { plainAxes, type Axes } from '../../data/axes';
import { penguinPoints } from '../../data/penguin-points';
import { particleLimits, pointLimits } from '../../experiment/limits';
import { defineLab } from '../../experiment/define-lab';
import type { RunData } from '../../experiment/lab';
import type { Model } from '../../experiment/model';
import { NETWORK_BOX, NetworkChains } from '../../experiment/network-chains';
import { loadPoints, planeOf, pointAxes, pointsBox } from '../../experiment/point-cloud';
import type { Box } from '../../targets/target';
import { findNetwork } from '../../train/networks';
import { about } from './about';
import { chainSettings, closedTarget } from './chain-settings';
import { claims } from './claims';
import type { ClaimContext } from './claims/context';
import { LangevinModel } from './model';
import { parameters, twinLabels, type Values } from './parameters';
import { presets, suggestions } from './presets';

/** Chains that a CPU in double precision moves at a pace one can watch, and points that each of them meets at every step. */
const REFERENCE = { chains: 4096, points: 1024 } as const;

export default defineLab(parameters, {
  id: 'langevin',
  title: 'Langevin chains',
  lead: 'Noise turns hill climbing into sampling. Switch it off and watch the law collapse onto its modes.',
  particles: 'chains',
  work: 'chain-steps',
  presets,
  suggestions,
  about,
  claims,
  stage: {
    axes,
    picture: {
      layers: [
        { id: 'contours', label: 'contours', shown: true },
        { id: 'arrows', label: 'score arrows', shown: false },
        { id: 'paths', label: 'paths', shown: false },
      ],
      fieldName: 'log p',
      contours: { wide: 'target: lines around 10 to 99 % of its mass', narrow: 'target' },
    },
    view,
  },
  ownPoints: { target: 'data', data: 'upload' },
  limits: (backend) => [
    ...particleLimits(backend, 'chains', REFERENCE.chains),
    ...pointLimits(backend, REFERENCE.points),
  ],
  ownNetwork: { target: 'network', network: 'own' },
  async model(options): Promise<Model<Values, ClaimContext | undefined>> {
    const { values, data, seed } = options;
    if (values.target === 'network')
      return new NetworkChains(options, await findNetwork(values.network, data), twinLabels);
    const points = values.target === 'data' ? planeOf(await loadPoints(values, seed, data, options)) : undefined;
    return new LangevinModel(options, chainSettings(values, data, points), points);
  },
});

function axes(values: Values): Axes {
  if (values.target === 'data') return pointAxes(values);
  return values.target === 'penguins' ? penguinPoints('flipper', 'bill').axes : plainAxes();
}

/** The points as the kernel-score lab shows them, or the target's domain with a tenth of margin, so that tails and axes have room. */
function view(values: Values, data: RunData): Box {
  if (values.target === 'data') return pointsBox(values, data);
  if (values.target === 'network') return NETWORK_BOX;
  const { minX, maxX, minY, maxY } = closedTarget(values, data).domain;
  const [x, y] = [(maxX - minX) * 0.05, (maxY - minY) * 0.05];
  return { minX: minX - x, maxX: maxX + x, minY: minY - y, maxY: maxY + y };
}
