// What is put into a page before its own scripts: it counts what the page holds of the GPU, and loses the device at the
// very call that a test names.

/** Where a loss may strike: the name of a GPU call, or `now`. */
export type FaultPoint = 'createComputePipelineAsync' | 'submit' | 'mapAsync' | 'getCurrentTexture';

export interface LiveGpu {
  readonly devices: number;
  readonly buffers: number;
  readonly textures: number;
  readonly querySets: number;
}

export interface GpuWatch {
  /** Of devices that are neither destroyed nor lost. */
  readonly live: LiveGpu;
  /** Requests for an adapter or a device under way at the same time, at the most. */
  readonly mostAsking: number;
  readonly devices: number;
  readonly unhandled: readonly string[];
  /** Time of the last loss that was forced, by performance.now(). */
  readonly lostAt: number;
  /** Steps done at that moment. */
  readonly lostStep: number;
  readonly submissions: number;
  /** Loses the device at the next call of this name, after so many that pass. */
  arm(point: FaultPoint, kind: 'destroy' | 'kill', passing?: number): void;
  lose(kind: 'destroy' | 'kill'): void;
}

declare global {
  interface Window {
    gpuWatch: GpuWatch;
    /** Given by the test: kills the GPU process. */
    killGpuProcess?: () => Promise<void>;
  }
}

/** Runs in the page: it may refer to nothing outside of itself. `armed`: what the page begins with. */
export function watchGpu(armed?: { readonly point: FaultPoint; readonly kind: 'destroy' | 'kill' }): void {
  const unhandled: string[] = [];
  addEventListener('unhandledrejection', ({ reason }) => unhandled.push(String(reason)));
  const devices = new Set<GPUDevice>();
  const owned = new Map<GPUObjectBase, GPUDevice>();
  const state = { asking: 0, mostAsking: 0, devices: 0, lostAt: 0, lostStep: 0, submissions: 0 };
  let trap: { point: string; kind: 'destroy' | 'kill'; passing: number } | undefined;
  let last: GPUDevice | undefined;

  const lose = (kind: 'destroy' | 'kill'): void => {
    state.lostAt = performance.now();
    state.lostStep = document.querySelector('playground-app')?.run?.step ?? 0;
    if (kind === 'destroy') last?.destroy();
    else void window.killGpuProcess?.();
  };
  const spring = (point: string): void => {
    if (trap?.point !== point || trap.passing-- > 0) return;
    const { kind } = trap;
    trap = undefined;
    lose(kind);
  };
  type Method = (this: unknown, ...given: unknown[]) => unknown;
  const wrap = (prototype: object, name: string, after: (self: unknown, result: unknown) => void): void => {
    const method = Reflect.get(prototype, name) as Method;
    const wrapped: Method = function (...given) {
      const result = method.apply(this, given);
      after(this, result);
      return result;
    };
    Reflect.set(prototype, name, wrapped);
  };
  const forget = (device: GPUDevice): void => {
    devices.delete(device);
    for (const [object, owner] of owned) if (owner === device) owned.delete(object);
  };
  const asking = (_: unknown, result: unknown): void => {
    state.mostAsking = Math.max(state.mostAsking, ++state.asking);
    const done = (): void => void state.asking--;
    (result as Promise<unknown>).then(done, done);
  };

  if (!('gpu' in navigator)) return;
  wrap(GPU.prototype, 'requestAdapter', asking);
  wrap(GPUAdapter.prototype, 'requestDevice', (self, result) => {
    asking(self, result);
    (result as Promise<GPUDevice>).then(
      (device) => {
        devices.add((last = device));
        state.devices++;
        void device.lost.then(() => forget(device));
      },
      () => undefined,
    );
  });
  wrap(GPUDevice.prototype, 'destroy', (self) => forget(self as GPUDevice));
  for (const name of ['createBuffer', 'createTexture', 'createQuerySet'])
    wrap(GPUDevice.prototype, name, (self, result) => {
      // What a lost device hands out is nothing.
      if (devices.has(self as GPUDevice)) owned.set(result as GPUObjectBase, self as GPUDevice);
    });
  for (const prototype of [GPUBuffer.prototype, GPUTexture.prototype, GPUQuerySet.prototype])
    wrap(prototype, 'destroy', (self) => owned.delete(self as GPUObjectBase));
  wrap(GPUQueue.prototype, 'submit', () => {
    state.submissions++;
    spring('submit');
  });
  wrap(GPUBuffer.prototype, 'mapAsync', () => spring('mapAsync'));
  wrap(GPUDevice.prototype, 'createComputePipelineAsync', () => spring('createComputePipelineAsync'));
  wrap(GPUCanvasContext.prototype, 'getCurrentTexture', () => spring('getCurrentTexture'));

  const count = (kind: new () => GPUObjectBase): number =>
    [...owned.keys()].filter((one) => one instanceof kind).length;
  Object.defineProperty(window, 'gpuWatch', {
    value: {
      get live() {
        return {
          devices: devices.size,
          buffers: count(GPUBuffer as unknown as new () => GPUObjectBase),
          textures: count(GPUTexture as unknown as new () => GPUObjectBase),
          querySets: count(GPUQuerySet as unknown as new () => GPUObjectBase),
        };
      },
      get mostAsking() {
        return state.mostAsking;
      },
      get devices() {
        return state.devices;
      },
      get lostAt() {
        return state.lostAt;
      },
      get lostStep() {
        return state.lostStep;
      },
      get submissions() {
        return state.submissions;
      },
      unhandled,
      arm: (point: string, kind: 'destroy' | 'kill', passing = 0) => {
        trap = { point, kind, passing };
      },
      lose,
    },
  });
  if (armed) window.gpuWatch.arm(armed.point, armed.kind);
}
