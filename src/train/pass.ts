// Which kernel passes a score model forwards and backwards on a backend, and how samples are shared out among its workgroups.
import type { Backend } from '../compute/backend';
import type { Kernel } from '../compute/kernel';
import { linearPass } from '../kernels/linear-pass';
import { networkPass, QUADS, workgroupBytes } from '../kernels/network-pass';
import { networkPassQuad } from '../kernels/network-pass-quad';
import type { PassMode, ScorePassParams } from '../kernels/score-pass';
import { modelSize, type NetworkModel, type ScoreModel } from '../math/score-model';
import { grouped } from '../numbers';

export interface Pass {
  /** Samples that are taken at a time. */
  readonly tile: number;
  /** Threads that share them. */
  readonly threads: number;
  /** `span`: samples of a slab; default one tile. */
  kernel(mode: PassMode, span?: number): Kernel<ScorePassParams>;
}

/** The pass for launches of about `samples`. Throws RangeError where the model asks for more workgroup memory than there is. */
export function passFor(backend: Backend, model: ScoreModel, samples: number): Pass {
  if (model.model === 'linear') return { tile: 64, threads: 1, kernel: (mode) => linearPass(model, mode) };
  if (backend.limits.hasQuads) {
    const quads = quadsFor(model, samples);
    const tile = 16 * quads;
    return { tile, threads: 4, kernel: (mode, span = tile) => networkPassQuad(model, mode, quads, span === tile) };
  }
  const { workgroupBytes: most } = backend.limits;
  const quads = QUADS.find((count) => workgroupBytes(model, count) <= most);
  if (quads === undefined)
    throw new RangeError(
      `a network of ${model.layers} layers of ${model.width} asks for ${grouped(workgroupBytes(model, 1))} bytes of workgroup memory; this device has ${grouped(most)}: fewer layers, or narrower ones, are allowed`,
    );
  return { tile: 4 * quads, threads: model.width, kernel: (mode) => networkPass(model, mode, quads) };
}

/** Each weight is loaded once for 4 `quads` samples of a thread; more of them than the nearest memory holds cost again. */
function quadsFor({ width, layers, activation }: NetworkModel, samples: number): number {
  const perQuad = width * (layers + (activation === 'silu' ? 1 : 0));
  const held = perQuad <= 128 ? 4 : perQuad <= 256 ? 2 : 1;
  // Few samples are better shared out.
  return Math.max(1, Math.min(held, 2 ** Math.floor(Math.log2(Math.max(1, samples / 32)))));
}

/** Numbers that all slabs together may have, and slabs that are enough for any device. */
const MOST_SLAB_NUMBERS = 2 ** 24;
const MOST_SLABS = 512;

export interface Shares {
  /** Samples of a slab, a whole number of tiles. */
  readonly span: number;
  readonly slabs: number;
}

/** How the samples of a batch are shared out: by their number and the model alone, so that a sum is the same again. */
export function sharesOf(pass: Pass, model: ScoreModel, batch: number): Shares {
  const most = Math.max(1, Math.min(MOST_SLABS, Math.floor(MOST_SLAB_NUMBERS / (modelSize(model) + 1))));
  const span = pass.tile * Math.ceil(batch / (pass.tile * most));
  return { span, slabs: Math.ceil(batch / span) };
}
