// Four points of one to four dimensions side by side, one vector a coordinate, and one point beside them. The
// conditions atLeast2, atLeast3 and atLeast4 choose the dimension: nothing is computed for a coordinate that is not there.

@if(!atLeast2) const dimension = 1u;
@if(atLeast2 && !atLeast3) const dimension = 2u;
@if(atLeast3 && !atLeast4) const dimension = 3u;
@if(atLeast4) const dimension = 4u;

struct Spot {
  x: f32,
  @if(atLeast2) y: f32,
  @if(atLeast3) z: f32,
  @if(atLeast4) w: f32,
}

struct Quad {
  x: vec4f,
  @if(atLeast2) y: vec4f,
  @if(atLeast3) z: vec4f,
  @if(atLeast4) w: vec4f,
}

// a - b
fn minus(a: Quad, b: Quad) -> Quad {
  var c: Quad;
  c.x = a.x - b.x;
  @if(atLeast2) c.y = a.y - b.y;
  @if(atLeast3) c.z = a.z - b.z;
  @if(atLeast4) c.w = a.w - b.w;
  return c;
}

// One point from the place of each of four.
fn spotMinus(a: Spot, b: Quad) -> Quad {
  var c: Quad;
  c.x = a.x - b.x;
  @if(atLeast2) c.y = a.y - b.y;
  @if(atLeast3) c.z = a.z - b.z;
  @if(atLeast4) c.w = a.w - b.w;
  return c;
}

// a + t b
fn plusTimes(a: Quad, t: vec4f, b: Quad) -> Quad {
  var c: Quad;
  c.x = a.x + t * b.x;
  @if(atLeast2) c.y = a.y + t * b.y;
  @if(atLeast3) c.z = a.z + t * b.z;
  @if(atLeast4) c.w = a.w + t * b.w;
  return c;
}

fn times(t: vec4f, a: Quad) -> Quad {
  var c: Quad;
  c.x = t * a.x;
  @if(atLeast2) c.y = t * a.y;
  @if(atLeast3) c.z = t * a.z;
  @if(atLeast4) c.w = t * a.w;
  return c;
}

// b where the condition holds, else a.
fn choose(a: Quad, b: Spot, condition: vec4<bool>) -> Quad {
  var c: Quad;
  c.x = select(a.x, vec4f(b.x), condition);
  @if(atLeast2) c.y = select(a.y, vec4f(b.y), condition);
  @if(atLeast3) c.z = select(a.z, vec4f(b.z), condition);
  @if(atLeast4) c.w = select(a.w, vec4f(b.w), condition);
  return c;
}

// w . (v - w), which is |x - a|^2 - |x - a - w|^2 for v = 2 (x - a): by how much a + w is nearer to x than a is.
// Every term is small where w is, so that it keeps its digits however far x is. MATHS.md 3.3.
fn gain(w: Quad, v: Quad) -> vec4f {
  var sum = w.x * (v.x - w.x);
  @if(atLeast2) sum += w.y * (v.y - w.y);
  @if(atLeast3) sum += w.z * (v.z - w.z);
  @if(atLeast4) sum += w.w * (v.w - w.w);
  return sum;
}
