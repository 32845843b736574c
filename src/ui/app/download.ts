// Saving a file: a link to a blob, clicked once, revoked afterwards.

const TYPES = {
  png: 'image/png',
  csv: 'text/csv',
  json: 'application/json',
  safetensors: 'application/octet-stream',
} as const;
export type FileKind = keyof typeof TYPES;

/** A name from an allow-list of characters: `scorefield-langevin-step-1240.csv`. */
export function fileName(lab: string, step: number, kind: FileKind): string {
  const count = Number.isFinite(step) ? Math.max(0, Math.floor(step)) : 0;
  return `scorefield-${lab.replaceAll(/[^a-z0-9-]/g, '')}-step-${count}.${kind}`;
}

export function download(parts: readonly BlobPart[], name: string, kind: FileKind): void {
  const url = URL.createObjectURL(new Blob([...parts], { type: TYPES[kind] }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the blob after the click; a minute is ample even for a slow disk.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
