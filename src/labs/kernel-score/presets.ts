// Starting points of the kernel-score lab. Each names what to see.
import type { Preset, Suggestion } from '../../experiment/lab';

export const presets: readonly Preset[] = [
  {
    id: 'moons',
    label: 'A bandwidth that fits',
    doc: 'Two moons are two moons: at σ = 0.2 the particles climb onto two ridges and creep along them.',
    values: { data: 'moons', sigma: 0.2 },
  },
  {
    id: 'narrow',
    label: 'Too narrow: every point a mode',
    doc: 'At σ = 0.03 the score leads to the nearest point and knows of nothing else.',
    values: { data: 'moons', sigma: 0.03, points: 512 },
  },
  {
    id: 'wide',
    label: 'Too wide: a single hill',
    doc: 'At σ = 1.5 the moons have melted into one another; every particle goes to the middle.',
    values: { data: 'moons', sigma: 1.5 },
  },
  {
    id: 'mixture',
    label: 'Error against the truth',
    doc: 'The true score of this mixture is known: the error over σ is U-shaped, and its lowest point moves with N.',
    values: { data: 'mixture', points: 1024, sigma: 0.28 },
  },
  {
    id: 'blur',
    label: 'The bias of wide kernels',
    doc: 'With 20,000 points of a normal law sampling no longer matters, and the blur is what theory says.',
    values: { data: 'normal', points: 20_000, dimension: 2, sigma: 0.8 },
  },
  {
    id: 'dimension',
    label: 'Many dimensions',
    doc: 'In 32 dimensions all points are about equally far, and no bandwidth tells near from far.',
    values: { data: 'normal', points: 2048, dimension: 32, sigma: 1 },
  },
  {
    id: 'edge',
    label: 'The edge of a law',
    doc: 'At σ = 0.02 look at the boundary: half the density, and a score that pulls inwards.',
    values: { data: 'rings', sigma: 0.02, points: 8192 },
  },
  {
    id: 'million',
    label: 'A million points',
    doc: 'The spiral from 1,048,576 points: a coarse picture at once, the exact one as fast as the device goes.',
    values: { data: 'spiral', points: 2 ** 20, sigma: 0.05 },
  },
  {
    id: 'penguins',
    label: 'Penguins',
    doc: '333 birds of three species; move the bandwidth and watch the species appear.',
    values: { data: 'penguins', sigma: 0.3 },
  },
  {
    id: 'digits',
    label: 'Handwritten digits',
    doc: '300 images of 196 pixels each: points of a space in which everything is far from everything.',
    values: { data: 'digits', sigma: 2 },
  },
];

export const suggestions: readonly Suggestion[] = [
  {
    text: 'Let the bandwidth fall until the ridge of a moon breaks into beads.',
    link: 'Set σ = 0.08',
    values: { sigma: 0.08 },
  },
  {
    text: 'The best bandwidth shrinks as points are added.',
    link: 'The mixture with 65,536 points',
    values: { data: 'mixture', points: 65_536, sigma: 0.15 },
  },
  {
    text: 'Draw points of your own: choose ‘Your own points’ and click into the picture, or drop a CSV file.',
    link: 'Your own points',
    values: { data: 'upload', sigma: 0.4 },
  },
];
