// Where cases are played in another process, which may crash, hang or run out of memory without the fuzzer: its inside.
import type { Backend, BackendKind } from '../../src/compute/backend';
import { openBackend } from '../../src/compute/open-backend';
import { findLab } from '../../src/labs/registry';
import { smallest } from '../support/small-runs';
import type { Case } from './case';
import { play, type Outcome } from './play';

export type Request = { readonly kind: 'open'; readonly backend: BackendKind; readonly lab: string } | Case;

/** What the stage offers: the backend's limits, and whether runs of the lab give out components; or why there is none. */
export type Opened =
  | { readonly limits: Backend['limits']; readonly components: boolean }
  | { readonly missing: string };

async function open(kind: BackendKind): Promise<Backend> {
  if (kind === 'reference') return openBackend({ kind });
  const { gpuBackend } = await import('../support/device');
  return gpuBackend();
}

/** Answers one request after the other until the other side hangs up. */
export function serve(): void {
  let backend: Backend | undefined;
  const answer = async (request: Request): Promise<Opened | Outcome> => {
    if (!('kind' in request)) {
      const outcome = await play(await findLab(request.lab), (backend ??= await open(request.backend)), request);
      // What a fault has done to a device is not carried over to the next case.
      if (outcome.problems.some(({ fault }) => fault === 'throws')) {
        backend.dispose();
        backend = undefined;
      }
      return outcome;
    }
    try {
      backend = await open(request.backend);
    } catch (error) {
      return { missing: error instanceof Error ? error.message : String(error) };
    }
    const lab = await findLab(request.lab);
    const run = await lab.start({ backend, params: smallest(lab), seed: 7, data: {} });
    const components = 'weights' in (run.data?.() ?? {});
    run.dispose();
    return { limits: backend.limits, components };
  };
  process.on('message', (request: Request) => {
    answer(request).then(
      (reply) => process.send?.(reply),
      (error: unknown) =>
        process.send?.({ rows: [], problems: [{ fault: 'throws', where: 'stage', text: String(error) }], slowest: 0 }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}
