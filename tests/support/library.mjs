// The built library as a stranger uses it: plain Node, one import, the reference backend and Dawn. After `npm run build:lib`.
import assert from 'node:assert/strict';
import { create, globals } from 'webgpu';
import { evaluateTarget, openBackend, startLab } from '../../dist-lib/scorefield.js';

Object.assign(globalThis, globals);
// Dawn lives as long as this object.
const gpu = create([]);

async function tryBackend(options, chains) {
  const backend = await openBackend(options);
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
  run.dispose();
  backend.dispose();
  console.log(`${backend.kind}: 100 steps of ${chains} chains, ${claims.length} claims`);
}

await tryBackend({ kind: 'reference' }, 1000);
await tryBackend({ kind: 'webgpu', gpu }, 4096);
// Dawn may hang while it is torn down.
process.exit(0);
