// Comparisons with NaN are not to be trusted on a GPU; bits are. MATHS.md 0.2.

// Whether x is neither infinite nor NaN, by its exponent bits.
fn isFinite(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}

// The same for both coordinates.
fn isFinitePoint(x: vec2f) -> bool {
  return isFinite(x.x) && isFinite(x.y);
}
