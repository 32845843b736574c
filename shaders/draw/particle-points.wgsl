// Round, antialiased particles, one triangle each. Its three vertices carry the same position (point-corners.wgsl).
import package::lib::numerics::isFinitePoint;

struct Params {
  // Middle of the view in data space.
  centreX: f32,
  centreY: f32,
  // Clip units per unit of data space.
  scaleX: f32,
  scaleY: f32,
  // Clip units per pixel.
  pixelX: f32,
  pixelY: f32,
  // Radius of a point in pixels.
  radius: f32,
  // Straight colour and opacity of one point.
  red: f32,
  green: f32,
  blue: f32,
  alpha: f32,
}

@group(0) @binding(0) var<uniform> params: Params;

struct Corner {
  @builtin(position) clip: vec4f,
  // Offset from the middle of the particle in pixels.
  @location(0) offset: vec2f,
}

// A corner of the triangle around a disc of radius 1.
fn cornerOf(vertex: u32) -> vec2f {
  let side = f32(i32(vertex % 3u) - 1);
  return vec2f(side * 1.7320508, select(-1.0, 2.0, side == 0.0));
}

// A particle that is not finite goes where nothing is drawn.
@vertex
fn pointCorner(@builtin(vertex_index) vertex: u32, @location(0) position: vec2f) -> Corner {
  let offset = cornerOf(vertex) * (params.radius + 0.5);
  let middle = (position - vec2f(params.centreX, params.centreY)) * vec2f(params.scaleX, params.scaleY);
  let clip = middle + offset * vec2f(params.pixelX, params.pixelY);
  if !isFinitePoint(position) || !isFinitePoint(clip) {
    return Corner(vec4f(2.0, 2.0, 0.0, 1.0), vec2f(0.0));
  }
  return Corner(vec4f(clip, 0.0, 1.0), offset);
}

// Premultiplied colour; the edge is one pixel wide.
@fragment
fn pointPixel(corner: Corner) -> @location(0) vec4f {
  let cover = clamp(params.radius + 0.5 - length(corner.offset), 0.0, 1.0);
  return vec4f(params.red, params.green, params.blue, 1.0) * (params.alpha * cover);
}
