// Drawback 1: the time of one evaluation against the number of pairs, for each method on this device. MATHS.md 3.4, K4.
import type { Backend } from '../../../compute/backend';
import type { Figure } from '../../../experiment/figures';
import type { Plot, PlotSeries } from '../../../experiment/frame';
import type { PointCloud } from '../../../experiment/point-cloud';
import { fitPowerLaw } from '../../../math/power-law';
import { CostCurves } from '../../../score/cost-curves';
import { figure as shown } from '../../../numbers';

/** `sigma`: the setting, which may change. */
export function costFigure(backend: Backend, cloud: PointCloud, sigma: () => number): Figure {
  const costs = new CostCurves(backend, cloud);
  return { refine: () => costs.measure(sigma()), panel: () => plotOf(costs), dispose: () => costs.dispose() };
}

function plotOf({ curves, done }: CostCurves): Plot {
  const measured = curves.map(({ method, pairs, seconds }): PlotSeries => {
    const colour = method === 'direct' ? 'first' : 'second';
    return { label: method, colour, x: pairs, y: seconds, dots: true };
  });
  const fits = (done < 1 ? [] : curves).map(({ method, pairs, seconds }) => {
    const { fixed, slope, at } = fitPowerLaw(pairs, seconds);
    const power = shown(Number(slope.toFixed(2)));
    const line: PlotSeries = { label: `${method}: slope ${power}`, colour: 'theory', x: pairs, y: pairs.map(at) };
    const remark = `${method}: ${shown(1000 * fixed)} ms whatever the size, and beyond it ∝ (N·M)^${power}.`;
    return { line, remark };
  });
  return {
    kind: 'plot',
    id: 'cost',
    title: 'Cost: time of one evaluation',
    x: { label: 'N · M', scale: 'log' },
    y: { label: 'seconds', scale: 'log' },
    series: [...measured, ...fits.map(({ line }) => line)],
    remarks: fits.map(({ remark }) => remark),
    done,
  };
}
