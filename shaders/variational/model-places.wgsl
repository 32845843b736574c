// The data and the parameters of many starts, one beside the other, as places of registers: for the kernels that sum over data.
import package::lib::place::Place;

// [N, dimension]
@group(0) @binding(1) var<storage, read> data: array<f32>;
// [rows of the model, stride]
@group(0) @binding(2) var<storage, read> theta: array<f32>;

// The datum whose coordinates begin there, the same for all starts.
fn pointAt(at: u32) -> Place {
  var x = Place();
  x.a = data[at];
  @if(d2) x.b = data[at + 1u];
  @if(d3) x.c = data[at + 2u];
  @if(d4) x.d = data[at + 3u];
  @if(d5) x.e = data[at + 4u];
  @if(d6) x.f = data[at + 5u];
  @if(d7) x.g = data[at + 6u];
  @if(d8) x.h = data[at + 7u];
  return x;
}

// From a row of theta on.
fn placeAt(row: u32, start: u32, stride: u32) -> Place {
  var x = Place();
  x.a = theta[row * stride + start];
  @if(d2) x.b = theta[(row + 1u) * stride + start];
  @if(d3) x.c = theta[(row + 2u) * stride + start];
  @if(d4) x.d = theta[(row + 3u) * stride + start];
  @if(d5) x.e = theta[(row + 4u) * stride + start];
  @if(d6) x.f = theta[(row + 5u) * stride + start];
  @if(d7) x.g = theta[(row + 6u) * stride + start];
  @if(d8) x.h = theta[(row + 7u) * stride + start];
  return x;
}
