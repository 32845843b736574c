// What the frame of the page shows of a lab.
import type { ClaimResult, Divergence, Run } from '../../experiment/lab';
import type { BackendKind } from '../../compute/backend';
import type { RunController } from '../controllers/run-controller';
import type { RunStatus } from '../controllers/run-plan';
import { formatRate } from '../../numbers';
import type { PageState } from './lab-session';

export interface PageReport {
  readonly lab: string;
  readonly title: string;
  /** The page is shown to a room. */
  readonly lecture: boolean;
  readonly status: RunStatus;
  readonly backend: BackendKind | undefined;
  /** Backend, adapter and throughput: `WebGPU · adapter · 28 M chain-steps/s`. */
  readonly badge: string;
  readonly run: Run | undefined;
  readonly claims: readonly ClaimResult[];
  readonly divergence: Divergence | undefined;
  /** At most one message; `lasting`: it stays until what it tells of has passed, and cannot be dismissed. */
  readonly notice: { readonly text: string; readonly problem: boolean; readonly lasting: boolean } | undefined;
}

export function pageReport(
  { lab, settings }: PageState,
  controller: Pick<RunController, 'status' | 'backend' | 'run' | 'motion' | 'claims'>,
  notice: PageReport['notice'],
): PageReport {
  const { status, backend, run, motion, claims } = controller;
  const words = backend
    ? [backend.kind === 'webgpu' ? 'WebGPU' : '', backend.adapterName, formatRate(motion.rate, lab.work)]
    : [];
  return {
    lab: lab.id,
    title: lab.title,
    lecture: settings.view === 'lecture',
    status,
    backend: backend?.kind,
    badge: words.filter(Boolean).join(' · '),
    run,
    claims,
    divergence: run?.frame().divergence,
    notice,
  };
}
