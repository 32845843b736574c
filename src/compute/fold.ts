// Threads → workgroups, folded into two dimensions beyond the 65,535 that one dimension may have.
// The same fold is undone by threadIndex() in shaders/lib/threads.wgsl.

const MOST_GROUPS = 65_535;

/** [x, y] workgroups that hold at least `threads` invocations. Throws RangeError when even two dimensions do not. */
export function foldGroups(threads: number, workgroupSize: number): readonly [x: number, y: number] {
  const groups = Math.max(1, Math.ceil(threads / workgroupSize));
  const y = Math.ceil(groups / MOST_GROUPS);
  if (!Number.isFinite(groups) || y > MOST_GROUPS)
    throw new RangeError(`threads = ${threads} is more than a dispatch can hold`);
  return [Math.ceil(groups / y), y];
}
