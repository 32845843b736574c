// The built library as a stranger uses it: plain Node, one import, the reference backend and Dawn. After `npm run build:lib`.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { create, globals } from 'webgpu';
import {
  batchEstimates,
  evaluateTarget,
  mixtureBound,
  mixtureSweep,
  openBackend,
  startLab,
} from '../../dist-lib/scorefield.js';

Object.assign(globalThis, globals);
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

async function tryBackend(options, chains) {
  const backend = await openBackend(options);
  collectGarbage();
  const run = await startLab('langevin', { backend, params: { target: 'gaussian', chains, step: 0.1 }, seed: 7 });
  await run.advance(60);
  await run.advance(40);
  const { positions } = await run.snapshot();
  assert.equal(run.step, 100);
  assert.deepEqual([...positions.shape], [chains, 2]);
  assert.ok(positions.data.every(Number.isFinite));
  const claims = await run.claims();
  assert.ok(claims.some(({ verdict }) => verdict === 'holds'));
  assert.deepEqual(
    claims.filter(({ verdict }) => verdict === 'fails').map(({ id }) => id),
    [],
  );
  const { logDensity, score } = await evaluateTarget(backend, { target: 'banana', points: new Float32Array([0.5, 0]) });
  assert.deepEqual([logDensity.length, score.length], [1, 2]);
  await assert.rejects(startLab('langevin', { backend, params: { step: -1 } }), RangeError);
  const model = { x: [0, 1, 4, 5], pi: [0.5, 0.5], mu: [0.5, 4.5], s2: [1, 1] };
  const { elbo, logp, klPost } = await mixtureBound(backend, { ...model, r: new Float32Array(8).fill(0.5) });
  elbo.forEach((bound, i) => assert.ok(Math.abs(logp[i] - bound - klPost[i]) < 1e-5));
  assert.equal(batchEstimates({ L: elbo, B: 2 }).estimates.length, 6);
  assert.ok(Math.abs((await mixtureSweep(backend, model)).pi[0] - 0.5) < 1e-5);
  await assert.rejects(mixtureSweep(backend, { ...model, s2: [1, 0] }), RangeError);
  run.dispose();
  backend.dispose();
  console.log(`${backend.kind}: 100 steps of ${chains} chains, ${claims.length} claims`);
}

await tryBackend({ kind: 'reference' }, 1000);
// Nobody but the backend holds Dawn's object, and without it the device is gone.
await tryBackend({ kind: 'webgpu', gpu: create([]) }, 4096);

/** The README's lines in a Node of their own, in its folder, as somebody pastes them. */
function paste(name, lines) {
  const node = ['--input-type=module', '--eval', lines];
  const { status, signal, stderr } = spawnSync(process.execPath, node, { encoding: 'utf8', timeout: 240_000 });
  assert.equal(status, 0, `the README's lines ended with ${signal ?? status} on ${name}: ${stderr}`);
  console.log(`README on ${name}: ran and ended by itself`);
}

/** The lines with one text in place of another, which must stand in them. */
function replaced(lines, before, after) {
  assert.ok(lines.includes(before), `the README no longer says ${before}`);
  return lines.replace(before, after);
}

const [, lines] = /```ts\n(import .*?)```/s.exec(readFileSync('README.md', 'utf8'));
paste('webgpu', lines);
const reference = replaced(lines, "{ kind: 'webgpu', gpu: create([]) }", "{ kind: 'reference' }");
paste('reference', replaced(reference, 'chains: 65536', 'chains: 2048'));
