// Threefry2x32-20, counter-based and stateless. Twin of src/math/random.ts: identical u32 words. MATHS.md 0.4.

// Second key word: what the draws are for.
const streamInit = 0u;
const streamNoise = 1u;
const streamAccept = 2u;

// Rotation to the left by `bits`, given 2^bits and 32 - bits. A product stands for the left shift: the software adapter
// has no per-lane shifts, and on a GPU both are full rate.
fn rotate(x: u32, power: u32, rest: u32) -> u32 {
  return (x * power) | (x >> rest);
}

// The same for at most 22 bits.
@if(!slowShifts)
fn rotateNear(x: u32, power: u32, rest: u32) -> u32 {
  return rotate(x, power, rest);
}

// The same where shifts to the right are slow as well. The upper bits as a signed multiple of 2^rest are exact in
// float32, and adding 1.5 * 2^(23 + rest) moves them to the end of the mantissa: a sixth of a Langevin step saved.
@if(slowShifts)
fn rotateNear(x: u32, power: u32, rest: u32) -> u32 {
  let upper = f32(bitcast<i32>(x & (0u - (1u << rest))));
  return (x * power) | (bitcast<u32>(upper + 12582912.0 * f32(1u << rest)) & (power - 1u));
}

// One round of the mix.
fn mix(x: vec2u, power: u32, rest: u32) -> vec2u {
  let sum = x.x + x.y;
  return vec2u(sum, rotate(x.y, power, rest) ^ sum);
}

fn mixNear(x: vec2u, power: u32, rest: u32) -> vec2u {
  let sum = x.x + x.y;
  return vec2u(sum, rotateNear(x.y, power, rest) ^ sum);
}

// Rotations 13, 15, 26, 6.
fn fourRoundsA(x: vec2u) -> vec2u {
  return mixNear(mix(mixNear(mixNear(x, 0x2000u, 19u), 0x8000u, 17u), 0x4000000u, 6u), 0x40u, 26u);
}

// Rotations 17, 29, 16, 24.
fn fourRoundsB(x: vec2u) -> vec2u {
  return mix(mixNear(mix(mixNear(x, 0x20000u, 15u), 0x20000000u, 3u), 0x10000u, 16u), 0x1000000u, 8u);
}

// The two random words of a counter under a key. https://www.thesalmons.org/john/random123/papers/random123sc11.pdf
fn threefry2x32(key: vec2u, counter: vec2u) -> vec2u {
  let parity = 0x1bd11bdau ^ key.x ^ key.y;
  var x = counter + key;
  x = fourRoundsA(x) + vec2u(key.y, parity + 1u);
  x = fourRoundsB(x) + vec2u(parity, key.x + 2u);
  x = fourRoundsA(x) + vec2u(key.x, key.y + 3u);
  x = fourRoundsB(x) + vec2u(key.y, parity + 4u);
  x = fourRoundsA(x) + vec2u(parity, key.x + 5u);
  return x;
}

// u - 1/2 of the uniform u = ((w >> 9) + 1/2) 2^-23 of a word, in (-1/2, 1/2), exact; without the shift, see rotate().
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
  let exponent = (bits + 0x4afb0du) & 0xff800000u;
  let m = bitcast<f32>(bits - exponent + 0x3f800000u);
  let s = (m - 1.0) / (m + 1.0);
  let q = s * s;
  let logM = 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0)))));
  let e = f32(bitcast<i32>(exponent)) * 0x1p-23 - 127.0;
  return e * 0.6931471805599453 + logM;
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
