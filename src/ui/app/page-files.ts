// Saving what a page shows and knows.
import type { Run } from '../../labs/lab';
import { nextTask } from '../../data/slices';
import { HEAVY_COUNT } from '../address';
import { csvPieces } from './csv';
import { download, fileName, type FileKind } from './download';
import { writeSettingsFile, type PageSettings } from './settings-file';

/** The page, as far as saving needs it. */
export interface Saveable {
  readonly settings: Omit<PageSettings, 'step' | 'checkpoint'>;
  picture(): Promise<Blob>;
  /** Runs `work` while nothing else touches the run. */
  task<T>(work: (run: Run) => Promise<T>): Promise<T>;
  readonly step: number;
}

export async function saveFile(kind: FileKind, page: Saveable): Promise<void> {
  const name = fileName(page.settings.lab, page.step, kind);
  if (kind === 'png') download([await page.picture()], name, kind);
  else if (kind === 'csv') download(await csvParts(page), name, kind);
  else download([await settingsText(page)], name, kind);
}

async function csvParts(page: Saveable): Promise<string[]> {
  const arrays = await page.task((run) => run.snapshot());
  const parts: string[] = [];
  for (const piece of csvPieces(arrays)) {
    parts.push(piece);
    await nextTask();
  }
  return parts;
}

function settingsText(page: Saveable): Promise<string> {
  return page.task(async (run) => {
    const { step } = run;
    const small = run.frame().clouds.every(({ count }) => count <= HEAVY_COUNT);
    return writeSettingsFile({ ...page.settings, step, ...(small ? { checkpoint: await run.checkpoint() } : {}) });
  });
}
