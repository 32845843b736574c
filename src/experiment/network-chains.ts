// Langevin chains on a trained network, which says a score and no density: what is known of it is where its chains are.
import type { Backend } from '../compute/backend';
import { Scope } from '../compute/scope';
import { CellHistogram } from '../dynamics/cell-histogram';
import { FieldChains } from '../dynamics/field-chains';
import type { ScoredSettings } from '../dynamics/scored-moves';
import { ScoredStepper } from '../dynamics/scored-stepper';
import { savedArray } from './checkpoint';
import { centralBox } from './extent';
import type { Field, Panel, Paths } from './frame';
import type { History } from './history';
import type { Checkpoint } from './lab';
import type { Arrays, Model, ModelOptions, Observation, Picture } from './model';
import { each, readPositions, readTrails, type Swarms } from './swarms';
import { geometricLevels } from '../math/annealing';
import type { Start } from '../math/start-law';
import { figure } from '../numbers';
import { gridOver, latticeNodes } from '../score/lattice';
import type { Box } from '../targets/target';
import { levelOf, type Network } from '../train/check-network';
import { evaluateNetwork } from '../train/evaluate-network';
import { NetworkScores } from '../train/network-scores';
import { describeNetwork } from '../train/networks';
import { marginals } from './marginals';

/** A network does not say where its data were. */
export const NETWORK_BOX: Box = { minX: -3, maxX: 3, minY: -3, maxY: 3 };
const LEVELS = 16;

/** What a lab's parameters say of such chains. */
export interface NetworkChainsValues {
  readonly chains: number;
  readonly method: ScoredSettings['method'] | 'mala';
  readonly step: number;
  readonly noise: number;
  readonly sigma: number;
  readonly init: Start['kind'];
  readonly initX: number;
  readonly initY: number;
  readonly initScale: number;
  /** A key of these values that a second swarm has otherwise, or `off`. */
  readonly twin: string;
  readonly twinValue: number;
}

/** What the two swarms are called; undefined without a twin. */
type Names<V> = (values: V) => { readonly run: string; readonly twin: string } | undefined;

export class NetworkChains<V extends NetworkChainsValues> implements Model<V, undefined> {
  readonly #backend: Backend;
  readonly #scope: Scope;
  readonly #options: ModelOptions<V>;
  readonly #names: Names<V>;
  readonly #network: Network;
  readonly #swarms: Swarms<FieldChains>;
  readonly #stepper: ScoredStepper;
  readonly #cells: CellHistogram;
  #values: V;
  #paths: readonly Paths[] = [];
  #panels: readonly Panel[] = [];
  #counts: { readonly counts: Float64Array; readonly twinCounts: Float64Array | undefined } | undefined;

  /** Throws RangeError where the method asks for more than the network says. */
  constructor(options: ModelOptions<V>, network: Network, names: Names<V>) {
    const { backend, values } = options;
    checkMethod(values, network);
    this.#backend = backend;
    this.#options = options;
    this.#names = names;
    this.#network = network;
    this.#values = values;
    const scope = (this.#scope = new Scope(backend));
    const field = new NetworkScores(backend, scope, network);
    const chains = (label: string): FieldChains => new FieldChains(backend, scope, label, values.chains, field);
    this.#swarms = { run: chains('run'), twin: values.twin === 'off' ? undefined : chains('twin') };
    this.#stepper = new ScoredStepper(backend);
    this.#cells = new CellHistogram(backend, scope);
  }

  get moved(): number {
    return each(this.#swarms).length * this.#swarms.run.size;
  }

  want(values: V): void {
    this.#values = values;
  }

  async apply(): Promise<void> {
    const { run, twin } = this.#swarms;
    const { twin: key, twinValue } = this.#values;
    await run.configure(this.#settings(this.#values));
    await twin?.configure(this.#settings({ ...this.#values, [key]: twinValue }));
  }

  async begin(): Promise<void> {
    const { init: kind, initX: x, initY: y, initScale: scale } = this.#values;
    for (const chains of each(this.#swarms)) await chains.begin({ kind, x, y, scale }, this.#options.seed);
  }

  advance(step: number, steps: number, completed: (steps: number) => void, signal?: AbortSignal): Promise<void> {
    return this.#stepper.advance(each(this.#swarms), this.#options.seed, step, steps, completed, signal);
  }

  async observe(step: number): Promise<Observation> {
    const { run, twin } = this.#swarms;
    const count = (chains: FieldChains): Promise<Float64Array> =>
      this.#cells.count({ positions: chains.positions, count: chains.size }, NETWORK_BOX);
    this.#counts = { counts: await count(run), twinCounts: twin && (await count(twin)) };
    const { positions, twin: others } = await this.snapshot();
    await this.readPaths(step);
    const [seen, twinSeen] = [seenOf(positions.data), others && seenOf(others.data)];
    const extent = centralBox(positions.data);
    const spreadOf = ({ varianceX, varianceY }: Seen): number => varianceX + varianceY;
    return {
      measures: seen,
      kept: { spread: spreadOf(seen), ...(twinSeen ? { 'twin: spread': spreadOf(twinSeen) } : {}) },
      nonFinite: seen.nonFinite,
      ...(extent ? { extent } : {}),
    };
  }

  study(_: number, history: History): void {
    if (!this.#counts) return;
    this.#panels = [
      history.trace('spread', 'Variance of the chains, both axes', 'squared units', 'linear', []),
      ...marginals(NETWORK_BOX, { ...this.#counts, law: undefined }),
    ];
  }

  picture(): Picture {
    const { run, twin } = this.#swarms;
    const labels = this.#names(this.#values);
    const { sigma } = this.#values;
    const asked = levelOf(this.#network, sigma);
    const cloud = { layer: 'run', label: labels?.run ?? 'chains', colour: 'first', count: run.size } as const;
    const other = { layer: 'twin', label: labels?.twin ?? 'twin', colour: 'second', count: run.size } as const;
    return {
      clouds: [{ ...cloud, positions: run.positions }, ...(twin ? [{ ...other, positions: twin.positions }] : [])],
      paths: this.#paths,
      readouts: [
        {
          label: 'score',
          value: describeNetwork(this.#network),
          doc: 'A score without a density: arrows, no contours.',
        },
        { label: 'asked at σ', value: figure(asked), doc: 'The noise level, within those that it was trained at.' },
      ],
      notices:
        asked === sigma
          ? []
          : [`The network was not trained at σ = ${figure(sigma)}: it is asked at ${figure(asked)}.`],
    };
  }

  panels(): readonly Panel[] {
    return this.#panels;
  }

  async readPaths(step: number): Promise<void> {
    this.#paths = await readTrails(this.#swarms, step);
  }

  context(): undefined {
    return undefined;
  }

  snapshot(): Promise<Arrays> {
    return readPositions(this.#backend, this.#swarms);
  }

  load(checkpoint: Checkpoint): void {
    const [first, second] = each(this.#swarms);
    const places = (name: string, { size }: FieldChains): Float32Array =>
      savedArray(checkpoint, name, 2 * size, 'chains');
    first.place(places('positions', first), checkpoint.step);
    second?.place(places('twin', second), checkpoint.step);
  }

  async field(box: Box, columns: number, rows: number): Promise<Field> {
    const points = Float32Array.from(latticeNodes(gridOver(box, columns, rows)));
    const score = await evaluateNetwork(this.#backend, {
      network: this.#network,
      points,
      sigma: levelOf(this.#network, this.#values.sigma),
    });
    return { box, columns, rows, score };
  }

  dispose(): void {
    this.#scope.dispose();
  }

  #settings({ method, step, noise, sigma }: NetworkChainsValues): ScoredSettings {
    const common = { method, step, noise, sigma: levelOf(this.#network, sigma) };
    const [least, most] = this.#network.levels ?? [];
    if (method !== 'annealed' || least === undefined || most === undefined) return common;
    return { ...common, levels: geometricLevels(LEVELS, most, least) };
  }
}

function checkMethod({ method }: NetworkChainsValues, { levels: [least, most] = [1, 1] }: Network): void {
  if (method === 'mala')
    throw new RangeError(
      `method is 'mala', which accepts by a density; a network says a score alone: 'ula' is allowed`,
    );
  if (method === 'annealed' && !(most > least))
    throw new RangeError(`method is 'annealed', but this network was trained at one noise level; 'ula' is allowed`);
}

type Seen = Record<'finite' | 'nonFinite' | 'meanX' | 'meanY' | 'varianceX' | 'varianceY', number>;

function seenOf(places: Float32Array): Seen {
  const sums = [0, 0, 0, 0];
  let finite = 0;
  for (let i = 0; i < places.length; i += 2) {
    const x = places[i];
    const y = places[i + 1];
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    finite++;
    sums[0] += x;
    sums[1] += y;
    sums[2] += x * x;
    sums[3] += y * y;
  }
  const [meanX, meanY, squareX, squareY] = sums.map((sum) => sum / finite);
  const nonFinite = places.length / 2 - finite;
  // In float64 what cancels is a few times the mean over the deviation, squared, of 10⁻¹⁶.
  return { finite, nonFinite, meanX, meanY, varianceX: squareX - meanX ** 2, varianceY: squareY - meanY ** 2 };
}
