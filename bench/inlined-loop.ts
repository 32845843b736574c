// The loop of plain-loop.ts with every call and every round of the generator written out: what an expert would still get
// out of one thread of JavaScript. Long on purpose.
import type { PlainMixture, PlainSteps } from './plain-loop';

const PARITY = 0x1bd11bda;
const TO_UNIT = 2 ** -23;

/** As plainLoop, to the last bits. */
export function inlinedLoop(
  positions: Float32Array,
  mixture: PlainMixture,
  { seed, firstStep, steps, stepSize }: PlainSteps,
): void {
  const { logWeights, meansX, meansY, variance } = mixture;
  const modes = logWeights.length;
  const exponents = new Float64Array(modes);
  const rate = 0.5 / variance;
  const drift = stepSize / variance;
  const spread = Math.sqrt(2 * stepSize);
  const parity = PARITY ^ seed ^ 1;
  const chains = positions.length / 2;
  for (let chain = 0; chain < chains; chain++) {
    let x = positions[2 * chain];
    let y = positions[2 * chain + 1];
    for (let step = firstStep; step < firstStep + steps; step++) {
      let top = -Infinity;
      for (let k = 0; k < modes; k++) {
        const dx = x - meansX[k];
        const dy = y - meansY[k];
        const exponent = logWeights[k] - rate * (dx * dx + dy * dy);
        exponents[k] = exponent;
        if (exponent > top) top = exponent;
      }
      let total = 0;
      let sumX = 0;
      let sumY = 0;
      for (let k = 0; k < modes; k++) {
        const share = Math.exp(exponents[k] - top);
        total += share;
        sumX += share * meansX[k];
        sumY += share * meansY[k];
      }
      let a = (chain + seed) | 0;
      let b = (step + 1) | 0;
      a = (a + b) | 0;
      b = ((b << 13) | (b >>> 19)) ^ a;
      a = (a + b) | 0;
      b = ((b << 15) | (b >>> 17)) ^ a;
      a = (a + b) | 0;
      b = ((b << 26) | (b >>> 6)) ^ a;
      a = (a + b) | 0;
      b = ((b << 6) | (b >>> 26)) ^ a;
      a = (a + 1) | 0;
      b = (b + parity + 1) | 0;
      a = (a + b) | 0;
      b = ((b << 17) | (b >>> 15)) ^ a;
      a = (a + b) | 0;
      b = ((b << 29) | (b >>> 3)) ^ a;
      a = (a + b) | 0;
      b = ((b << 16) | (b >>> 16)) ^ a;
      a = (a + b) | 0;
      b = ((b << 24) | (b >>> 8)) ^ a;
      a = (a + parity) | 0;
      b = (b + seed + 2) | 0;
      a = (a + b) | 0;
      b = ((b << 13) | (b >>> 19)) ^ a;
      a = (a + b) | 0;
      b = ((b << 15) | (b >>> 17)) ^ a;
      a = (a + b) | 0;
      b = ((b << 26) | (b >>> 6)) ^ a;
      a = (a + b) | 0;
      b = ((b << 6) | (b >>> 26)) ^ a;
      a = (a + seed) | 0;
      b = (b + 1 + 3) | 0;
      a = (a + b) | 0;
      b = ((b << 17) | (b >>> 15)) ^ a;
      a = (a + b) | 0;
      b = ((b << 29) | (b >>> 3)) ^ a;
      a = (a + b) | 0;
      b = ((b << 16) | (b >>> 16)) ^ a;
      a = (a + b) | 0;
      b = ((b << 24) | (b >>> 8)) ^ a;
      a = (a + 1) | 0;
      b = (b + parity + 4) | 0;
      a = (a + b) | 0;
      b = ((b << 13) | (b >>> 19)) ^ a;
      a = (a + b) | 0;
      b = ((b << 15) | (b >>> 17)) ^ a;
      a = (a + b) | 0;
      b = ((b << 26) | (b >>> 6)) ^ a;
      a = (a + b) | 0;
      b = ((b << 6) | (b >>> 26)) ^ a;
      a = (a + parity) | 0;
      b = (b + seed + 5) | 0;
      const radius = spread * Math.sqrt(-2 * Math.log(((a >>> 9) + 0.5) * TO_UNIT));
      const angle = 2 * Math.PI * (((b >>> 9) + 0.5) * TO_UNIT - 0.5);
      x += drift * (sumX / total - x) + radius * Math.cos(angle);
      y += drift * (sumY / total - y) + radius * Math.sin(angle);
    }
    positions[2 * chain] = x;
    positions[2 * chain + 1] = y;
  }
}
