// A network on its way from the lab that trains it to those that use it.
import { expect, test } from 'vitest';
import { ReferenceBackend } from '../../../src/compute/reference-backend';
import type { Run } from '../../../src/experiment/lab';
import { readNetwork } from '../../../src/train/network-file';
import { startLab } from '../../../src/index';
import { openAddress } from '../../../src/ui/app/open-page';
import { OwnNetworkController } from '../../../src/ui/controllers/own-network-controller';

const host = {
  addController: () => undefined,
  removeController: () => undefined,
  requestUpdate: () => undefined,
  updateComplete: Promise.resolve(true),
};
const small = { points: 32, chains: 16, width: 8, layers: 1, batch: 16 };

async function inTraining(): Promise<{ controller: OwnNetworkController; run: Run }> {
  const { lab, settings } = await openAddress(
    `#/score-matching?${Object.entries(small)
      .map(([key, value]) => `${key}=${value}`)
      .join('&')}`,
  );
  const run = await startLab('score-matching', { backend: new ReferenceBackend(), params: small });
  await run.advance(20);
  const source = { page: { lab, settings }, run: { task: <T>(work: (run: Run) => Promise<T>) => work(run) } };
  return { controller: new OwnNetworkController(host, source), run };
}

test('what is kept goes along into labs that take a network, as it stood', async () => {
  const { controller, run } = await inTraining();
  const opened = await openAddress('#/langevin?target=network&network=own');
  expect((await controller.into(opened)).data).toEqual({});
  await controller.keep();
  expect(controller.state.message).toBe('A network 2 → 8 → 2, tanh, trained at σ = 0.2, is kept in this browser.');
  expect(controller.state.uses.map(({ address }) => address)).toEqual([
    expect.stringMatching(/^#\/langevin\?.*target=network/),
    expect.stringMatching(/^#\/diffusion\?.*denoiser=network/),
  ]);
  const { network } = (await controller.into(opened)).data;
  const { weights } = await run.snapshot();
  expect(readNetwork(new Uint8Array(network.buffer)).weights).toEqual(weights.data);
  const chains = await startLab('langevin', {
    backend: new ReferenceBackend(),
    params: { target: 'network', network: 'own', chains: 16 },
    data: { network },
  });
  await chains.advance(2);
  expect((await chains.measure())['finite']).toBe(16);
  expect((await controller.into(await openAddress('#/kernel-score'))).data).toEqual({});
});

test('a file is hostile until it is read', async () => {
  const { controller } = await inTraining();
  await controller.open(new File([Uint8Array.of(1, 2, 3)], 'network.safetensors'));
  expect(controller.state).toEqual({
    message: 'This network cannot be used: the file has 3 bytes; at least 8 are allowed.',
    uses: [],
  });
  expect((await controller.into(await openAddress('#/langevin'))).data).toEqual({});
});

test('a network that has diverged is not kept', async () => {
  const { controller, run } = await inTraining();
  run.set({ rate: 10 });
  const checkpoint = await run.checkpoint();
  const state = checkpoint.arrays['state'];
  state.data.fill(Number.NaN);
  run.checkpoint = () => Promise.resolve(checkpoint);
  await controller.keep();
  expect(controller.state.message).toMatch(/^This network cannot be used: weight 0 is NaN/);
});
