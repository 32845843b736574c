// The bound as an area, over T, in its parts, and how well one draw estimates it. MATHS.md 2.5, 2.6, D7, D8, D16, D17.
import type { Backend } from '../compute/backend';
import { ErrorLevels } from '../diffusion/error-levels';
import type { Process } from '../diffusion/process';
import { scheduleOf, type DataCentres, type ScheduleKind, type ScheduleSettings } from '../diffusion/process-settings';
import { figure as shown } from '../numbers';
import type { Figure } from './figures';
import type { Bars, Panel, Plot } from './frame';
import { line, log, plot } from './panels';
import {
  boundCurve,
  boundEnds,
  boundLimits,
  boundOf,
  boundSteps,
  type Curve,
  type ErrorAt,
} from '../math/diffusion-bound';
import { mean } from '../math/statistics';

const STEPS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] as const;

interface Bound {
  readonly backend: Backend;
  readonly centres: DataCentres;
  readonly process: Process;
  readonly settings: ScheduleSettings;
  /** The schedules to compare, by kind. */
  readonly names: Readonly<Partial<Record<ScheduleKind, string>>>;
  readonly seed: number;
}

/** Of γ, as far as measured: of the exact denoiser, and of the one in force. */
interface Errors extends Readonly<Record<'square' | 'fourth' | 'scaled', ErrorAt>> {
  readonly done: number;
  /** I(x; z) as measured by itself, at log SNR. */
  readonly informations: Curve;
}

/** All of the same errors, which the first of them measures. */
export function boundFigures(bound: Bound): readonly Figure[] {
  const { backend, centres, process, seed } = bound;
  const { schedule, smoothing = 0, factor = 1 } = process;
  const { centres: data, dimension } = centres;
  const ends = [schedule.at(0).gamma, schedule.at(1).gamma] as const;
  const levels = new ErrorLevels(backend, { data, dimension, smoothing, ends, factor, seed });
  const figureOf = (panel: (errors: Errors, bound: Bound) => Panel): Figure => ({
    refine: () => levels.refine(),
    panel() {
      const [square, fourth, scaled] = (['square', 'fourth', 'scaled'] as const).map((of) => levels.at(of));
      const informations = { x: levels.gammas.map((gamma) => -gamma), y: [...levels.values('information')] };
      return square && fourth && scaled && panel({ square, fourth, scaled, informations, done: levels.done }, bound);
    },
    dispose: () => levels.dispose(),
  });
  return [area, overSteps, parts, information, estimator].map(figureOf);
}

function area({ square, scaled, fourth, done }: Errors, { process: { schedule, steps, factor } }: Bound): Plot {
  const loss = boundOf(schedule, steps, scaled);
  const { limit } = boundLimits(schedule, scaled, fourth);
  const price = limit - boundLimits(schedule, square, fourth).limit;
  const [teeth, curve, best] = [
    boundSteps(schedule, steps, scaled),
    boundCurve(schedule, scaled),
    boundCurve(schedule, square),
  ];
  return plot(
    'area',
    'The bound as an area',
    ['log SNR', '½ SNR · E|x − x̂|², nats'],
    [
      line(`L_T, T = ${steps}`, 'second', teeth.x, teeth.y, { area: true }),
      line('L∞', 'first', curve.x, curve.y, { area: true }),
      ...(factor === 1 ? [] : [line('of the exact denoiser', 'muted', best.x, best.y)]),
    ],
    {
      done,
      remarks: [
        `The steps are L_T = ${shown(loss, 4)} nats, the area under the curve L∞ = ${shown(limit, 4)}, the sliver between ${shown(loss - limit)}.`,
        ...(factor === 1 ? [] : [`The factor on the denoiser costs ${shown(price)} nats of L∞.`]),
      ],
    },
  );
}

function overSteps({ scaled, fourth, done }: Errors, { process: { schedule } }: Bound): Plot {
  const { limit, slope } = boundLimits(schedule, scaled, fourth);
  const excess = STEPS.map((steps) => boundOf(schedule, steps, scaled) - limit);
  const law = STEPS.map((steps) => slope / steps);
  const remarks = [`K₁ = ${shown(slope)} nats: twice as many steps halve the excess (D7).`];
  const series = [line('measured', 'first', STEPS, excess, { dots: true }), line('K₁/T', 'theory', STEPS, law)];
  return plot('bound', 'What finite T costs', [log('T'), log('L_T − L∞, nats')], series, { remarks, done });
}

function parts({ scaled }: Errors, { centres: { centres, dimension }, process }: Bound): Bars {
  const { schedule, steps, smoothing = 0 } = process;
  const square = dimension * (mean(centres.map((value) => value * value)) + smoothing ** 2);
  const { prior, reconstruction } = boundEnds(schedule, square, dimension);
  const diffusion = boundOf(schedule, steps, scaled);
  const total = prior + reconstruction + diffusion;
  return {
    kind: 'bars',
    id: 'parts',
    title: 'Parts of the bound on −log p(x)',
    unit: 'nats',
    bars: Object.entries({ prior, reconstruction, diffusion }).map(([label, value]) => ({ label, value })),
    remarks: [`Together ${shown(total)} nats, ${shown(total / Math.LN2 / dimension)} bits a dimension.`],
  };
}

/** What the area under the curve has come to, from the noise on, beside the information that was measured by itself. */
function information({ square, informations, done }: Errors, { centres, process }: Bound): Plot {
  const { x, y } = boundCurve(process.schedule, square);
  let sum = informations.y.at(-1) ?? 0;
  const area = y.map((value, k) => (k === 0 ? sum : (sum += ((value + y[k - 1]) * (x[k] - x[k - 1])) / 2)));
  const count = centres.centres.length / centres.dimension;
  const isFinite = count > 1 && !process.smoothing;
  const [start, whole] = [informations.y[0] ?? 0, Math.log(count)];
  const ends = [x[0], x[x.length - 1]];
  return plot(
    'information',
    'What z knows of x',
    ['log SNR', 'I(x; z), nats'],
    [
      line('measured', 'first', informations.x, informations.y, { dots: true }),
      line('area under the curve', 'theory', x, area),
      ...(isFinite ? [line('log M', 'muted', ends, [whole, whole])] : []),
    ],
    {
      done,
      remarks: isFinite
        ? [`At the data ${shown(start)} of the log M = ${shown(whole)} nats that tell the points apart (D9).`]
        : [],
    },
  );
}

/** Every schedule with the ends of the one in force. */
function estimator({ square, fourth }: Errors, { process: { schedule: own }, settings, names }: Bound): Bars {
  const [gamma0, gamma1] = [own.at(0).gamma, own.at(1).gamma];
  const fourths = Array.from({ length: 65 }, (_, k) => fourth(gamma0 + ((gamma1 - gamma0) * k) / 64));
  // The ends of one that is linear in β follow from its rates.
  const kinds = (Object.keys(names) as ScheduleKind[]).filter((kind) => kind !== 'vp-linear-beta');
  const bars = kinds.map((kind) => {
    const schedule = scheduleOf(kind, { ...settings, gamma0, gamma1 }, fourths);
    const { limit, variance, leastVariance } = boundLimits(schedule, square, fourth);
    const relative = (value: number): number => (limit > 0 ? Math.sqrt(Math.max(0, value)) / limit : 0);
    return { label: names[kind] ?? kind, value: relative(variance), predicted: relative(leastVariance) };
  });
  const remarks = ['All have the same mean; the line is the least that any schedule with these ends has (D17).'];
  return { kind: 'bars', id: 'estimator', title: 'One draw of the bound', unit: 'deviation / L∞', bars, remarks };
}
