// The cells of the density image stretched over the picture. Twin: src/draw/density-image.ts.

struct Params {
  // Pixels per cell.
  side: f32,
}

@group(0) @binding(0) var<uniform> params: Params;
// Premultiplied colours of cells, from the upper left corner of the picture.
@group(0) @binding(1) var colours: texture_2d<f32>;
// Linear between the middles of cells; beyond the border as at the border.
@group(0) @binding(2) var between: sampler;

// One triangle that covers the picture.
@vertex
fn imageCorner(@builtin(vertex_index) vertex: u32) -> @builtin(position) vec4f {
  return vec4f(f32((vertex << 1u) & 2u) * 2.0 - 1.0, f32(vertex & 2u) * 2.0 - 1.0, 0.0, 1.0);
}

// The colour between cells.
@fragment
fn imagePixel(@builtin(position) pixel: vec4f) -> @location(0) vec4f {
  return textureSample(colours, between, pixel.xy / (params.side * vec2f(textureDimensions(colours))));
}
