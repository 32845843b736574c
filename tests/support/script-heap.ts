// What the objects of a page's scripts weigh. The heap as a whole also holds machine code, which the browser's compiler goes on
// making for as long as something is repeated; a leak is of objects.
import type { CDPSession } from 'playwright/test';

/** Fields of a heap snapshot that are read here. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly [readonly string[]] };
  };
  readonly nodes: readonly number[];
}

/** Machine code and its feedback, what the browser holds beside the scripts, and the roots. */
const NOT_OURS: ReadonlySet<string> = new Set(['code', 'native', 'synthetic', 'hidden']);

/** Bytes of objects, arrays, closures, strings and the like, after everything that can be collected is. */
export async function scriptObjects(session: CDPSession): Promise<number> {
  const chunks: string[] = [];
  const gather = ({ chunk }: { chunk: string }): void => void chunks.push(chunk);
  session.on('HeapProfiler.addHeapSnapshotChunk', gather);
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  session.off('HeapProfiler.addHeapSnapshotChunk', gather);
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  let bytes = 0;
  for (let at = 0; at < nodes.length; at += fields.length)
    if (!NOT_OURS.has(types[0][nodes[at + type] ?? 0] ?? '')) bytes += nodes[at + size] ?? 0;
  return bytes;
}
