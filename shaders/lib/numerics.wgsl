// Comparisons with NaN are not to be trusted on a GPU; bits are. MATHS.md 0.2.

// Whether x is neither infinite nor NaN, by its exponent bits.
fn isFinite(x: f32) -> bool {
  return (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
}

// The same for both coordinates.
fn isFinitePoint(x: vec2f) -> bool {
  return isFinite(x.x) && isFinite(x.y);
}

// 2^t of a t <= 0 as a share of a sum whose largest is 1; below 2^-60 it is 2^-60, so that products and quotients of shares
// stay normal numbers. Exact at 0.
@if(!software)
fn exp2Share(t: f32) -> f32 {
  return exp2(select(-60.0, t, t > -60.0));
}

@if(software)
fn exp2Share(t: f32) -> f32 {
  return exp2Near(select(-60.0, t, t > -60.0));
}

// 2^t for |t| < 127. The software adapter's own is longer by the cases that cannot occur here, and far from 0 right to five
// digits only. On [0, 1) a polynomial, right to three units of the last place; the sum's last bits are the integer, and
// the product makes an exponent of them.
@if(software)
fn exp2Near(t: f32) -> f32 {
  let whole = floor(t);
  let f = t - whole;
  let scale = bitcast<f32>(bitcast<u32>(whole + 12583039.0) * 0x800000u);
  return scale * (1.0 + f * (0.6931513118 + f * (0.2401644501 + f * (0.05579991313 + f * (0.009017030296 + f * 0.001867130079)))));
}

// e^t where |t| <= 87, and about as much as there beyond: finite, and no 0 to divide by. The software adapter's min and max,
// with their rules for NaN, are 39 instructions each, and select is fourteen.
@if(software)
fn expBounded(t: f32) -> f32 {
  let u = 1.4426950408889634 * t;
  // 126 with the sign of t.
  let bound = bitcast<f32>((bitcast<u32>(u) & 0x80000000u) | 0x42fc0000u);
  return exp2Near(select(bound, u, abs(u) < 126.0));
}

@if(!software)
fn expBounded(t: f32) -> f32 {
  return exp(clamp(t, -87.0, 87.0));
}
