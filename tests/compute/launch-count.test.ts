import { expect, test } from 'vitest';
import { withLaunchCount } from '../../src/compute/launch-count';

const body = (parameters: string): string =>
  `@compute @workgroup_size(64)\nfn step(${parameters}) {\n  work();\n}\nfn stepper() {}\n`;

test('the entry point counts itself, by the invocation index that it has or is given', () => {
  const named = withLaunchCount(body('@builtin(global_invocation_id) id: vec3u'), 'step');
  expect(named).toContain('if all(id == vec3u()) { atomicAdd(&launchCount, 1u); }');
  expect(named.match(/global_invocation_id/g)).toHaveLength(1);
  const given = withLaunchCount(body('\n  @builtin(workgroup_id) group: vec3u,\n'), 'step');
  expect(given).toContain('group: vec3u, @builtin(global_invocation_id) launchedThread: vec3u)');
  expect(withLaunchCount(body(''), 'step')).toContain('fn step(@builtin(global_invocation_id) launchedThread: vec3u)');
});

test('lines keep their numbers, so that messages of the compiler point to the source', () => {
  const code = body('@builtin(workgroup_id) group: vec3u');
  const line = (text: string): number => text.split('\n').findIndex((one) => one.includes('work();'));
  expect(line(withLaunchCount(code, 'step'))).toBe(line(code));
});

test('a name that is no entry point is refused', () => {
  expect(() => withLaunchCount(body(''), 'walk')).toThrow('no entry point walk');
});
