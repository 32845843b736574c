// A place of one to eight coordinates. The conditions d2 to d8 choose the dimension: nothing is computed for a coordinate that is
// not there.

@if(!d2) const dimension = 1u;
@if(d2 && !d3) const dimension = 2u;
@if(d3 && !d4) const dimension = 3u;
@if(d4 && !d5) const dimension = 4u;
@if(d5 && !d6) const dimension = 5u;
@if(d6 && !d7) const dimension = 6u;
@if(d7 && !d8) const dimension = 7u;
@if(d8) const dimension = 8u;

struct Place {
  a: f32,
  @if(d2) b: f32,
  @if(d3) c: f32,
  @if(d4) d: f32,
  @if(d5) e: f32,
  @if(d6) f: f32,
  @if(d7) g: f32,
  @if(d8) h: f32,
}

// x - y
fn minus(x: Place, y: Place) -> Place {
  var z = Place();
  z.a = x.a - y.a;
  @if(d2) z.b = x.b - y.b;
  @if(d3) z.c = x.c - y.c;
  @if(d4) z.d = x.d - y.d;
  @if(d5) z.e = x.e - y.e;
  @if(d6) z.f = x.f - y.f;
  @if(d7) z.g = x.g - y.g;
  @if(d8) z.h = x.h - y.h;
  return z;
}

// x + t y
fn plusTimes(x: Place, t: f32, y: Place) -> Place {
  var z = Place();
  z.a = x.a + t * y.a;
  @if(d2) z.b = x.b + t * y.b;
  @if(d3) z.c = x.c + t * y.c;
  @if(d4) z.d = x.d + t * y.d;
  @if(d5) z.e = x.e + t * y.e;
  @if(d6) z.f = x.f + t * y.f;
  @if(d7) z.g = x.g + t * y.g;
  @if(d8) z.h = x.h + t * y.h;
  return z;
}

fn inner(x: Place, y: Place) -> f32 {
  var sum = x.a * y.a;
  @if(d2) sum += x.b * y.b;
  @if(d3) sum += x.c * y.c;
  @if(d4) sum += x.d * y.d;
  @if(d5) sum += x.e * y.e;
  @if(d6) sum += x.f * y.f;
  @if(d7) sum += x.g * y.g;
  @if(d8) sum += x.h * y.h;
  return sum;
}
