// The proof that what was recorded ran: every launch of a kernel adds one on the device, and every readback brings the
// count along. Another number than was recorded is a fault, never a result: a driver that skips work reports no error.
import { GpuFaultError } from './backend';

const GROUP = 1;
const THREAD = 'launchedThread';

/** The linked text of a kernel, whose entry point counts its launches. Lines keep their numbers. */
export function withLaunchCount(code: string, entryPoint: string): string {
  const start = code.indexOf(`fn ${entryPoint}(`);
  const open = code.indexOf('(', start);
  const close = closingBracket(code, open);
  const body = code.indexOf('{', close);
  if (start < 0 || close < 0 || body < 0) throw new Error(`no entry point ${entryPoint}`);
  const given = code.slice(open + 1, close);
  const named = /@builtin\(global_invocation_id\)\s*(\w+)/.exec(given)?.[1];
  const parameters = named ? given : `${given.replace(/,?\s*$/, '')}, @builtin(global_invocation_id) ${THREAD}: vec3u`;
  const count = ` if all(${named ?? THREAD} == vec3u()) { atomicAdd(&launchCount, 1u); }`;
  const counter = `@group(${GROUP}) @binding(0) var<storage, read_write> launchCount: atomic<u32>;`;
  const head = code.slice(0, open + 1) + parameters.replace(/^\s*,\s*/, '');
  return `${head}${code.slice(close, body + 1)}${count}${code.slice(body + 1)}\n${counter}\n`;
}

function closingBracket(code: string, open: number): number {
  let depth = 0;
  for (let at = open; at >= 0 && at < code.length; at++) {
    if (code[at] === '(') depth++;
    else if (code[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

/** What a readback brings along: where the count stands in its bytes, and what it must be. */
export interface Proof {
  readonly offset: number;
  readonly expected: number;
  readonly epoch: number;
}

export class LaunchCount {
  readonly layout: GPUBindGroupLayout;
  readonly #buffer: GPUBuffer;
  readonly #group: GPUBindGroup;
  #expected = 0;
  /** Faults so far: after one, counting begins anew from what the device has. */
  #epoch = 0;

  static readonly bytes = 4;

  /** `buffer`: `bytes` of STORAGE and COPY_SRC, zero. */
  constructor(device: GPUDevice, buffer: GPUBuffer) {
    const entry = { binding: 0, visibility: GPUShaderStage.COMPUTE, buffer: { type: 'storage' as const } };
    this.#buffer = buffer;
    this.layout = device.createBindGroupLayout({ label: 'launch count', entries: [entry] });
    const entries = [{ binding: 0, resource: { buffer } }];
    this.#group = device.createBindGroup({ label: 'launch count', layout: this.layout, entries });
  }

  /** To be called at the beginning of every pass. */
  bind(pass: GPUComputePassEncoder): void {
    pass.setBindGroup(GROUP, this.#group);
  }

  /** A launch was recorded. */
  record(): void {
    this.#expected = (this.#expected + 1) >>> 0;
  }

  /** Records the copy of the count to the `offset` of a staging buffer. */
  copy(encoder: GPUCommandEncoder, staging: GPUBuffer, offset: number): Proof {
    encoder.copyBufferToBuffer(this.#buffer, 0, staging, offset, LaunchCount.bytes);
    return { offset, expected: this.#expected, epoch: this.#epoch };
  }

  /** Throws GpuFaultError where the device counted another number. */
  verify(counted: number, { expected, epoch }: Proof): void {
    if (counted === expected || epoch !== this.#epoch) return;
    this.#epoch++;
    this.#expected = (this.#expected - expected + counted) >>> 0;
    throw new GpuFaultError(`the device did ${counted} launches where ${expected} were asked for (modulo 2³²)`);
  }
}
