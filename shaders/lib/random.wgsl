// Threefry2x32-20, counter-based and stateless. Twin of src/math/random.ts: identical u32 words. MATHS.md 0.4.

// Second key word: what the draws are for.
const streamInit = 0u;
const streamNoise = 1u;
const streamAccept = 2u;

// One round of the mix: rotation of the second word to the left by `bits`.
@if(!software)
fn mixNear(x: vec2u, bits: u32, flip: u32) -> vec2u {
  let sum = x.x + x.y;
  return vec2u(sum, ((x.y << bits) | (x.y >> (32u - bits))) ^ sum);
}

@if(!software)
fn mixFar(x: vec2u, bits: u32, flip: u32) -> vec2u {
  return mixNear(x, bits, flip);
}

// The second word is kept with the bits of `held` flipped.
@if(!software) const held = 0u;

// The software adapter has no per-lane shifts: it takes lane by lane out of the register and back, a fifth of a Langevin
// step for the seven rotations that mixFar() makes. There a product shifts to the left, and a float's mantissa to the
// right. For the mantissa the second word is held with its top bit flipped, so that as a signed number it is too small by
// 2^31 whatever its bits; a flip of the top bit passes through sums, and products shift it out.
@if(software) const held = 0x80000000u;

// The upper `bits` <= 23 bits of a word with its top bit flipped, in the mantissa under exponentAbove(): f32 holds them exactly.
@if(software)
fn upperBits(x: u32, bits: u32) -> u32 {
  let unit = 1u << (32u - bits);
  return bitcast<u32>(f32(bitcast<i32>(x & (0u - unit))) + (0x1p31 + 0x1p23 * f32(unit)));
}

// Sign and exponent of the floats in 2^(23 + rest) [1, 2), whose last bit counts 2^rest.
@if(software)
fn exponentAbove(rest: u32) -> u32 {
  return (150u + rest) << 23u;
}

// Rounds 1, 3, ... have `flip` 0, the others `held`: the sum, and what it is xor-ed into, changes sides each round. The
// operands stand in the order that keeps the fewest alive: this adapter leaves about six registers for them.
@if(software)
fn mixNear(x: vec2u, bits: u32, flip: u32) -> vec2u {
  let sum = x.x + x.y;
  let low = upperBits(x.y, bits);
  return vec2u(sum, (x.y * (1u << bits)) ^ sum ^ (exponentAbove(32u - bits) ^ flip) ^ low);
}

// The same for 24 to 29 bits, too many for a mantissa: the upper half of the word apart from the rest. The product shifts
// the exponent of the upper half out.
@if(software)
fn mixFar(x: vec2u, bits: u32, flip: u32) -> vec2u {
  let sum = x.x + x.y;
  let unit = 1u << (32u - bits);
  let upper = upperBits(x.y, 16u) * (0x10000u / unit);
  let lower = bitcast<u32>(f32(bitcast<i32>(x.y & (0x10000u - unit))) + 0x1p23 * f32(unit));
  return vec2u(sum, (x.y * (1u << bits)) ^ sum ^ (exponentAbove(32u - bits) ^ flip) ^ lower ^ upper);
}

// Rotations 13, 15, 26, 6.
fn fourRoundsA(x: vec2u) -> vec2u {
  return mixNear(mixFar(mixNear(mixNear(x, 13u, 0u), 15u, held), 26u, 0u), 6u, held);
}

// Rotations 17, 29, 16, 24.
fn fourRoundsB(x: vec2u) -> vec2u {
  return mixFar(mixNear(mixFar(mixNear(x, 17u, 0u), 29u, held), 16u, 0u), 24u, held);
}

// The two random words of a counter under a key. https://www.thesalmons.org/john/random123/papers/random123sc11.pdf
fn threefry2x32(key: vec2u, counter: vec2u) -> vec2u {
  let parity = 0x1bd11bdau ^ key.x ^ key.y;
  var x = counter + key;
  x.y ^= held;
  x = fourRoundsA(x) + vec2u(key.y, parity + 1u);
  x = fourRoundsB(x) + vec2u(parity, key.x + 2u);
  x = fourRoundsA(x) + vec2u(key.x, key.y + 3u);
  x = fourRoundsB(x) + vec2u(key.y, parity + 4u);
  x = fourRoundsA(x) + vec2u(parity, key.x + 5u);
  return vec2u(x.x, x.y ^ held);
}

// The words of four counters, two in each.
struct FourDraws {
  near: vec4u,
  far: vec4u,
}

// The words of the counters (c, s), (c, s + 1), (c, s + 2) and (c, s + 3), four rounds in turn. Each round waits for the one
// before, and a processor looks no further ahead than a few rounds: side by side, four draws cost the software adapter
// little more than two. Vectors of four would run out of its registers.
fn threefryFour(key: vec2u, counter: vec2u) -> FourDraws {
  let parity = 0x1bd11bdau ^ key.x ^ key.y;
  var x = counter + key;
  var y = vec2u(x.x, x.y + 1u);
  var z = vec2u(x.x, x.y + 2u);
  var w = vec2u(x.x, x.y + 3u);
  x.y ^= held;
  y.y ^= held;
  z.y ^= held;
  w.y ^= held;
  x = fourRoundsA(x) + vec2u(key.y, parity + 1u);
  y = fourRoundsA(y) + vec2u(key.y, parity + 1u);
  z = fourRoundsA(z) + vec2u(key.y, parity + 1u);
  w = fourRoundsA(w) + vec2u(key.y, parity + 1u);
  x = fourRoundsB(x) + vec2u(parity, key.x + 2u);
  y = fourRoundsB(y) + vec2u(parity, key.x + 2u);
  z = fourRoundsB(z) + vec2u(parity, key.x + 2u);
  w = fourRoundsB(w) + vec2u(parity, key.x + 2u);
  x = fourRoundsA(x) + vec2u(key.x, key.y + 3u);
  y = fourRoundsA(y) + vec2u(key.x, key.y + 3u);
  z = fourRoundsA(z) + vec2u(key.x, key.y + 3u);
  w = fourRoundsA(w) + vec2u(key.x, key.y + 3u);
  x = fourRoundsB(x) + vec2u(key.y, parity + 4u);
  y = fourRoundsB(y) + vec2u(key.y, parity + 4u);
  z = fourRoundsB(z) + vec2u(key.y, parity + 4u);
  w = fourRoundsB(w) + vec2u(key.y, parity + 4u);
  x = fourRoundsA(x) + vec2u(parity, key.x + 5u);
  y = fourRoundsA(y) + vec2u(parity, key.x + 5u);
  z = fourRoundsA(z) + vec2u(parity, key.x + 5u);
  w = fourRoundsA(w) + vec2u(parity, key.x + 5u);
  return FourDraws(vec4u(x.x, x.y ^ held, y.x, y.y ^ held), vec4u(z.x, z.y ^ held, w.x, w.y ^ held));
}

// u - 1/2 of the uniform u = ((w >> 9) + 1/2) 2^-23 of a word, in (-1/2, 1/2), exact; without the shift, see mixNear().
fn centredFromWord(word: u32) -> f32 {
  return f32(bitcast<i32>((word ^ 0x80000000u) & 0xfffffe00u)) * 0x1p-32 + 0x1p-24;
}

// A word as ((w >> 9) + 1/2) 2^-23, in (0, 1), exact.
fn uniformFromWord(word: u32) -> f32 {
  return centredFromWord(word) + 0.5;
}

// log u for normal u > 0: the built-in has an absolute error of 2^-21 near 1, where sqrt(-2 log u) would feel it.
fn logUniform(u: f32) -> f32 {
  // u = 2^e m with m in [sqrt(1/2), sqrt(2)): the constant lifts mantissas from sqrt(1/2) on into the next exponent.
  let bits = bitcast<u32>(u);
  let exponent = ((bits + 0x4afb0du) & 0xff800000u) - 0x3f800000u;
  let m = bitcast<f32>(bits - exponent);
  let s = (m - 1.0) / (m + 1.0);
  let q = s * s;
  let logM = 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0)))));
  return f32(bitcast<i32>(exponent)) * (0x1p-23 * 0.6931471805599453) + logM;
}

// (cos, sin) of 2 pi t for t in [-1/2, 1/2], to float32 accuracy: the built-ins are wrong by up to 2^-11. MATHS.md 0.2.
fn cosSinTurn(t: f32) -> vec2f {
  // By the doubled angle, so that no quadrant has to be told apart: Taylor series on [-pi / 2, pi / 2] are enough.
  let half = 3.141592653589793 * t;
  let q = half * half;
  let s = half * (1.0 + q * (-1.0 / 6.0 + q * (1.0 / 120.0 + q * (-1.0 / 5040.0 + q * (1.0 / 362880.0 - q * (1.0 / 39916800.0))))));
  let c = 1.0 + q * (-0.5 + q * (1.0 / 24.0 + q * (-1.0 / 720.0 + q * (1.0 / 40320.0 + q * (-1.0 / 3628800.0 + q * (1.0 / 479001600.0))))));
  return vec2f(1.0 - 2.0 * s * s, 2.0 * s * c);
}

// Two words as two standard normals, |z| <= 5.77.
fn normalsFromWords(words: vec2u) -> vec2f {
  let radius = sqrt(-2.0 * logUniform(uniformFromWord(words.x)));
  return radius * cosSinTurn(centredFromWord(words.y));
}

// The two standard normals that a thread's step is moved by.
fn noiseNormals(seed: u32, thread: u32, step: u32) -> vec2f {
  return normalsFromWords(threefry2x32(vec2u(seed, streamNoise), vec2u(thread, step)));
}
