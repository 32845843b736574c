// Threefry2x32-20 (Salmon et al., SC 2011): counter-based and stateless, so that a draw depends on
// (seed, stream, thread, step) alone and never on how the work was split. Twin of shaders/lib/random.wgsl:
// the u32 words are identical, the normals agree to float32 rounding. MATHS.md 0.4.

/** Second key word: what the draws are for. Keep in step with shaders/lib/random.wgsl. */
export const streams = { init: 0, noise: 1, accept: 2 } as const;

const PARITY = 0x1bd11bda;
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

/** Writes the two output words of counter (c0, c1) under key (k0, k1) into `out`, as u32. */
export function threefry2x32(k0: number, k1: number, c0: number, c1: number, out: Uint32Array, rounds = 20): void {
  const keys = [k0 | 0, k1 | 0, PARITY ^ k0 ^ k1];
  let x0 = (c0 + k0) | 0;
  let x1 = (c1 + k1) | 0;
  for (let round = 0; round < rounds; round++) {
    const rotation = ROTATIONS[round & 7] as number;
    x0 = (x0 + x1) | 0;
    x1 = ((x1 << rotation) | (x1 >>> (32 - rotation))) ^ x0;
    if ((round & 3) === 3) {
      const injection = (round >> 2) + 1;
      x0 = (x0 + (keys[injection % 3] as number)) | 0;
      x1 = (x1 + (keys[(injection + 1) % 3] as number) + injection) | 0;
    }
  }
  out[0] = x0;
  out[1] = x1;
}

/** u32 word → ((w >> 9) + 1/2) 2⁻²³, in (0, 1), exact in float32. */
export function uniformFromWord(word: number): number {
  return ((word >>> 9) + 0.5) * 2 ** -23;
}

/** Two words → two standard normals by Box–Muller, |z| ≤ 5.77; written into `out`. */
export function normalsFromWords(word0: number, word1: number, out: Float64Array): void {
  const radius = Math.sqrt(-2 * Math.log(uniformFromWord(word0)));
  const angle = 2 * Math.PI * (uniformFromWord(word1) - 0.5);
  out[0] = radius * Math.cos(angle);
  out[1] = radius * Math.sin(angle);
}

const noiseWords = new Uint32Array(2);

/** The two standard normals that a thread's step is moved by; written into `out`. */
export function noiseNormals(seed: number, thread: number, step: number, out: Float64Array): void {
  threefry2x32(seed, streams.noise, thread, step, noiseWords);
  normalsFromWords(noiseWords[0] as number, noiseWords[1] as number, out);
}

/** A sequential source of uniforms in (0, 1) for the CPU: exact samplers and seeded tests. */
export function uniformSource(seed: number, stream = 0x5eed): () => number {
  const words = new Uint32Array(2);
  let counter = 0;
  return () => {
    if ((counter & 1) === 0) threefry2x32(seed, stream, counter >>> 1, 0, words);
    return uniformFromWord(words[counter++ & 1] as number);
  };
}

/** A sequential source of standard normals for the CPU, from other counters than those of `uniformSource`. */
export function normalSource(seed: number, stream: number): () => number {
  const words = new Uint32Array(2);
  const pair = new Float64Array(2);
  let counter = 0;
  return () => {
    if ((counter & 1) === 0) {
      threefry2x32(seed, stream, counter >>> 1, 1, words);
      normalsFromWords(words[0] as number, words[1] as number, pair);
    }
    return pair[counter++ & 1] as number;
  };
}
