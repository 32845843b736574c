import { test, expect } from 'vitest';
import { openBackend, startLab, evaluateTarget } from '../../../src/index';
import { presets } from '../../../src/labs/langevin/presets';
test('every preset runs on the reference backend', async () => {
  const backend = await openBackend({ kind: 'reference' });
  for (const preset of presets) {
    const t0 = performance.now();
    const run = await startLab('langevin', { backend, params: { ...preset.values, chains: 1024 }, seed: 7 });
    await run.advance(60);
    const t1 = performance.now();
    const m = await run.measure();
    const t2 = performance.now();
    const claims = await run.claims();
    const t3 = performance.now();
    console.log(preset.id, (t1 - t0).toFixed(0), (t2 - t1).toFixed(0), (t3 - t2).toFixed(0), JSON.stringify(m).slice(0, 300));
    for (const c of claims) console.log('  ', c.id, c.verdict, c.predicted, c.measured, c.standardError, c.reason ?? '');
    run.frame();
    run.dispose();
  }
  console.log(backend.live);
}, 120000);
