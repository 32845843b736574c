// The parameters of the diffusion lab, each declared once. What the steps to come are made of applies to them; the way begins anew with the rest.
import { syntheticIds } from '../../data/synthetic';
import { choice, group, is, number, type Declared, type ValuesOf, type When } from '../../experiment/declare';
import { pointParameters, pointSets } from '../../experiment/point-parameters';
import type { Sampler } from '../../math/diffusion-sampler';
import { networkNames } from '../../train/networks';

type More = Partial<Pick<Parameters<typeof number>[2], 'scale' | 'integer' | 'size'>>;
/** Whether it applies from the step to come on. */
type Live = { readonly live?: true | undefined };

const always: When = () => true;
const live = { live: true } as const;
const rises = { scale: 'log' } as const;
const whole = { scale: 'log', integer: true } as const;

const restarting = ({ live }: Live): { readonly restarts?: true } => (live ? {} : { restarts: true });

type Range = readonly [value: number, min: number, max: number];

function setting(
  name: string,
  [value, min, max]: Range,
  doc: string,
  when = always,
  { live, ...more }: More & Live = {},
): Declared<number> {
  const [symbol, ...words] = name.split(' ');
  return number(symbol, words.join(' '), { value, min, max, ...restarting({ live }), doc, when, ...more });
}

const one = <T extends string>(
  label: string,
  options: Readonly<Record<T, string>>,
  doc: string,
  when = always,
): Declared<T> =>
  choice<T>(label, options, { value: Object.keys(options)[0] as NoInfer<T>, restarts: true, doc, when });

const { across, up } = pointParameters();
const own = { single: 'One point', pair: 'Two points at ±1', gaussian: 'The law N(0, c²I) itself' } as const;
const { normal: _, ...points } = pointSets;
const sets = { ...points, ...own } as const;
const [synthetic, gaussian, beta] = [
  is('data', ...syntheticIds),
  is('data', 'gaussian'),
  is('schedule', 'vp-linear-beta'),
];

const law = {
  data: one('Data', sets, 'The points x₁ … x_M, each as likely as the others; or a Gaussian law.'),
  across,
  up,
  points: setting('M points', [512, 1, 2 ** 17], 'How many points are drawn.', synthetic, { ...whole, size: true }),
  scale: setting('c scale', [1, 0.05, 4], 'Standard deviation of a coordinate of the Gaussian law.', gaussian, rises),
  smoothing: setting(
    'σᴅ smoothing',
    [0, 0, 1],
    'Bandwidth of the kernel density that is the law: 0 memorises (2.6).',
    always,
    live,
  ),
};

export const scheduleNames = {
  'vp-linear-logsnr': 'log SNR linear',
  'vp-power-logsnr': 'log SNR a power',
  'vp-cosine': 'Cosine',
  'vp-linear-snr': 'SNR linear',
  'vp-linear-beta': 'β linear',
  've-geometric': 'Variance exploding',
  'least-variance': 'Least variance',
} as const;
export type ScheduleId = keyof typeof scheduleNames;

const schedule = {
  schedule: one('Schedule', scheduleNames, 'How noise grows with t (2.7); the last is made of the data (D17).'),
  gamma0: setting('γ₀ log noise at t = 0', [-6, -10, -1], 'γ = −log SNR at the data; h₀ = exp(γ₀/2) remains.'),
  gamma1: setting('γ₁ log noise at t = 1', [6, 1, 10], 'γ at the noise.', (values) => !beta(values)),
  power: setting('p power', [2, 0.25, 4], 'γ = γ₀ + (γ₁ − γ₀) tᵖ.', is('schedule', 'vp-power-logsnr'), rises),
  beta0: setting('β₀ first rate', [0.1, 0.01, 10], 'How fast −log α² grows at t = 0.', beta, rises),
  beta1: setting('β₁ last rate', [20, 1, 40], 'How fast −log α² grows at t = 1.', beta, rises),
};

const generates = is('direction', 'generate');
const ddim: When = (values) =>
  generates(values) && (is('sampler', 'ddim')(values) || is('twinSampler', 'ddim')(values));
const directions = { generate: 'Generate: noise to data', noise: 'Noise: data to noise' } as const;
const samplers: Readonly<Record<Sampler, string>> = { ancestral: 'Ancestral', ddim: 'DDIM', heun: 'Heun' };
const denoisers = { exact: 'Exact', scaled: 'Exact, times a factor', network: 'A trained network' } as const;
const networks = { levels: networkNames.levels, moons: networkNames.moons, own: networkNames.own } as const;

const process = {
  direction: one('Direction', directions, 'By the denoiser from t = 1 to 0, or by the process itself from 0 to 1.'),
  steps: setting('T steps', [128, 1, 4096], 'Steps from one end to the other.', always, whole),
  sampler: one(
    'Sampler',
    samplers,
    'Ancestral (2.3), with less noise (2.6), or the probability flow by Heun.',
    generates,
  ),
  eta: setting('η share of the noise', [0, 0, 1], 'DDIM with the noise ησ_Q: 1 is the ancestral sampler.', ddim, live),
  denoiser: one(
    'Denoiser',
    denoisers,
    'The posterior mean x̂ of the data (2.6), or a wrong one, to see what that costs.',
  ),
  network: one('Network', networks, 'One that ships, or your own from ‘Score matching’.', is('denoiser', 'network')),
  bias: setting('κ factor', [1.02, 0.5, 1.5], 'What x̂ is multiplied by.', is('denoiser', 'scaled'), live),
};

const most = { ...whole, size: true } as const;
const particles = {
  particles: setting('n particles', [65_536, 1, 2 ** 20], 'Samples that are made at once.', always, most),
};

const twins = {
  off: 'Off',
  steps: 'Another number of steps',
  sampler: 'Another sampler',
  schedule: 'Another schedule',
  smoothing: 'Another smoothing',
} as const;
const twinSamplers: typeof samplers = { ddim: samplers.ddim, ancestral: samplers.ancestral, heun: samplers.heun };

const twin = {
  twin: one('Twin run', twins, 'A second run with the same random numbers, one setting changed.'),
  twinSteps: setting('T′ steps of the twin', [16, 1, 4096], 'On the same way.', is('twin', 'steps'), whole),
  twinSampler: one('Sampler of the twin', twinSamplers, 'How the twin goes back.', is('twin', 'sampler')),
  twinSchedule: one('Schedule of the twin', scheduleNames, 'How its noise grows with t.', is('twin', 'schedule')),
  twinSmoothing: setting('σᴅ′ smoothing of the twin', [0.2, 0, 1], 'Of its data law.', is('twin', 'smoothing')),
};

export const parameters = {
  ...group('Data', law, { redefines: true }),
  ...group('Schedule', schedule),
  ...group('Process', process),
  ...group('Particles', particles),
  ...group('Twin', twin),
};

export type Values = ValuesOf<typeof parameters>;

/** The settings of the twin; undefined without one. */
export function twinValues(values: Values): Values | undefined {
  const { twin: key, twinSteps: steps, twinSampler: sampler, twinSchedule, twinSmoothing: smoothing } = values;
  if (key === 'off') return undefined;
  return { ...values, [key]: { steps, sampler, schedule: twinSchedule, smoothing }[key] };
}
