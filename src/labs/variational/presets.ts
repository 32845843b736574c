// Starting points of the variational lab. Each names what to see.
import type { Preset, Suggestion } from '../../experiment/lab';

export const presets: readonly Preset[] = [
  {
    id: 'coordinate',
    label: 'A thousand starts',
    doc: 'Exact inner and outer steps: every start climbs, and the means gather at the optima.',
    values: {},
  },
  {
    id: 'two-loops',
    label: 'Two loops against one',
    doc: 'Twenty gradient steps inside instead of the exact one: the bound stays below what the coordinate steps of the twin reach.',
    values: { method: 'inner', innerSteps: 20, twin: 'coordinate' },
  },
  {
    id: 'spiral',
    label: '65,536 starts on a spiral',
    doc: 'Eight components on a spiral have very many optima: the histogram of the evidence shows how few starts find the best.',
    values: { data: 'spiral', components: 8, restarts: 65_536 },
  },
  {
    id: 'batches',
    label: 'Small batches, natural steps',
    doc: 'The twin sweeps all data, the run sees 32 at a time: at equal data touched the batches are far ahead.',
    values: { method: 'stochastic', points: 8192, twin: 'coordinate', restarts: 256 },
  },
  {
    id: 'plain',
    label: 'Ordinary against natural gradients',
    doc: 'On the same batches ordinary gradients crawl where natural steps run.',
    values: { method: 'plain', twin: 'stochastic', rate: 0.1, restarts: 256 },
  },
  {
    id: 'one-natural-step',
    label: 'One natural step',
    doc: 'With all data in the batch and ρ = 1 the first natural step is the sweep of the twin, to rounding.',
    values: { method: 'stochastic', batch: 2 ** 17, tau: 1, kappa: 0.5, twin: 'coordinate' },
  },
  {
    id: 'encoder',
    label: 'An encoder too small',
    doc: 'A linear encoder cannot follow components of different widths: what it loses is the amortisation gap.',
    values: { method: 'amortised', encoder: 'linear', batch: 2 ** 17, rate: 1, restarts: 64 },
  },
  {
    id: 'scale',
    label: 'N/B forgotten',
    doc: 'The histogram of the estimates stands beside the total that they are to estimate, and the run hardly moves.',
    values: { method: 'stochastic', mistake: 'scaleNever', restarts: 256 },
  },
  {
    id: 'averaged',
    label: 'Gradients of single data averaged',
    doc: 'All data of a batch move by one common vector and stay alike, so that all components end in one place; the twin gives each datum its own.',
    values: { method: 'stochastic', mistake: 'averagedLocalGradients', twin: 'correct', restarts: 256 },
  },
  {
    id: 'pca',
    label: 'PCA: one maximum',
    doc: 'Every start of probabilistic PCA ends at the closed-form maximum; other places of rest are saddles.',
    values: { model: 'pca', data: 'penguins' },
  },
];

export const suggestions: readonly Suggestion[] = [
  {
    text: 'More components make more optima.',
    link: 'Seven components on three rings',
    values: { data: 'rings', components: 7 },
  },
  {
    text: 'A quadratic encoder holds the posterior itself.',
    link: 'The encoder with |x|²',
    values: { method: 'amortised', encoder: 'quadratic', batch: 2 ** 17, rate: 1, restarts: 64 },
  },
  {
    text: 'Follow another start than the best one, and see its spectrum.',
    link: 'Follow start 5',
    values: { follow: 5 },
  },
];
