// The bound over the data touched, so that methods of different steps can be compared.
import type { Plot, PlotSeries } from '../../experiment/frame';
import type { History } from '../../experiment/history';
import { principalMaximum } from '../../math/pca-maximum';
import type { Values } from './parameters';
import type { LabData } from './start';

/** `touched`: data that a step of the run, and of the twin, looks at. */
export function boundPlot(
  history: History,
  touched: { readonly run: number; readonly twin: number },
  values: Values,
  data: LabData,
): Plot {
  const line = (name: string, label: string, colour: PlotSeries['colour'], each: number): PlotSeries => {
    const { steps, values: y } = history.series(name, label, 'first');
    const known = steps
      .map((step, i) => [step * each, y[i]] as const)
      .filter(([x, value]) => x > 0 && Number.isFinite(value));
    return { label, colour, x: known.map(([x]) => x), y: known.map(([, value]) => value) };
  };
  const run = [
    line('best', 'best start', 'first', touched.run),
    line('median', 'median', 'first', touched.run),
    line('low', 'lower tenth', 'muted', touched.run),
  ];
  const twin =
    touched.twin > 0
      ? [
          line('twin: best', 'twin, best', 'second', touched.twin),
          line('twin: median', 'twin, median', 'second', touched.twin),
        ]
      : [];
  const [first] = run;
  const most = values.model === 'pca' ? principalMaximum(data.principal, Number(values.latents)) : undefined;
  const ends = [first.x[0] ?? 1, first.x.at(-1) ?? 1];
  const level =
    most === undefined || first.x.length === 0
      ? []
      : [{ label: 'largest evidence', colour: 'theory' as const, x: ends, y: [most, most] }];
  return {
    kind: 'plot',
    id: 'bound',
    title: 'Bound per datum over data touched',
    x: { label: 'data touched', scale: 'log' },
    y: { label: 'nats', scale: 'linear' },
    series: [...run, ...twin, ...level],
    remarks: [
      'A sweep touches all data, a step on a batch only its own: at equal data touched methods can be compared.',
    ],
    done: 1,
  };
}
