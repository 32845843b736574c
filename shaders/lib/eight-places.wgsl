// Eight places of the plane side by side, as two fours, and sums of weighted points seen from four of them.

struct Four {
  x: vec4f,
  y: vec4f,
}

struct Eight {
  low: Four,
  high: Four,
}

struct Sums {
  mass: vec4f,
  x: vec4f,
  y: vec4f,
}

fn eightTimes(t: f32, a: Eight) -> Eight {
  return Eight(Four(t * a.low.x, t * a.low.y), Four(t * a.high.x, t * a.high.y));
}

// a + t b
fn plusTimes(a: Eight, t: f32, b: Eight) -> Eight {
  return Eight(
    Four(a.low.x + t * b.low.x, a.low.y + t * b.low.y),
    Four(a.high.x + t * b.high.x, a.high.y + t * b.high.y),
  );
}

// The vectors with these numbers in place k.
fn replaced(four: Four, k: u32, value: vec2f) -> Four {
  let here = vec4u(0u, 1u, 2u, 3u) == vec4u(k);
  return Four(select(four.x, vec4f(value.x), here), select(four.y, vec4f(value.y), here));
}

// Squared distances from a point.
fn squares(y: Four, x: vec2f) -> vec4f {
  let across = y.x - x.x;
  let up = y.y - x.y;
  return across * across + up * up;
}

// With one more point, of the weights 2^(shift - |y - x|^2).
fn plus(sums: Sums, y: Four, x: vec2f, shift: vec4f) -> Sums {
  let weight = exp2(shift - squares(y, x));
  return Sums(sums.mass + weight, sums.x + weight * x.x, sums.y + weight * x.y);
}
