// Saving what a page shows and knows.
import { GpuLostError } from '../../compute/backend';
import type { Axes } from '../../data/axes';
import type { Checkpoint, Run } from '../../experiment/lab';
import { nextTask } from '../../waiting';
import { HEAVY_COUNT } from '../address';
import { csvPieces } from './csv';
import { download, fileName, type FileKind } from './download';
import { writeSettingsFile, type PageSettings } from './settings-file';

/** The page, as far as saving needs it. */
export interface Saveable {
  readonly settings: Omit<PageSettings, 'step' | 'checkpoint'>;
  /** Of the picture: a table is in their units. */
  readonly axes: Axes;
  picture(): Promise<Blob>;
  /** Runs `work` while nothing else touches the run. */
  task<T>(work: (run: Run) => Promise<T>): Promise<T>;
  readonly step: number;
  /** Whether a lost run waits for its GPU. */
  away(): boolean;
  /** The last state that was kept of it. */
  kept(): Checkpoint | undefined;
}

/** Rejects with a sentence where the file cannot be had; it is never an empty one. */
export async function saveFile(kind: FileKind, page: Saveable): Promise<void> {
  try {
    const parts = await contents(kind, page);
    download(parts, fileName(page.settings.lab, page.step, kind), kind);
  } catch (error) {
    throw error instanceof GpuLostError ? new Error(WITHOUT_GPU, { cause: error }) : error;
  }
}

const WITHOUT_GPU = 'the GPU is away. Save JSON, which needs none, or try again when it is back.';

async function contents(kind: FileKind, page: Saveable): Promise<BlobPart[]> {
  if (kind === 'json') return [await settingsText(page)];
  if (page.away()) throw new GpuLostError(WITHOUT_GPU);
  return kind === 'png' ? [await page.picture()] : csvParts(page);
}

async function csvParts(page: Saveable): Promise<string[]> {
  const arrays = await page.task((run) => run.snapshot());
  const parts: string[] = [];
  for (const piece of csvPieces(arrays, page.axes)) {
    parts.push(piece);
    await nextTask();
  }
  return parts;
}

/** With the state of now; of a run that is lost, with the last one that was kept. */
async function settingsText(page: Saveable): Promise<string> {
  if (page.away()) return keptText(page);
  try {
    return await page.task(async (run) => {
      const { step } = run;
      const small = run.frame().clouds.every(({ count }) => count <= HEAVY_COUNT);
      return writeSettingsFile({ ...page.settings, step, ...(small ? { checkpoint: await run.checkpoint() } : {}) });
    });
  } catch (error) {
    if (error instanceof GpuLostError) return keptText(page);
    throw error;
  }
}

function keptText(page: Saveable): string {
  const checkpoint = page.kept();
  const step = checkpoint?.step ?? page.step;
  return writeSettingsFile({ ...page.settings, step, ...(checkpoint ? { checkpoint } : {}) });
}
