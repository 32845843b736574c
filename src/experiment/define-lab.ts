// A lab as it is written: a declaration, and the model that it puts on the device. What the page and the library hold is the
// `Lab` that is made of it.
import type { Claim } from './claim-book';
import { declared, type DeclaredGroup, type ValuesOf } from './declare';
import type { Lab, ParameterValues, Stage, StartOptions } from './lab';
import type { Model, ModelOptions } from './model';
import type { Parameter } from './parameter';
import { Experiment } from './run';

interface Declaration<V, C> extends Omit<Lab, 'start' | 'parameters' | 'stage'> {
  readonly stage?: Stage<V>;
  /** What its particles are called, many of them: 'chains'. */
  readonly particles: string;
  readonly claims: readonly Claim<C>[];
  /** The step at which a run is at its end; a lab without one goes on for ever. */
  horizon?(values: V): number;
  /** Puts the lab on the device. Throws RangeError or TypeError for what cannot be, before anything is allocated. */
  model(options: ModelOptions<V>): Model<V, C> | Promise<Model<V, C>>;
}

/** What `Experiment` needs of it. */
export interface LabDefinition<V, C> extends Declaration<V, C> {
  readonly parameters: readonly Parameter[];
}

/** `parameters`: groups of `declare.ts`, in the order in which they are shown. */
export function defineLab<P extends DeclaredGroup, C>(
  parameters: P,
  declaration: Declaration<ValuesOf<P> & ParameterValues, C>,
): Lab {
  const definition = { ...declaration, parameters: declared(parameters) };
  return { ...definition, start: (options) => started(definition, options) };
}

/** Once it has drawn its start, or gone back to a checkpoint; disposed if that fails. */
async function started<V extends ParameterValues, C>(
  lab: LabDefinition<V, C>,
  { params, resume, ...options }: StartOptions,
): Promise<Experiment<V, C>> {
  const model = await lab.model({ ...options, values: params as V });
  const run = new Experiment(lab, model, { params, ...options });
  try {
    await run.begin(resume);
  } catch (error) {
    run.dispose();
    throw error;
  }
  return run;
}
