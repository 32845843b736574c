// Poor machines as rows, each in every lab: a page that can be used, or the right message, within two seconds (five where
// the adapter never answers).
import { expect, type Page } from 'playwright/test';
import { labTable, smallAddress } from '../support/lab-table';
import { oneStep, stepOf, test } from '../support/page';

interface Machine {
  readonly name: string;
  /** Fault of the catalogue. */
  readonly fault: string;
  /** Runs in the page before its own scripts; it may refer to nothing outside of itself. */
  readonly poor?: () => void;
  /** What is tried once the page rests. */
  readonly proof?: (page: Page) => Promise<void>;
  readonly backend: 'webgpu' | 'reference';
  /** What the notice says. */
  readonly says?: RegExp;
  readonly withinMs?: number;
  readonly scale?: number;
}

const WITHIN_MS = 2000;

const machines: readonly Machine[] = [
  {
    name: 'no navigator.gpu',
    fault: 'F9',
    poor: () => void Reflect.deleteProperty(Navigator.prototype, 'gpu'),
    backend: 'reference',
    says: /offers no WebGPU, so the same computation runs on the CPU/,
  },
  {
    name: 'null adapter, always',
    fault: 'F9',
    poor: () => {
      GPU.prototype.requestAdapter = () => Promise.resolve(null);
    },
    backend: 'reference',
    says: /found no GPU that it may use, so the same/,
  },
  {
    name: 'null adapter, once',
    fault: 'F10',
    poor: () => {
      const request = Reflect.get(GPU.prototype, 'requestAdapter') as GPU['requestAdapter'];
      let asked = 0;
      GPU.prototype.requestAdapter = function (this: GPU, options) {
        return asked++ === 0 ? Promise.resolve(null) : request.call(this, options);
      };
    },
    backend: 'webgpu',
  },
  {
    name: 'adapter that never settles',
    fault: 'F11',
    poor: () => {
      GPU.prototype.requestAdapter = () => new Promise(() => undefined);
    },
    backend: 'reference',
    says: /Still waiting for the GPU to answer/,
    withinMs: 5000,
  },
  {
    name: 'refused device',
    fault: 'F12',
    poor: () => {
      GPUAdapter.prototype.requestDevice = () => Promise.reject(new DOMException('no', 'OperationError'));
    },
    backend: 'reference',
    says: /refused to open a device, so the same/,
  },
  {
    name: 'device refused with more than the default limits',
    fault: 'F12',
    poor: () => {
      type Request = GPUAdapter['requestDevice'];
      const request = Reflect.get(GPUAdapter.prototype, 'requestDevice') as Request;
      GPUAdapter.prototype.requestDevice = function (this: GPUAdapter, descriptor) {
        if (descriptor?.requiredLimits) return Promise.reject(new DOMException('no', 'OperationError'));
        return request.call(this, descriptor);
      };
    },
    backend: 'webgpu',
  },
  {
    name: 'no features',
    fault: 'F13',
    poor: () => Object.defineProperty(GPUAdapter.prototype, 'features', { get: () => new Set() }),
    backend: 'webgpu',
  },
  {
    name: 'compatibility limits',
    fault: 'F14',
    poor: () => {
      const request = Reflect.get(GPU.prototype, 'requestAdapter') as GPU['requestAdapter'];
      GPU.prototype.requestAdapter = function (this: GPU) {
        return request.call(this, { featureLevel: 'compatibility' });
      };
    },
    backend: 'webgpu',
  },
  {
    name: 'storage denied',
    fault: 'F33',
    poor: () => {
      const denied = (): never => {
        throw new DOMException('denied', 'SecurityError');
      };
      for (const name of ['localStorage', 'sessionStorage', 'indexedDB'])
        Object.defineProperty(window, name, { get: denied });
    },
    backend: 'webgpu',
    says: /keeps nothing for this page/,
  },
  {
    name: 'storage full',
    fault: 'F33',
    poor: () => {
      const full = (): never => {
        throw new DOMException('full', 'QuotaExceededError');
      };
      Storage.prototype.setItem = full;
      IDBObjectStore.prototype.put = full;
    },
    backend: 'webgpu',
    says: /keeps nothing for this page/,
  },
  {
    name: 'an address that cannot be written',
    fault: 'F22',
    poor: () => {
      history.replaceState = () => {
        throw new DOMException('too often', 'SecurityError');
      };
    },
    backend: 'webgpu',
  },
  ...[0.5, 1.5, 4].map((scale): Machine => ({
    name: `device pixel ratio ${scale}`,
    fault: 'F25',
    backend: 'webgpu',
    scale,
  })),
  {
    name: 'canvas of 0 and of 20,000 px',
    fault: 'F25',
    backend: 'webgpu',
    proof: async (page) => {
      for (const size of ['0px', '20000px', '640px']) {
        await page.evaluate((side) => {
          const canvas = document.querySelector<HTMLElement>('main-canvas');
          canvas?.style.setProperty('width', side);
          canvas?.style.setProperty('height', side);
        }, size);
        await oneStep(page);
      }
    },
  },
  {
    name: 'hidden tab',
    fault: 'F8',
    backend: 'webgpu',
    proof: async (page) => {
      const see = (state: DocumentVisibilityState): Promise<void> =>
        page.evaluate((value) => {
          Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
          document.dispatchEvent(new Event('visibilitychange'));
        }, state);
      await page.keyboard.press(' ');
      await expect.poll(() => stepOf(page)).toBeGreaterThan(4);
      await see('hidden');
      // One advance may be under way.
      await page.waitForTimeout(1500);
      const before = await stepOf(page);
      await page.waitForTimeout(1000);
      expect(await stepOf(page)).toBe(before);
      await see('visible');
      await expect.poll(() => stepOf(page)).toBeGreaterThan(before);
      await page.keyboard.press(' ');
    },
  },
  {
    name: 'the device is lost before it is handed over',
    fault: 'F5',
    poor: () => {
      type Request = GPUAdapter['requestDevice'];
      const request = Reflect.get(GPUAdapter.prototype, 'requestDevice') as Request;
      let asked = 0;
      GPUAdapter.prototype.requestDevice = async function (this: GPUAdapter, descriptor) {
        const device = await request.call(this, descriptor);
        if (asked++ === 0) device.destroy();
        return device;
      };
    },
    backend: 'webgpu',
  },
  {
    name: 'a small allocation is refused, as after a loss',
    fault: 'F18',
    poor: () => {
      const create = Reflect.get(GPUDevice.prototype, 'createBuffer') as GPUDevice['createBuffer'];
      let made = 0;
      GPUDevice.prototype.createBuffer = function (this: GPUDevice, descriptor) {
        if (made++ === 6) throw new RangeError('out of memory');
        return create.call(this, descriptor);
      };
    },
    backend: 'webgpu',
  },
];

/** Milliseconds of the page itself until it rests: its first paint is the beginning. */
function timeToRest(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const app = document.querySelector('playground-app');
    while (app?.status === 'loading') await new Promise((resolve) => setTimeout(resolve, 20));
    const [paint] = performance.getEntriesByType('paint');
    return performance.now() - (paint?.startTime ?? 0);
  });
}

for (const { name, fault, poor, proof, backend, says, withinMs = WITHIN_MS, scale } of machines) {
  for (const row of labTable) {
    test.describe(() => {
      if (scale !== undefined) test.use({ deviceScaleFactor: scale });
      // One lab for each machine is enough for a push.
      const fast = labTable.indexOf(row) === machines.findIndex((one) => one.name === name) % labTable.length;
      test(`${fault} ${name}: ${row.id}${fast ? ' @fast' : ''}`, async ({ page }) => {
        if (poor) await page.addInitScript(poor);
        await page.goto(`./${smallAddress(row, 'play=0', 2048)}`);
        const ms = await timeToRest(page);
        console.log(`${fault.padEnd(4)} ${name.padEnd(52)} ${row.id.padEnd(16)} ${ms.toFixed(0).padStart(6)} ms`);
        await expect(page.locator('playground-app')).toHaveAttribute('backend', backend);
        await expect(page.locator('playground-app')).toHaveAttribute('status', 'paused');
        if (says) await expect(page.getByRole('status')).toContainText(says);
        else await expect(page.getByRole('status')).toHaveText('');
        await proof?.(page);
        await oneStep(page);
        if (process.env['FAULT_TIMES'] !== '0') expect(ms).toBeLessThan(withinMs);
      });
    });
  }
}
